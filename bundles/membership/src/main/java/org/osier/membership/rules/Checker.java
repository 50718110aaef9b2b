package org.osier.membership.rules;

import java.util.Optional;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;

/** What can be said of a record by looking at it and at the keys that we have. */
public interface Checker {
    /** @throws BadRecordException if it is not in the form of a record */
    NodeRecord read(byte[] bytes) throws BadRecordException;

    /** Whether it is a member's of our cluster, by its tag; cheaper than {@link #refusal}. */
    boolean isOurs(NodeRecord record);

    /** Why it does not count: {@link Counted#FORGED}; empty: it does. */
    Optional<Counted> refusal(NodeRecord record);
}
