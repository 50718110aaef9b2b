package org.osier.testkit;

import java.time.Duration;

/**
 * How the wire between two hosts behaves, in each direction.
 *
 * @param delay one way, before jitter
 * @param jitter up to this much is added by chance; a stream stays in order
 * @param loss chance of a packet to be lost, 0 to 1: a datagram is gone, a stream sends it again and is late
 * @param reordered chance of a datagram to be overtaken by later ones
 * @param doubled chance of a datagram to arrive twice
 * @param windowBytes what a sender may have under way. A stream above it says false, and writable when half is free (0:
 *     each send says false); a datagram above it is dropped, as in a full queue
 * @param bytesPerSecond bandwidth; 0 = unlimited
 */
public record SimWire(
        Duration delay,
        Duration jitter,
        double loss,
        double reordered,
        double doubled,
        int windowBytes,
        long bytesPerSecond) {
    /** A quiet LAN: 1 ms, nothing lost, 64 KiB under way. */
    public static final SimWire LAN = new SimWire(Duration.ofMillis(1), Duration.ZERO, 0, 0, 0, 64 << 10, 0);

    public SimWire {
        if (delay.isNegative() || jitter.isNegative()) throw new IllegalArgumentException("time runs forward only");
        checkChance("loss", loss);
        checkChance("reordered", reordered);
        checkChance("doubled", doubled);
        if (loss > 0.9) throw new IllegalArgumentException("a stream needs loss up to 0.9, got " + loss);
        if (windowBytes < 0) throw new IllegalArgumentException("windowBytes is not negative, got " + windowBytes);
        if (bytesPerSecond < 0)
            throw new IllegalArgumentException("bytesPerSecond is not negative, got " + bytesPerSecond);
    }

    private static void checkChance(String name, double chance) {
        if (!(chance >= 0 && chance <= 1)) throw new IllegalArgumentException(name + " is 0 to 1, got " + chance);
    }

    public SimWire withDelay(Duration delay, Duration jitter) {
        return new SimWire(delay, jitter, loss, reordered, doubled, windowBytes, bytesPerSecond);
    }

    public SimWire withLoss(double loss) {
        return new SimWire(delay, jitter, loss, reordered, doubled, windowBytes, bytesPerSecond);
    }

    public SimWire withDisorder(double reordered, double doubled) {
        return new SimWire(delay, jitter, loss, reordered, doubled, windowBytes, bytesPerSecond);
    }

    public SimWire withCapacity(int windowBytes, long bytesPerSecond) {
        return new SimWire(delay, jitter, loss, reordered, doubled, windowBytes, bytesPerSecond);
    }
}
