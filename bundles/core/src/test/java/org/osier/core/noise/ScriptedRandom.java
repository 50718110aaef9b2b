package org.osier.core.noise;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.random.RandomGenerator;

/** Gives the bytes of a vector in the order in which they are asked for, and nothing else. */
public final class ScriptedRandom implements RandomGenerator {
    private final Queue<byte[]> script = new ArrayDeque<>();

    /** The next bytes to be given; whoever asks must ask for just so many. */
    public ScriptedRandom then(byte[] bytes) {
        script.add(bytes);
        return this;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        var next = script.remove();
        if (next.length != bytes.length) throw new AssertionError("asked for " + bytes.length + ", not " + next.length);
        System.arraycopy(next, 0, bytes, 0, bytes.length);
    }

    @Override
    public long nextLong() {
        throw new AssertionError("nobody asks for a number");
    }
}
