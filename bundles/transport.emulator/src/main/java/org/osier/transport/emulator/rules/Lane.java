package org.osier.transport.emulator.rules;

import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way in one direction of one connection, bounded in bytes: above that a stream holds its sender back,
 * and a datagram is dropped, as by a router. Not thread-safe.
 */
public final class Lane {
    /** Nothing will come of itself. */
    public static final long NEVER = Long.MAX_VALUE;

    private record Underway(byte[] message, long due, long order) {}

    private final boolean stream;
    private final long bound;
    private final Wire wire;
    private final PriorityQueue<Underway> underway = new PriorityQueue<>((a, b) -> {
        int byTime = Long.compare(a.due - b.due, 0); // nanoTime may wrap
        return byTime != 0 ? byTime : Long.compare(a.order, b.order);
    });
    private long bytes;
    private long entered;

    /** @param bound bytes on their way at most; what a stream's sender adds without waiting comes on top */
    public Lane(boolean stream, long bound, RandomGenerator random) {
        this.stream = stream;
        this.bound = bound;
        this.wire = new Wire(stream, random);
    }

    public boolean isEmpty() {
        return underway.isEmpty();
    }

    /** Bytes on their way. */
    public long bytes() {
        return bytes;
    }

    /** A message enters; of a datagram nothing may come out, or two. */
    public void enter(byte[] message, Impairments how, long now) {
        if (!stream && (how.partition().stopsOut() || bytes + message.length > bound)) return;
        add(message, wire.enter(how, message.length, now));
        add(message, wire.doubled(how));
    }

    private void add(byte[] message, long due) {
        if (due == Wire.LOST) return;
        underway.add(new Underway(message, due, entered++));
        bytes += message.length;
    }

    /** The next message that comes out now; null: none does yet. */
    public byte @Nullable [] next(Impairments how, long now) {
        if (how.partition().stopsOut()) {
            if (!stream) clear();
            return null;
        }
        var first = underway.peek();
        if (first == null || first.due - now > 0) return null;
        underway.remove();
        bytes -= first.message.length;
        return first.message;
    }

    /** In how many nanoseconds the next one comes out, {@link #NEVER}: not of itself. */
    public long wait(Impairments how, long now) {
        var first = underway.peek();
        if (first == null || how.partition().stopsOut()) return NEVER;
        return Math.max(0, first.due - now);
    }

    /** Whether the sender may go on: a stream waits for the wire and for room, a datagram for nothing. */
    public boolean takesMore(long now) {
        return !stream || bytes < bound && wire.isFree(now);
    }

    /** Whether a sender that was held back may go on; half must be free, so that it comes back for more than one. */
    public boolean takesMoreAgain(long now) {
        return !stream || bytes <= bound / 2 && wire.isFree(now);
    }

    /** In how many nanoseconds the wire has taken what entered it. */
    public long busy(long now) {
        return wire.freeAt(now) - now;
    }

    /** What is on its way is gone. */
    public void clear() {
        underway.clear();
        bytes = 0;
    }
}
