package org.osier.launcher;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One request and its answer: frames of {@code u8 kind, i32 length, bytes}, each passed on as it comes, the exit code
 * last. A command that watches answers until either side closes.
 */
final class Exchange {
    private static final int OUT = 1;
    private static final int ERR = 2;
    private static final int EXIT = 3;
    private static final int QUESTION = 4;
    private static final int FILE = 5;

    /** The longest frame that is believed; a node cuts its output into far shorter ones. */
    private static final int MAX_FRAME_BYTES = 1 << 20;

    private final SocketChannel node;
    private final OutputStream out;
    private final OutputStream err;
    private final Answering answering;

    Exchange(SocketChannel node, OutputStream out, OutputStream err, Answering answering) {
        this.node = node;
        this.out = out;
        this.err = err;
        this.answering = answering;
    }

    /**
     * Returns the exit code that the node answers.
     *
     * @throws IOException if the answer ends before it, or is not one
     */
    int run(Request request) throws IOException {
        write(request.bytes());
        var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(node)));
        while (true) {
            var kind = kind(in);
            var body = body(in);
            switch (kind) {
                case OUT -> {
                    if (!pass(body)) return ExitCode.NOBODY_READS;
                }
                case ERR -> err.write(body);
                case QUESTION -> write(answering.answer(new String(body, StandardCharsets.UTF_8)));
                case FILE -> write(answering.file(new String(body, StandardCharsets.UTF_8)));
                case EXIT -> {
                    if (body.length != Integer.BYTES) throw new IOException("exit code of " + body.length + " bytes");
                    return ByteBuffer.wrap(body).getInt();
                }
                default -> throw new IOException("frame of unknown kind " + kind);
            }
        }
    }

    private void write(byte[] bytes) throws IOException {
        var rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) node.write(rest);
    }

    /** @return false: whoever read it has ended, as head does when it has enough */
    private boolean pass(byte[] body) {
        try {
            out.write(body);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int kind(DataInputStream in) throws IOException {
        try {
            return in.readUnsignedByte();
        } catch (EOFException e) {
            throw new EOFException("the node stops, or its shell is being replaced");
        }
    }

    private static byte[] body(DataInputStream in) throws IOException {
        var length = in.readInt();
        if (length < 0 || length > MAX_FRAME_BYTES) throw new IOException("frame of " + length + " bytes");
        var body = new byte[length];
        try {
            in.readFully(body);
        } catch (EOFException e) {
            throw new EOFException("it closed the connection in the middle of a frame");
        }
        return body;
    }
}
