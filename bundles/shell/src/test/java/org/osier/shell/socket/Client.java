package org.osier.shell.socket;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client of the socket, written from the README. */
final class Client implements AutoCloseable {
    private final SocketChannel channel;

    Client(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    /** What came back: text of both streams, and the exit code, -1 if none came. */
    record Result(String out, String err, int exit) {}

    static Result call(Path socket, String... words) throws IOException {
        try (var client = new Client(socket)) {
            client.ask(words);
            return client.result();
        }
    }

    /** Waits until somebody answers there, at most 20 s: before that, nobody may listen, or no place be free. */
    static void awaitAnswer(Path socket) {
        for (long end = System.nanoTime() + 20_000_000_000L; System.nanoTime() < end; Thread.onSpinWait()) {
            try {
                if (call(socket, "peers").exit() == 0) return;
            } catch (IOException e) {
                // Not there yet.
            }
        }
        throw new AssertionError("nobody answers on " + socket);
    }

    void ask(String... words) throws IOException {
        ask(0, words);
    }

    /** The same by a client that answers questions. */
    void asksAndAnswers(String... words) throws IOException {
        ask(4, words);
    }

    /** The next frame is a question: its kind and what it asks for. */
    String question() throws IOException {
        var in = new DataInputStream(Channels.newInputStream(channel));
        int kind = in.readUnsignedByte();
        return kind + " " + new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private void ask(int look, String... words) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(1);
        out.writeByte(look);
        out.writeShort(100);
        out.writeShort(0);
        out.writeShort(words.length);
        for (var word : words) out.writeUTF(word);
        write(bytes.toByteArray());
    }

    void write(byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) channel.write(buffer);
    }

    Result result() throws IOException {
        var in = new DataInputStream(Channels.newInputStream(channel));
        var out = new StringBuilder();
        var err = new StringBuilder();
        while (true) {
            int kind = in.read();
            if (kind < 0) return new Result(out.toString(), err.toString(), -1);
            var bytes = in.readNBytes(in.readInt());
            switch (kind) {
                case 1 -> out.append(new String(bytes, StandardCharsets.UTF_8));
                case 2 -> err.append(new String(bytes, StandardCharsets.UTF_8));
                case 3 -> {
                    return new Result(
                            out.toString(),
                            err.toString(),
                            ByteBuffer.wrap(bytes).getInt());
                }
                default -> throw new IOException("frame of kind " + kind);
            }
        }
    }

    /** The next piece of text of an answer that goes on. */
    String next() throws IOException {
        var in = new DataInputStream(Channels.newInputStream(channel));
        int kind = in.readUnsignedByte();
        if (kind != 1) throw new IOException("frame of kind " + kind);
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    /** Whether the node has closed; waits until it does. */
    boolean isClosedByNode() throws IOException {
        try {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
