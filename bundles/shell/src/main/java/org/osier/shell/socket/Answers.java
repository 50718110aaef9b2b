package org.osier.shell.socket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.osier.shell.screen.Questions;

/**
 * What a client is asked and answers: {@code [u8 1][u16 length][bytes]}, or {@code [u8 0]} if it will not. The command's
 * thread asks, the watching one reads.
 */
final class Answers {
    /** How long a person may take. */
    private static final long PATIENCE_S = 120;

    private static final int ANSWER = 1;
    private static final int NO_ANSWER = 0;

    private final SynchronousQueue<Optional<byte[]>> given = new SynchronousQueue<>();
    private boolean asked; // guarded by this: an answer that nobody asked for means that the client does not wait

    /** The client, as somebody who can be asked. */
    Questions of(Frames frames) {
        return new Questions() {
            @Override
            public Optional<char[]> ask(String what) throws InterruptedException {
                return Answers.this.ask(frames, Frames.QUESTION, what).map(Answers::text);
            }

            @Override
            public Optional<byte[]> file(String path) throws InterruptedException {
                return Answers.this.ask(frames, Frames.FILE, path);
            }
        };
    }

    private Optional<byte[]> ask(Frames frames, int kind, String what) throws InterruptedException {
        synchronized (this) {
            asked = true;
        }
        try {
            frames.question(kind, what);
            var answer = given.poll(PATIENCE_S, TimeUnit.SECONDS);
            return answer == null ? Optional.empty() : answer;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Reads the next one, if that is what comes. @return false: something else, or nothing any more */
    boolean take(InputStream in) throws IOException {
        int kind = in.read();
        synchronized (this) {
            if (!asked || kind != ANSWER && kind != NO_ANSWER) return false;
            asked = false;
        }
        var answer = kind == ANSWER ? Optional.of(read(in)) : Optional.<byte[]>empty();
        try {
            return given.offer(answer, 1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static byte[] read(InputStream in) throws IOException {
        int length = in.read() << 8 | in.read();
        return in.readNBytes(Math.max(0, length));
    }

    private static char[] text(byte[] bytes) {
        var text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        var chars = Arrays.copyOf(text.array(), text.remaining());
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(text.array(), '\0');
        return chars;
    }
}
