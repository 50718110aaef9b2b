package org.osier.core.session.rules;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Whole messages of one stream that nobody took yet. Beyond the first {@value #LOOSE} they are packed into one array:
 * a window full of tiny messages, each an array of its own, would take many times the memory that the window allows.
 */
final class Backlog {
    static final int LOOSE = 1_024;

    /** A packed message is {@code [u32 length][bytes]}. */
    private static final int LENGTH_BYTES = 4;

    private final ArrayDeque<byte[]> loose = new ArrayDeque<>(); // in front of the packed ones
    private byte[] packed = Incoming.NONE;
    private int from;
    private int to;

    boolean isEmpty() {
        return loose.isEmpty() && from == to;
    }

    void add(byte[] message) {
        if (from == to && loose.size() < LOOSE) loose.add(message);
        else pack(message);
    }

    /** The length of the first message; there must be one. */
    int headLength() {
        var first = loose.peek();
        return first != null ? first.length : Bytes.getInt(packed, from);
    }

    /** Takes the first message; there must be one. */
    byte[] remove() {
        var first = loose.poll();
        return first != null ? first : unpack();
    }

    void clear() {
        loose.clear();
        dropPacked();
    }

    private void pack(byte[] message) {
        int size = LENGTH_BYTES + message.length;
        if (size > packed.length - to) {
            int waiting = to - from;
            // Growing copies everything, so it happens only when at least half of the array is in use.
            var roomier = 2 * (waiting + size) <= packed.length ? packed : new byte[2 * (waiting + size)];
            System.arraycopy(packed, from, roomier, 0, waiting);
            packed = roomier;
            from = 0;
            to = waiting;
        }
        Bytes.putInt(packed, to, message.length);
        System.arraycopy(message, 0, packed, to + LENGTH_BYTES, message.length);
        to += size;
    }

    private byte[] unpack() {
        int start = from + LENGTH_BYTES;
        int end = start + Bytes.getInt(packed, from);
        var message = Arrays.copyOfRange(packed, start, end);
        from = end;
        if (from == to) dropPacked();
        return message;
    }

    private void dropPacked() {
        packed = Incoming.NONE;
        from = 0;
        to = 0;
    }
}
