package org.osier.membership.rules;

import java.util.List;
import java.util.Optional;
import org.osier.node.NodeId;

/** What members say to each other about records: frame 0x0A, WIRE.md section 7. Read and written by {@link SyncForm}. */
sealed interface SyncFrame {
    /** Begins an exchange: do we hold the same? */
    record Compare(long salt, long sum) implements SyncFrame {}

    /** The answer. @param sums empty: the same */
    record Fingerprints(long salt, Optional<Sums> sums) implements SyncFrame {}

    /** What the one who began holds, where the two differ. */
    record Digest(long salt, List<Section> sections) implements SyncFrame {}

    /**
     * The answer, behind the records that the other one lacks.
     *
     * @param whole sections that were answered to their end; what follows them is to be told again
     * @param wanted whose records are to be sent
     */
    record Answer(long salt, int whole, List<NodeId> wanted) implements SyncFrame {}

    /** Records, whole. @param news they go on to others; else they were asked for */
    record Push(boolean news, List<byte[]> records) implements SyncFrame {}
}
