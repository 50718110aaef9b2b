package org.osier.core.session.rules;

import java.util.List;

/**
 * What a session leaves behind when it ends.
 *
 * @param unknownOutcome sent to the last byte and not acknowledged: it may have been dealt with (OSIER-307)
 * @param notSent the last byte never left, so nobody can have dealt with it: a retry is safe (OSIER-306)
 */
public record Unfinished(List<Outgoing> unknownOutcome, List<Outgoing> notSent) {
    public Unfinished {
        unknownOutcome = List.copyOf(unknownOutcome);
        notSent = List.copyOf(notSent);
    }
}
