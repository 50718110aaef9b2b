package org.osier.core.cluster.rules;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.osier.core.cluster.BadDocumentException;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.DocumentSigner;
import org.osier.core.cluster.KeyUpdate;
import org.osier.core.cluster.Membership;
import org.osier.core.cluster.Roster;
import org.osier.core.cluster.Rotation;
import org.osier.node.NodeId;

/** How the secret of a cluster is turned over, by us or by others (WIRE.md, section 9). */
public final class Turning {
    /** What to do with a {@link KeyUpdate} that came. */
    public sealed interface Verdict {
        /** It counts: this is what the node holds from now on, once it is stored. */
        record Take(Membership next) implements Verdict {}

        /** It does not stand, but it revokes somebody whom we did not know to be: that much counts. */
        record Learn(Membership next) implements Verdict {}

        /** Nothing new. */
        record Same() implements Verdict {}

        /** Ours is newer, or stands before it: whoever sent it wants ours. */
        record Older() implements Verdict {}

        /** No honest member of this cluster sends it to us. @param why for people */
        record Refuse(String why) implements Verdict {}
    }

    private Turning() {}

    /**
     * Somebody says that the secret was turned over.
     *
     * @param self who we are
     */
    public static Verdict take(Membership held, KeyUpdate update, NodeId self) {
        var rotation = update.rotation();
        Cluster next;
        try {
            rotation.verify(held.administrators());
            next = Cluster.of(held.now().genesis(), rotation.epoch(), update.secret());
            if (!rotation.makes(next)) return new Verdict.Refuse("a secret that is not that of its rotation");
            if (!rotation.keeps(update.roster()))
                return new Verdict.Refuse("a roster that is not that of its rotation");
        } catch (BadDocumentException e) {
            return new Verdict.Refuse(String.valueOf(e.getMessage()));
        }
        if (!update.roster().contains(self) || rotation.revoked().contains(self)) {
            return new Verdict.Refuse("a rotation in which we do not stay");
        }
        int order = Integer.compareUnsigned(rotation.epoch(), held.now().epoch());
        if (order > 0) return new Verdict.Take(after(held, update, next, before(held, rotation)));
        if (order < 0) return new Verdict.Older();
        return sameEpoch(held, update, next);
    }

    /** The epoch before is that which we hold, if this one follows it at once. */
    private static Optional<Cluster> before(Membership held, Rotation rotation) {
        return rotation.epoch() == held.now().epoch() + 1 ? Optional.of(held.now()) : Optional.empty();
    }

    private static Verdict sameEpoch(Membership held, KeyUpdate update, Cluster next) {
        var rotation = update.rotation();
        var ours = held.rotation();
        if (rotation.makes(held.now())) {
            if (ours.isPresent() && held.roster().equals(update.roster())) return new Verdict.Same();
            return new Verdict.Take(after(held, update, next, held.before())); // we joined, and saw no roster
        }
        if (ours.isEmpty() || rotation.standsBefore(ours.get())) {
            return new Verdict.Take(after(held, update, next, held.before()));
        }
        var revoked = union(held.revoked(), rotation.revoked());
        if (revoked.equals(held.revoked())) return new Verdict.Older();
        return new Verdict.Learn(new Membership(
                held.now(),
                held.before(),
                ours,
                held.roster(),
                revoked,
                held.known().without(revoked)));
    }

    private static Membership after(Membership held, KeyUpdate update, Cluster next, Optional<Cluster> before) {
        var revoked = union(held.revoked(), update.rotation().revoked());
        var known = held.known().and(update.roster().ids()).without(revoked);
        return new Membership(next, before, Optional.of(update.rotation()), update.roster(), revoked, known);
    }

    /** Bounded: beyond what a rotation can name, what was known before stays. */
    private static Roster union(Roster known, Roster more) {
        var both = known.and(more.ids());
        return both.size() <= Rotation.MAX_REVOKED ? both : known;
    }

    /** Who would stay if these were revoked now: everybody whom we know, and we. */
    public static Roster staying(Membership held, Roster linked, Collection<NodeId> revoked, NodeId self) {
        return Roster.of(List.of(self))
                .and(linked.ids())
                .and(held.roster().ids())
                .and(held.known().ids())
                .without(held.revoked().and(revoked));
    }

    /**
     * Turns the secret over; what the node holds then is told by {@link #take}.
     *
     * @param linked members with whom we are linked, or were
     * @param revoked who is revoked now, beside those who are already
     * @param random fit for keys
     * @throws IllegalArgumentException if one of the revoked is we, there are too many, or no epoch is left
     */
    public static KeyUpdate begin(
            Membership held,
            Roster linked,
            Collection<NodeId> revoked,
            NodeId self,
            Instant now,
            RandomGenerator random,
            List<? extends DocumentSigner> signers) {
        if (revoked.contains(self)) throw new IllegalArgumentException("a node cannot revoke itself");
        if (held.now().epoch() == -1) throw new IllegalArgumentException("no epoch is left");
        var secret = new byte[Cluster.SECRET_BYTES];
        random.nextBytes(secret);
        var next = Cluster.of(held.now().genesis(), held.now().epoch() + 1, secret);
        var roster = staying(held, linked, revoked, self);
        var all = held.revoked().and(revoked);
        return new KeyUpdate(Rotation.issue(next, now, roster, all, signers), roster, secret);
    }
}
