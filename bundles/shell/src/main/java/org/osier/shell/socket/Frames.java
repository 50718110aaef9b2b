package org.osier.shell.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Writes the frames of an answer: kind, length, bytes. Whole frames only, whichever streams are used in turn. For one
 * thread.
 */
final class Frames {
    static final int OUT = 1;
    static final int ERR = 2;
    static final int EXIT = 3;
    static final int QUESTION = 4;
    static final int FILE = 5;

    private static final int HEAD_BYTES = 5;

    /** Longest frame that we write: a whole screen mostly fits. */
    private static final int MAX_BYTES = 8_192;

    private final WritableByteChannel channel;
    private final FrameStream out = new FrameStream(OUT);
    private final FrameStream err = new FrameStream(ERR);

    Frames(WritableByteChannel channel) {
        this.channel = channel;
    }

    PrintStream out() {
        return new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    PrintStream err() {
        return new PrintStream(err, false, StandardCharsets.UTF_8);
    }

    /** Asks the client, which answers behind its request. @param kind {@link #QUESTION} or {@link #FILE} */
    void question(int kind, String what) throws IOException {
        write(kind, ByteBuffer.wrap(what.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes the last frame. What was not flushed is lost. */
    void exit(int code) throws IOException {
        write(EXIT, ByteBuffer.allocate(Integer.BYTES).putInt(code).flip());
    }

    private void write(int kind, ByteBuffer bytes) throws IOException {
        var frame = ByteBuffer.allocate(HEAD_BYTES + bytes.remaining());
        frame.put((byte) kind).putInt(bytes.remaining()).put(bytes).flip();
        while (frame.hasRemaining()) channel.write(frame);
    }

    private final class FrameStream extends OutputStream {
        private final int kind;
        private final ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);

        FrameStream(int kind) {
            this.kind = kind;
        }

        @Override
        public void write(int b) throws IOException {
            if (!buffer.hasRemaining()) flush();
            buffer.put((byte) b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int end = offset + length;
            while (offset < end) {
                if (!buffer.hasRemaining()) flush();
                int size = Math.min(buffer.remaining(), end - offset);
                buffer.put(bytes, offset, size);
                offset += size;
            }
        }

        @Override
        public void flush() throws IOException {
            if (buffer.position() == 0) return;
            buffer.flip();
            try {
                Frames.this.write(kind, buffer);
            } finally {
                buffer.clear();
            }
        }
    }
}
