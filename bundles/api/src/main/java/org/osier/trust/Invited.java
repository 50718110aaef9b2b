package org.osier.trust;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * Who let a node into the cluster, and when. A node says so of itself, in its record: good to know, no proof.
 *
 * @param by who
 * @param at when, to the second
 */
public record Invited(NodeId by, Instant at) {
    /** Key of the attribute in a record: {@code 64 hex digits of the id, a blank, seconds since 1970}. */
    public static final String ATTRIBUTE = "invited";

    private static final int ID_DIGITS = 2 * NodeId.BYTES;
    private static final int LONGEST = ID_DIGITS + 1 + 12;

    /** What the node of this record says; empty: nothing, or nothing that can be read. */
    public static Optional<Invited> of(NodeRecord record) {
        return Optional.ofNullable(record.attributes().get(ATTRIBUTE)).flatMap(Invited::parse);
    }

    private static Optional<Invited> parse(String text) {
        if (text.length() > LONGEST || !text.matches("[0-9a-f]{64} [0-9]+")) return Optional.empty();
        try {
            var at = Instant.ofEpochSecond(Long.parseLong(text.substring(ID_DIGITS + 1)));
            return Optional.of(new Invited(NodeId.parse(text.substring(0, ID_DIGITS)), at));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As it stands in a record. */
    public String text() {
        return by + " " + at.getEpochSecond();
    }
}
