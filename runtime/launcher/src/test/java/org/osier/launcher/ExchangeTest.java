package org.osier.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line's side of the socket, against a node that answers what each test wants. */
@Timeout(20)
class ExchangeTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void sendsTheArgumentsUntouchedAndPassesTheAnswerOn() throws Exception {
        var code = exchange(request(true, 80, 24, "send", "beta", "hi \"there\" ; ls", "", "grüße"), (in, answer) -> {
            assertThat(in.readUnsignedByte()).isEqualTo(1);
            assertThat(in.readUnsignedByte()).as("a terminal with colours").isEqualTo(3);
            assertThat(in.readUnsignedShort()).isEqualTo(80);
            assertThat(in.readUnsignedShort()).isEqualTo(24);
            var arguments = new String[in.readUnsignedShort()];
            for (int i = 0; i < arguments.length; i++) arguments[i] = in.readUTF();
            assertThat(arguments).containsExactly("send", "beta", "hi \"there\" ; ls", "", "grüße");
            frame(answer, 1, "one ".getBytes(UTF_8));
            frame(answer, 2, "oops".getBytes(UTF_8));
            frame(answer, 1, new byte[0]);
            frame(answer, 1, "two".getBytes(UTF_8));
            frame(answer, 3, new byte[] {0, 0, 0, 3});
        });

        assertThat(code).isEqualTo(3);
        assertThat(out).hasToString("one two");
        assertThat(err).hasToString("oops");
    }

    /** Goal: a file goes to the node only if its user named it. Method: a node that asks for another. */
    @Test
    void aQuestionIsAnsweredAndNoFileIsReadThatNobodyNamed() throws Exception {
        var key = Files.writeString(folder.resolve("a.key"), "secret");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        var other = Files.writeString(folder.resolve("b.key"), "other");
        var answering = new Answering(new String[] {"revoke", "--key=" + key + "," + folder}, true, false);

        assertThat(answering.file(key.toString())).isEqualTo(new byte[] {1, 0, 6, 's', 'e', 'c', 'r', 'e', 't'});
        assertThat(answering.file(other.toString())).isEqualTo(new byte[] {0});
        assertThat(answering.file(folder.toString())).as("no file").isEqualTo(new byte[] {0});
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(answering.file(key.toString())).as("open to others").isEqualTo(new byte[] {0});
        assertThat(answering.isPossible()).as("no way to ask unseen").isFalse();

        var revoke = request(false, 80, 24, "revoke");
        var code = exchange(revoke, (in, answer) -> {
            in.readNBytes(revoke.bytes().length);
            frame(answer, 4, "passphrase".getBytes(UTF_8));
            assertThat(in.readUnsignedByte()).as("nobody answers").isZero();
            frame(answer, 3, new byte[] {0, 0, 0, 1});
        });
        assertThat(code).isEqualTo(1);
    }

    @Test
    void whatCameBeforeABreakIsPassedOn() {
        assertThatBreaks("the node stops", (in, answer) -> frame(answer, 1, "half".getBytes(UTF_8)));
        assertThat(out).hasToString("half");
    }

    @Test
    void aFrameThatEndsEarlyIsABreak() {
        assertThatBreaks("in the middle of a frame", (in, answer) -> {
            answer.writeByte(1);
            answer.writeInt(10);
            answer.writeByte('x');
        });
    }

    @Test
    void aHostileLengthAllocatesNothing() {
        assertThatBreaks("frame of -1 bytes", (in, answer) -> {
            answer.writeByte(1);
            answer.writeInt(-1);
        });
        assertThatBreaks("frame of 2147483647 bytes", (in, answer) -> {
            answer.writeByte(1);
            answer.writeInt(Integer.MAX_VALUE);
        });
    }

    @Test
    void anUnknownFrameIsABreak() {
        assertThatBreaks("unknown kind 9", (in, answer) -> frame(answer, 9, new byte[0]));
    }

    @Test
    void anExitCodeHasFourBytes() {
        assertThatBreaks("exit code of 1 bytes", (in, answer) -> frame(answer, 3, new byte[1]));
    }

    @Test
    void anArgumentThatIsTooLongIsWrongUse() {
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> request(false, 80, 0, "send", "x".repeat(65_536)));
    }

    @Test
    void aStrangeSizeStaysInRange() throws Exception {
        assertThat(request(false, 0, -1).bytes()).containsExactly(1, 2, 0, 1, 0, 0, 0, 0);
        assertThat(request(false, 100_000, 100_000).bytes()).containsExactly(1, 2, 0xff, 0xff, 0xff, 0xff, 0, 0);
    }

    /** Goal: osier logs --follow | head ends without a complaint about the node. */
    @Test
    void whenNobodyReadsAnyMoreThatIsTheEndAndNoBreak() throws Exception {
        var closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        var code = exchange(
                request(false, 100, 0, "logs"), (in, answer) -> frame(answer, 1, "line".getBytes(UTF_8)), closed);

        assertThat(code).isEqualTo(141);
        assertThat(err).hasToString("");
    }

    private static Request request(boolean colour, int columns, int rows, String... words) throws WrongUseException {
        return Request.of(new Request.Look(true, colour, columns, rows), words);
    }

    private void assertThatBreaks(String why, FakeNode fake) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> exchange(request(false, 100, 0, "status"), fake))
                .withMessageContaining(why);
    }

    private int exchange(Request request, FakeNode fake) throws Exception {
        return exchange(request, fake, out);
    }

    private int exchange(Request request, FakeNode fake, OutputStream out) throws Exception {
        var address = UnixDomainSocketAddress.of(folder.resolve("s" + System.nanoTime()));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
            var answered = CompletableFuture.runAsync(() -> {
                try (var client = server.accept()) {
                    fake.answer(
                            request(client, request.bytes().length),
                            new DataOutputStream(Channels.newOutputStream(client)));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            try (var node = SocketChannel.open(address)) {
                return new Exchange(node, out, err, new Answering(new String[0], true, false)).run(request);
            } finally {
                answered.get(10, TimeUnit.SECONDS);
            }
        }
    }

    // Read as a whole: to close with bytes unread would reset the connection, and the answer be lost.
    private static DataInputStream request(SocketChannel client, int length) throws IOException {
        var in = Channels.newInputStream(client);
        var bytes = in.readNBytes(length);
        return new DataInputStream(new SequenceInputStream(new ByteArrayInputStream(bytes), in)); // answers follow
    }

    private static void frame(DataOutputStream answer, int kind, byte[] body) throws IOException {
        answer.writeByte(kind);
        answer.writeInt(body.length);
        answer.write(body);
    }

    private interface FakeNode {
        void answer(DataInputStream in, DataOutputStream answer) throws IOException;
    }
}
