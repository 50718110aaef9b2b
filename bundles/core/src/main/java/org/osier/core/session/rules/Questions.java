package org.osier.core.session.rules;

import java.util.concurrent.TimeUnit;

/**
 * When to ask the other side for an acknowledgement that it may have sent already. Over datagrams an acknowledgement can be
 * lost that nobody would repeat: everything has arrived, and a handler took its time; or the window grew. RFC 9293, 3.8.6.1
 * has the same for windows.
 */
final class Questions {
    static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final int DOUBLED = 4; // times, then it is the longest

    private final long[] since = new long[Segment.STREAMS]; // the last news, or the last question
    private final int[] asked = new int[Segment.STREAMS]; // how often in a row
    private int due; // a bit for each stream that asks

    /** Something new came for this stream, or left on it. What others hear is no news for it. */
    void news(int stream, long now) {
        since[stream] = now;
        asked[stream] = 0;
    }

    /** @param waiting a bit for each stream that only a word can help */
    void onTime(int waiting, long now) {
        for (int rest = waiting; rest != 0; rest &= rest - 1) {
            int stream = Integer.numberOfTrailingZeros(rest);
            if (now - deadlineOf(stream) < 0) continue;
            due |= 1 << stream;
            since[stream] = now;
            if (asked[stream] < DOUBLED) asked[stream]++;
        }
    }

    /** When to ask; {@link Long#MAX_VALUE}: never, nobody waits. */
    long deadline(int waiting) {
        long first = Long.MAX_VALUE;
        for (int rest = waiting; rest != 0; rest &= rest - 1) {
            first = Times.first(first, deadlineOf(Integer.numberOfTrailingZeros(rest)));
        }
        return first;
    }

    private long deadlineOf(int stream) {
        return since[stream] + Math.min(FIRST_NANOS << asked[stream], LONGEST_NANOS);
    }

    boolean isDue() {
        return due != 0;
    }

    int due() {
        return due;
    }

    void asked(int stream) {
        due &= ~(1 << stream);
    }
}
