package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osier.mesh.Mesh;
import org.osier.mesh.MeshException;
import org.osier.shell.FakeMesh;
import org.osier.shell.FakePeer;
import org.osier.shell.Sheet;

/** What send and request say, hand over, and make of failures and strange answers. */
class MessagesTest {
    private final Sheet sheet = new Sheet();

    @TempDir
    Path folder;

    @BeforeEach
    void onePeer() {
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        sheet.handlers.add(new Handler(0x41, "hello", "b 1.0.0", true, true));
    }

    @Test
    void send() {
        assertThat(sheet.run(false, List.of("send", "beta", "hello", "hi there", "--stream", "3", "--threat", "65535")))
                .isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                sent to beta: 8 bytes for intent 0x41
                  next: osier request beta 0x41 TEXT   to get an answer
                """);
        var message = sheet.mesh.messages.get(0);
        assertThat(message.intent()).isEqualTo(0x41);
        assertThat(message.stream()).isEqualTo(3);
        assertThat(message.threat()).isEqualTo(65_535);
        assertThat(StandardCharsets.UTF_8.decode(message.payload()).toString()).isEqualTo("hi there");
    }

    @Test
    void request() {
        sheet.mesh.answer = m -> FakeMesh.reply(0x40, "hello alpha".getBytes(StandardCharsets.UTF_8));
        assertThat(sheet.run("request beta 0x40 hi")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                hello alpha
                  11 bytes from beta in 1.5 ms
                  next: osier peer beta   for all about it
                """);
    }

    @Test
    void anEmptyTextIsAPayload() {
        sheet.mesh.answer = m -> FakeMesh.reply(0x40, new byte[0]);
        assertThat(sheet.run(false, List.of("request", "self", "0x40", ""))).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).startsWith("  0 bytes from alpha in 1.5 ms\n");
    }

    @Test
    void anAnswerThatIsNoTextIsDumpedAndCut() {
        sheet.mesh.answer = m -> FakeMesh.reply(0x40, new byte[1_000]);
        sheet.run("request beta 0x40 hi");
        assertThat(sheet.out()).startsWith("00000000  00 00").contains("\n.. 744 bytes more: --json has all\n");
        assertThat(sheet.out().lines()).hasSize(16 + 3);
        sheet.run("request beta 0x40 hi --json");
        assertThat(sheet.json().get("text").isJsonNull()).isTrue();
        assertThat(sheet.json().get("base64").getAsString()).hasSize(1_336);
    }

    /** Goal: an answer cannot take over the terminal. */
    @Test
    void anAnswerWithEscapesIsDumped() {
        sheet.mesh.answer = m -> FakeMesh.reply(0x40, "\u001b[2J".getBytes(StandardCharsets.UTF_8));
        sheet.run("request beta 0x40 hi");
        assertThat(sheet.out()).startsWith("00000000  1b 5b 32 4a").doesNotContain("\u001b");
    }

    @Test
    void aLongTextIsBrokenAndCutOnTheScreenAndWholeInTheDocument() {
        var text = "\ta\n" + "b".repeat(50_000);
        sheet.mesh.answer = m -> FakeMesh.reply(0x40, text.getBytes(StandardCharsets.UTF_8));
        sheet.run("request beta 0x40 hi");
        assertThat(sheet.out()).startsWith("    a\nbbb").contains(".. 33,619 characters more: --json has all");
        sheet.run("request beta 0x40 hi --json");
        assertThat(sheet.json().get("text").getAsString()).isEqualTo(text);
    }

    @Test
    void noHandlerTellsHowToWriteOne() {
        assertThat(sheet.run("request beta 0x40 hi")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).isEqualTo("""
                OSIER-301 beta has no handler for intent 0x40.
                  none
                  next: write one: README, "A handler in 15 lines"
                """);
        sheet.run("request self 0x40 hi");
        assertThat(sheet.err()).contains("\n  alpha handles 0x41 hello\n");
        sheet.handlers.clear();
        sheet.run("request self 0x40 hi");
        assertThat(sheet.err()).contains("\n  alpha handles no intent yet\n");
    }

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, OSIER-112 beta cannot be reached.",
        "TOO_LARGE, OSIER-134 the message is too large for beta.",
        "THREAT, OSIER-302 beta takes no message with threat score 0.",
        "HANDLER_FAILED, OSIER-303 the handler of beta for intent 0x40 failed.",
        "NO_ANSWER, OSIER-304 beta did not answer in time.",
        "OVERLOADED, OSIER-305 beta is overloaded or restarting.",
        "NOT_SENT, OSIER-306 beta restarted before this was sent.",
        "UNKNOWN_OUTCOME, 'OSIER-307 the connection to beta was lost, the outcome is unknown.'",
        "BAD_PACKET, OSIER-308 beta could not read the packet.",
        "NOT_AUTHENTIC, OSIER-309 beta did not believe that the packet is from here."
    })
    void everyKindOfFailureHasItsScreen(MeshException.Kind kind, String headline) {
        sheet.mesh.answer = m -> FakeMesh.failed(kind, "what \u001b[31m the mesh said");
        assertThat(sheet.run("request beta 0x40 hi")).isEqualTo(Exit.FAILED);
        assertThat(sheet.out()).isEmpty();
        assertThat(sheet.err()).startsWith(headline + "\n").contains("\n  what ?[31m the mesh said\n");
        assertThat(sheet.err().lines().reduce((a, b) -> b).orElseThrow()).startsWith("  next: ");
        sheet.run("request beta 0x40 hi --json");
        assertThat(sheet.json().get("code").getAsString()).isEqualTo(headline.substring(0, 9));
        assertThat(sheet.json().get("exit").getAsInt()).isEqualTo(1);
    }

    @Test
    void aMeshThatNeverAnswersIsGivenUp() {
        sheet.mesh.sent = new CompletableFuture<>();
        assertThat(sheet.run("send beta 0x40 hi --timeout 0.001")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).startsWith("OSIER-304 beta did not answer in time.\n");
    }

    @Test
    void aFileIsSentAsItIs() throws IOException {
        var file = Files.write(folder.resolve("payload"), new byte[] {0, 1, 2});
        assertThat(sheet.run("send beta 64 --file " + file)).isEqualTo(Exit.DONE);
        assertThat(sheet.mesh.messages.get(0).payload().remaining()).isEqualTo(3);
    }

    @Test
    void filesThatCannotBeSentAreNamed() throws IOException {
        assertThat(sheet.run("send beta 64 --file " + folder)).isEqualTo(Exit.FAILED);
        assertThat(sheet.run("send beta 64 --file " + folder.resolve("none"))).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).contains("is not a file.");
        assertThat(sheet.run("send beta 64 --file payload")).isEqualTo(Exit.WRONG_USE);
        assertThat(sheet.run(false, List.of("send", "beta", "64", "--file", "\u0000")))
                .isEqualTo(Exit.WRONG_USE);
        var large = folder.resolve("large");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(Mesh.MAX_PAYLOAD_BYTES + 1L); // sparse: takes no room
        }
        assertThat(sheet.run("send beta 64 --file " + large)).isEqualTo(Exit.FAILED);
        assertThat(sheet.err())
                .startsWith("OSIER-134 the message is too large: 16,776,961 bytes, at most 16,776,960.\n");
        assertThat(sheet.mesh.messages).isEmpty();
    }

    @Test
    void wrongUseSendsNothing() {
        for (var line : List.of(
                "send",
                "send beta",
                "send beta 64",
                "send beta 256 hi",
                "send beta unknown hi",
                "send beta 64 hi there",
                "send beta 64 hi --file /etc/hostname",
                "send beta 64 hi --stream 16",
                "send beta 64 hi --threat -1",
                "request beta 64 hi --timeout 3601")) {
            assertThat(sheet.run(line)).as(line).isEqualTo(Exit.WRONG_USE);
            assertThat(sheet.err()).contains("\n  next: osier ");
        }
        assertThat(sheet.mesh.messages).isEmpty();
    }
}
