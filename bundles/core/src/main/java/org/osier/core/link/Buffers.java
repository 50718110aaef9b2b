package org.osier.core.link;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Arrays for records that are being read or written. Lent for one record or flush, so that an idle link holds none; at
 * most {@value #KEPT} are kept. Any thread.
 */
public final class Buffers {
    /** The longest connection message (the Noise limit). */
    static final int BYTES = 65_535;

    private static final int KEPT = 16;

    private final ArrayBlockingQueue<byte[]> free = new ArrayBlockingQueue<>(KEPT);

    byte[] take() {
        var buffer = free.poll();
        return buffer != null ? buffer : new byte[BYTES];
    }

    void give(byte[] buffer) {
        free.offer(buffer);
    }
}
