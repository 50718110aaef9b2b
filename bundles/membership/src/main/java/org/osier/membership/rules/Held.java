package org.osier.membership.rules;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** What is held of one member: its newest record, and what its earlier ones tell. One thread at a time. */
final class Held {
    /** Earlier starts that are remembered: enough for a copy that runs beside the original. Our choice. */
    private static final int MAX_STARTS = 4;

    final @Nullable NodeId from; // who brought the first record, it may be the member itself; null: it is ours
    final long order; // of its coming
    NodeRecord record;
    Entry entry;
    private long[] earlier = {}; // boot ids before that of the record, oldest first

    Held(NodeRecord record, Entry entry, @Nullable NodeId from, long order) {
        this.record = record;
        this.entry = entry;
        this.from = from;
        this.order = order;
    }

    /**
     * The record that counts from now on.
     *
     * @return whether it proves that two nodes have the key (WIRE.md, section 7): a start that was over goes on, or one
     *     serial was signed twice
     */
    boolean replace(NodeRecord record, Entry entry) {
        boolean copied = entry.serial() == this.entry.serial();
        long before = this.record.bootId();
        if (record.bootId() != before) {
            copied |= Arrays.stream(earlier).anyMatch(boot -> boot == record.bootId());
            int dropped = earlier.length == MAX_STARTS ? 1 : 0;
            var longer = Arrays.copyOfRange(earlier, dropped, earlier.length + 1);
            longer[longer.length - 1] = before;
            earlier = longer;
        }
        this.record = record;
        this.entry = entry;
        return copied;
    }
}
