package org.osier.core.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osier.core.link.rules.Repeats;

/**
 * What a datagram link has sent and cannot do without, until the other side shows that it has it: message 3 of the
 * handshake, and the records up to our greeting. It is repeated byte for byte, so that whoever has it already drops it as
 * a replay. At most {@value #MAX} datagrams. Locks itself, for a moment.
 */
final class Unconfirmed {
    /** Message 3, "waiting for an operator", Ready, the greeting, our record. */
    static final int MAX = 8;

    private final Repeats repeats = new Repeats();
    private final List<byte[]> message3 = new ArrayList<>(1);
    private final List<byte[]> records = new ArrayList<>(3);
    private final ArrayDeque<byte[]> due = new ArrayDeque<>(1);
    private boolean armed;
    private boolean confirmed;

    Unconfirmed(List<byte[]> message3) {
        this.message3.addAll(message3);
    }

    /** Our record left, with something in it that the link needs. */
    synchronized void keep(byte[] buffer, int length) {
        if (confirmed || message3.size() + records.size() >= MAX) return;
        records.add(Arrays.copyOf(buffer, length));
        repeats.begin();
    }

    /** A record of the other side was authentic: it has message 3. */
    synchronized void heard() {
        message3.clear();
    }

    /** The other side said what it can say only when it has our greeting, or the link ends. */
    synchronized void confirmed() {
        confirmed = true;
        message3.clear();
        records.clear();
        due.clear();
    }

    /** @return how long until something is to be repeated; {@link Long#MAX_VALUE}: nothing is, or a timer runs already */
    synchronized long arm() {
        if (armed || isEmpty()) return Long.MAX_VALUE;
        long wait = repeats.next();
        armed = wait != Long.MAX_VALUE;
        return wait;
    }

    /** The time is over: everything that is still here leaves once more. */
    synchronized void again() {
        armed = false;
        due.clear();
        due.addAll(message3);
        due.addAll(records);
    }

    synchronized boolean isDue() {
        return !due.isEmpty();
    }

    synchronized byte @Nullable [] takeDue() {
        return due.poll();
    }

    private boolean isEmpty() {
        return message3.isEmpty() && records.isEmpty();
    }
}
