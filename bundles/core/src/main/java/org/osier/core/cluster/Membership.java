package org.osier.core.cluster;

import java.util.Optional;
import org.osier.node.NodeId;

/**
 * What a node holds of its cluster. Immutable.
 *
 * @param now the epoch in force
 * @param before the one before it: through its door those are served who were away when the secret was turned over
 * @param rotation that began the epoch in force; empty: the cluster began with it, or this node knows none
 * @param roster who stays by that rotation
 * @param revoked everybody who is, as far as this node knows: by this rotation, or by one that did not stand
 * @param known members that stood linked with this node once: who would stay in the next rotation
 */
public record Membership(
        Cluster now,
        Optional<Cluster> before,
        Optional<Rotation> rotation,
        Roster roster,
        Roster revoked,
        Roster known) {
    /** As above, without a rotation. */
    public Membership(Cluster now, Optional<Cluster> before) {
        this(now, before, Optional.empty(), Roster.nobody(), Roster.nobody(), Roster.nobody());
    }

    /** Nothing was turned over yet, as far as this node knows. */
    public static Membership of(Cluster now) {
        return new Membership(now, Optional.empty());
    }

    /**
     * Somebody let us in.
     *
     * @param rotation as its {@link #encodedRotation} said; empty: none
     * @throws BadDocumentException if that is no rotation that makes this very epoch, or not one of its administrators
     */
    public static Membership joined(Cluster now, Optional<byte[]> rotation) throws BadDocumentException {
        if (rotation.isEmpty()) return of(now);
        var read = Rotation.parse(rotation.get());
        read.verify(Administrators.of(now.genesis()));
        if (!read.makes(now)) throw new BadDocumentException("a rotation that does not make this epoch");
        return new Membership(
                now, Optional.empty(), Optional.of(read), Roster.nobody(), read.revoked(), Roster.nobody());
    }

    /** The rotation in force as it travels, for whoever is let in. */
    public Optional<byte[]> encodedRotation() {
        return rotation.map(Rotation::bytes);
    }

    /** Who may command the cluster. */
    public Administrators administrators() {
        return Administrators.of(now.genesis());
    }

    /** Whether this node will never be let in again. */
    public boolean isRevoked(NodeId id) {
        return revoked.contains(id);
    }

    /** Whether this node gets the secret of the epoch in force although it knows only the one before. */
    public boolean mayCatchUp(NodeId id) {
        return roster.contains(id) && !isRevoked(id);
    }

    /** Those who are revoked although the rotation in force does not say so: they know its secret. */
    public Roster owed() {
        return rotation.map(r -> revoked.without(r.revoked())).orElse(revoked);
    }

    /** The same, and these members are known. What no roster has room for is left out. */
    public Membership knowing(Roster more) {
        var all = known.and(more.without(revoked).ids());
        return new Membership(now, before, rotation, roster, revoked, all);
    }
}
