package org.osier.membership.rules;

import java.util.List;
import org.osier.node.NodeId;

/**
 * All that somebody holds of one bucket, or of a range of it.
 *
 * @param bucket 0 to 127
 * @param begins nothing is said of ids below the first entry
 * @param ends nothing is said of ids above the last entry
 * @param entries ascending by id, all of this bucket
 */
record Section(int bucket, boolean begins, boolean ends, List<Entry> entries) {
    /** Size on the wire without entries. */
    static final int HEADER_BYTES = 3;

    /** Whether it says something of this id: if it is not among the entries, that it is not held. */
    boolean covers(NodeId id) {
        if (begins && id.compareTo(entries.get(0).id()) < 0) return false;
        return !ends || id.compareTo(entries.get(entries.size() - 1).id()) <= 0;
    }

    int bytes() {
        return HEADER_BYTES + entries.size() * Entry.BYTES;
    }
}
