package org.osier.core.node;

import java.util.Set;
import java.util.function.Predicate;
import org.osier.admission.Decision;
import org.osier.admission.Hello;
import org.osier.node.NodeId;

/** What core itself says to who comes, each rule on its own; {@link Admissions} asks them in their order. Pure. */
final class OwnAdmissions {
    /** Told as a refusal of its own. */
    static final Decision REVOKED = Decision.reject("revoked");

    /** Told as a refusal of its own. */
    static final Decision NOT_LISTED = Decision.reject("not on the allow list");

    /** When nobody knows. */
    static final Decision OPERATOR = Decision.pending("it has no PIN, and no rule lets it in");

    private static final Decision NOT_MINE = Decision.pending("not this rule's to say");

    private OwnAdmissions() {}

    /** Whom the cluster has put out stays out. */
    static Decision revoked(Hello hello, Predicate<NodeId> revoked) {
        return revoked.test(hello.id()) ? REVOKED : NOT_MINE;
    }

    /** Where there is a list, who is on it is let in, whatever it knows, and nobody else. */
    static Decision allowed(Hello hello, Set<NodeId> allowed) {
        if (allowed.isEmpty()) return NOT_MINE;
        return allowed.contains(hello.id()) ? Decision.admit() : NOT_LISTED;
    }

    /** Who knows the cluster's secret is a member, who has a ticket was invited by one. */
    static Decision member(Hello hello) {
        return hello.door() == Hello.Door.STRANGER ? NOT_MINE : Decision.admit();
    }

    /** The operator wants everybody. */
    static Decision open(boolean open) {
        return open ? Decision.admit() : NOT_MINE;
    }
}
