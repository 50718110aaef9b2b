package org.osier.examples.traffic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.osier.node.NodeId;

/** What arrived of one run, from all its senders. Thread-safe. */
final class Run {
    /** Senders of one run; further ones are refused. */
    static final int MAX_SENDERS = 256;

    /** Numbers that did not come: so many are told one by one. */
    static final int MAX_MISSING = 4_096;

    private record Sender(NodeId node, int lane) {}

    private final long number;
    private final Map<Sender, SequenceCheck> senders = new HashMap<>();
    private long bytes;
    private long last;
    private long longestPause;

    /** @param number of the run, unsigned */
    Run(long number) {
        this.number = number;
    }

    /** A message came. @param size of its payload @param now monotonic, in nanoseconds */
    synchronized void on(NodeId from, Numbered message, int size, long now) {
        if (!senders.isEmpty()) longestPause = Math.max(longestPause, now - last);
        var sender = new Sender(from, message.lane());
        var check = senders.get(sender);
        if (check == null) {
            if (senders.size() >= MAX_SENDERS) throw new IllegalStateException("a run has at most 256 senders");
            check = new SequenceCheck();
            senders.put(sender, check);
        }
        check.on(message.sequence());
        bytes += size;
        last = now;
    }

    /** From the last message on, the longest pause is counted anew. */
    synchronized void forgetPause() {
        longestPause = 0;
    }

    /** The counts as JSON. */
    synchronized String report() {
        return "{\"schema\":\"osier.traffic/1\",\"run\":" + Long.toUnsignedString(number)
                + ",\"delivered\":" + sum(SequenceCheck::delivered)
                + ",\"lost\":" + sum(SequenceCheck::lost)
                + ",\"doubled\":" + sum(SequenceCheck::doubled)
                + ",\"disordered\":" + sum(SequenceCheck::disordered)
                + ",\"longestPauseMs\":" + TimeUnit.NANOSECONDS.toMillis(longestPause)
                + ",\"bytes\":" + bytes
                + ",\"missing\":" + missing() + "}";
    }

    /** Of all senders together, which is of use when there is one. */
    private List<Long> missing() {
        return senders.values().stream()
                .flatMap(check -> check.missing(MAX_MISSING).stream())
                .limit(MAX_MISSING)
                .toList();
    }

    private long sum(ToLongFunction<SequenceCheck> count) {
        return senders.values().stream().mapToLong(count).sum();
    }
}
