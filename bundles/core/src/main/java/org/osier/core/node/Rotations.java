package org.osier.core.node;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osier.core.cluster.KeyUpdate;
import org.osier.core.cluster.Membership;
import org.osier.core.cluster.Roster;
import org.osier.core.cluster.Rotation;
import org.osier.core.cluster.rules.Turning;
import org.osier.core.cluster.rules.Turning.Verdict;
import org.osier.core.handshake.Door;
import org.osier.core.identity.HomeException;
import org.osier.core.link.Link;
import org.osier.core.link.Origin;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.link.rules.FrameType;
import org.osier.core.link.rules.Refusal;
import org.osier.node.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes secrets that were turned over, hands them on to those who stay, and parts with those who do not (WIRE.md, section
 * 9). What counts is said by {@link Turning}. The loop's, but for {@link #isOut}.
 */
final class Rotations implements Errands.Desk {
    /** Another secret counts from now on: stored first, then told. */
    interface Turner {
        void turn(Membership next) throws HomeException;
    }

    private static final Logger log = LoggerFactory.getLogger(Rotations.class);
    /** What cannot be stored is tried again so often. */
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** Of so many links the beginning of a secret is kept, each up to 0.6 MB. Our choice. */
    private static final int MAX_UNFINISHED = 8;

    private final Environment environment;
    private final NodeId self;
    private final OwnCluster cluster;
    private final Errands errands;
    private final PeerTable table;
    private final Dialler dialler;
    private final Counters counters;
    private final Turner turner;
    private final Parting parting;
    private final Set<KeyErrand> unfinished = new HashSet<>();
    private final Set<NodeId> met = new TreeSet<>(); // members that are not stored as known yet
    private @Nullable KeyUpdate unstored; // counts as soon as there is room for it
    private long again; // not before this is anything tried once more that could not be stored

    Rotations(
            Environment environment,
            NodeId self,
            OwnCluster cluster,
            Errands errands,
            Connections connections,
            PeerTable table,
            Dialler dialler,
            Counters counters,
            Turner turner) {
        this.environment = environment;
        this.self = self;
        this.cluster = cluster;
        this.errands = errands;
        this.parting = new Parting(cluster, connections, table, dialler);
        this.table = table;
        this.dialler = dialler;
        this.counters = counters;
        this.turner = turner;
        this.again = environment.nanos().getAsLong();
        errands.serve(Door.MEMBER, this);
        errands.unasked(link -> new KeyErrand(this, link));
    }

    /** Members with whom we are linked, or were since this start. Any thread. */
    Roster linked() {
        return Roster.nobody()
                .and(table.all().stream()
                        .filter(entry -> entry.linkCount > 0)
                        .map(PeerEntry::id)
                        .toList());
    }

    /** Whether this node is revoked. Any thread. */
    boolean isOut(NodeId id) {
        return cluster.membership().isRevoked(id);
    }

    // --- who missed it

    /** Those who come through the previous epoch's door: which that is says {@link OwnCluster}. */
    @Override
    public List<Door> doors() {
        return cluster.doorBefore().map(List::of).orElse(List.of());
    }

    @Override
    public Errand accept(Link link) {
        return new KeyErrand(this, link);
    }

    /** Somebody knows the secret of the epoch before: he is served if he stays. */
    void admit(Link link) {
        if (cluster.membership().mayCatchUp(link.peer())) {
            link.admit();
        } else {
            counters.count(Counter.LINKS_REFUSED);
            link.refuse(Refusal.NOT_ADMITTED, "the secret was turned over without this node, it needs a ticket");
        }
    }

    /** An address does not know our secret: it may know the one before, and is asked through that door. */
    void unknown(Origin origin) {
        cluster.doorBefore()
                .ifPresent(door -> errands.dial(origin.address(), door, origin.expected(), new KeyDial(this)));
    }

    /** A link that we dialled has brought what it was for: who was behind it has our secret, or will have. */
    void mayBeBack(Link link) {
        if (link.dialledByMe()) dialler.evidence(link.address(), link.peer());
        else dialler.evidence(link.peer());
    }

    /** A link stands; it may have begun before the secret was turned over. */
    void stands(Link link) {
        var held = cluster.membership();
        if (!held.known().contains(link.peer())) met.add(link.peer());
        if (link.proof().door() == cluster.door()) return;
        if (held.mayCatchUp(link.peer())) send(link);
        else parting.leave(link);
    }

    // --- what comes

    /** Part of a secret waits for the rest, or does not any more. */
    void unfinished(KeyErrand errand, boolean waits) {
        if (!waits) unfinished.remove(errand);
        else if (unfinished.size() < MAX_UNFINISHED || unfinished.contains(errand)) unfinished.add(errand);
        else errand.link().close(CloseReason.OVERLOADED, "too many secrets at once");
    }

    /** What came is none that an honest member sends. */
    void refuse(Link link, String why) {
        counters.count(Counter.ROTATIONS_REFUSED);
        counters.count(Counter.LINK_VIOLATIONS);
        log.debug("{}: sent a KeyUpdate that does not count, {}", link, why);
        link.close(CloseReason.PROTOCOL, why);
    }

    /** A whole one came. @return whether its sender wants ours */
    boolean came(Link link, KeyUpdate update) {
        var verdict = Turning.take(cluster.membership(), update, self);
        if (verdict instanceof Verdict.Take take) take(update, take.next(), link);
        else if (verdict instanceof Verdict.Learn learn) learn(learn.next());
        else if (verdict instanceof Verdict.Refuse refuse) refuse(link, refuse.why());
        boolean wantsOurs = verdict instanceof Verdict.Learn || verdict instanceof Verdict.Older;
        return wantsOurs && cluster.membership().mayCatchUp(link.peer());
    }

    /** A link has brought what came over it. */
    void done(Link link) {
        if (link.carriedBothWays()) return;
        link.close(CloseReason.GOING_AWAY, "");
        if (!link.dialledByMe()) mayBeBack(link); // we may dial it, too
    }

    private void take(KeyUpdate update, Membership next, @Nullable Link from) {
        try {
            var before = cluster.membership();
            turner.turn(next);
            unstored = null;
            log.info("{}: epoch {} began, {}", next.now().name(), epoch(next), update.roster() + " stay");
            tellOwed(before, next);
            spread(from);
        } catch (HomeException e) {
            if (unstored == null) log.warn("the secret of {} stays the old one, {}", next.now(), e.getMessage());
            unstored = update;
            again = now() + AGAIN_NANOS;
        }
    }

    private void learn(Membership next) {
        try {
            var before = cluster.membership();
            turner.turn(next);
            tellOwed(before, next);
            parting.withOthers();
        } catch (HomeException e) {
            log.warn("who is revoked could not be stored, {}", e.getMessage()); // whoever told us tells us again
        }
    }

    private static void tellOwed(Membership before, Membership next) {
        var owed = next.owed().without(before.owed());
        if (owed.size() > 0) {
            log.warn(
                    "{}: two rotations were issued at once and this one does not stand that revoked {}; they are not let in"
                            + " here, but know the secret. next: osier revoke {}",
                    next.now().name(),
                    owed.ids(),
                    owed.ids().get(0).brief());
        }
    }

    private static String epoch(Membership held) {
        return Integer.toUnsignedString(held.now().epoch());
    }

    // --- what goes

    /**
     * This counts from now on, by the word of an operator here.
     *
     * @throws HomeException if it cannot be stored: then nothing has changed
     */
    void begin(KeyUpdate update, Membership next) throws HomeException {
        turner.turn(next);
        unstored = null;
        log.info("{}: epoch {} began here, {}", next.now().name(), epoch(next), update.roster() + " stay");
        spread(null);
    }

    private void spread(@Nullable Link from) {
        var held = cluster.membership();
        for (var entry : table.all()) {
            if (!held.mayCatchUp(entry.id)) continue;
            entry.ways.stream()
                    .filter(way -> way.link != from && way.reliable())
                    .map(way -> way.link)
                    .findFirst()
                    .ifPresent(this::send);
        }
        parting.withOthers();
    }

    /** The rotation that we can hand on; empty: there was none, or we joined later and do not know who stays. */
    Optional<Rotation> current() {
        var held = cluster.membership();
        return held.rotation().filter(rotation -> held.roster().size() > 0);
    }

    /** Hands it on. */
    void send(Link link) {
        if (current().isEmpty()) return;
        KeyUpdate.of(cluster.membership())
                .ifPresent(update -> update.parts().forEach(part -> link.send(FrameType.KEY_UPDATE, part)));
    }

    // --- time

    /** What time asks for. */
    void tick(long now) {
        parting.forget();
        if (now - again < 0) return;
        var update = unstored;
        if (update != null && Turning.take(cluster.membership(), update, self) instanceof Verdict.Take take) {
            take(update, take.next(), null);
        } else {
            unstored = null;
        }
        if (!met.isEmpty()) remember(now);
    }

    private void remember(long now) {
        try {
            cluster.change(cluster.membership().knowing(Roster.nobody().and(met)));
            met.clear();
        } catch (HomeException e) {
            again = now + AGAIN_NANOS;
        }
    }

    private long now() {
        return environment.nanos().getAsLong();
    }
}
