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

    private int due; // a bit for each stream that asks
    private int asked; // how often in a row
    private long since; // the last news, or the last question

    /** Something came, or left. */
    void news(long now) {
        since = now;
        asked = 0;
    }

    /** @param waiting a bit for each stream that only a word can help */
    void onTime(int waiting, long now) {
        if (waiting == 0 || now - deadline(waiting) < 0) return;
        due |= waiting;
        since = now;
        if (asked < DOUBLED) asked++;
    }

    /** When to ask; {@link Long#MAX_VALUE}: never, nobody waits. */
    long deadline(int waiting) {
        return waiting == 0 ? Long.MAX_VALUE : since + Math.min(FIRST_NANOS << asked, LONGEST_NANOS);
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
