package org.osier.core.node.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osier.core.node.Counter;
import org.osier.core.node.Inside;
import org.osier.core.session.Session;
import org.osier.mesh.PeerState;
import org.osier.node.NodeId;

/** What no node may exceed, whatever happens, and what is left when everything is quiet. */
final class Bounds {
    private static final int LINKS_PER_PEER = 8; // core/README.md, bounds
    private static final long MIB = 1 << 20;
    private static final long LEAST_KEPT = Duration.ofMinutes(10).toNanos(); // WIRE.md, section 4
    /** The node looks once a second. */
    private static final long LONGEST_KEPT = LEAST_KEPT + Duration.ofSeconds(2).toNanos();

    /** Tick, dialler, deadlines, discoveries, the end; then a few for each peer: acknowledgements, also of a session that ended. */
    private static final int TIMERS = 5;

    /** WIRE.md, section 3: a ping after 30 s, given up 10 s later; two looks of the node, and a close of a dead wire. */
    private static final long LONGEST_SILENCE = Duration.ofSeconds(44).toNanos();

    /** What was seen of one peer of one life. This is looked at after every task, so it finds its way without a hash. */
    private static final class Seen {
        final NodeId peer;
        long bareSince; // since when it has no link, nor one about to stand

        @Nullable
        Session last;

        final Map<Long, Session> sessions = new HashMap<>(1); // by boot id: a session belongs to one start at both ends

        Seen(NodeId peer, long now) {
            this.peer = peer;
            this.bareSince = now;
        }
    }

    private final World world;
    private final List<Machine> machines;
    private final long longest;
    private final int ways;
    private final Map<Life, List<Seen>> seen = new IdentityHashMap<>();
    private final Map<Life, Integer> connections = new IdentityHashMap<>();

    /** @param longest message of the run, in bytes; @param ways links of a pair when all is well */
    Bounds(World world, List<Machine> machines, long longest, int ways) {
        this.ways = ways;
        this.world = world;
        this.machines = machines;
        this.longest = longest;
    }

    /** After every task. */
    void check() {
        for (var machine : machines) {
            var life = machine.life();
            if (life != null) check(life);
        }
    }

    private void check(Life life) {
        var peers = Inside.peers(life.node());
        must(peers.size() < machines.size(), life, () -> "knows " + peers.size() + " peers");
        long now = world.time().nanoTime();
        for (var peer : peers) {
            must(!peer.peer().equals(life.machine().id()), life, () -> "is its own peer");
            must(peer.links() <= LINKS_PER_PEER, life, () -> peer.links() + " links with one peer");
            must(
                    (peer.links() > 0) == (peer.state() == PeerState.ALIVE),
                    life,
                    () -> peer.state() + " with " + peer.links());
            var seen = seen(life, peer.peer(), now);
            checkKept(life, peer, seen, now);
            var session = peer.session();
            if (session != null) check(life, seen, session);
        }
        checkConnections(life);
    }

    private Seen seen(Life life, NodeId peer, long now) {
        var all = seen.computeIfAbsent(life, unused -> new ArrayList<>(4));
        for (var one : all) if (one.peer.equals(peer)) return one;
        var first = new Seen(peer, now);
        all.add(first);
        return first;
    }

    /** A session without a link is kept for 10 minutes, and not for longer. */
    private void checkKept(Life life, Inside.Held peer, Seen seen, long now) {
        boolean bare = peer.links() == 0 && !peer.attached();
        if (!bare) seen.bareSince = now;
        if (peer.session() != null) {
            must(now - seen.bareSince <= LONGEST_KEPT, life, () -> "keeps a session without a link for too long");
        } else if (!seen.sessions.isEmpty()) {
            seen.sessions.clear();
            seen.last = null;
            must(now - peer.lostAt() >= LEAST_KEPT, life, () -> "drops its session too early");
        }
    }

    private void check(Life life, Seen seen, Session session) {
        if (seen.last != session) {
            var before = seen.sessions.putIfAbsent(session.peerBoot(), session);
            var brief = seen.peer;
            must(
                    before == null || before == session,
                    life,
                    () -> "a second session with one start of " + brief.brief());
            seen.last = session;
        }
        var load = session.load();
        must(load.unacknowledged() >= 0 && load.unacknowledged() <= 4 * MIB, life, () -> load.toString());
        must(
                load.queued() >= load.unacknowledged() && load.queued() <= (12 + 8) * MIB + 2 * longest,
                life,
                () -> load.toString());
        must(load.kept() >= 0 && load.kept() <= 8 * MIB + longest, life, () -> load.toString());
    }

    /** A limit may be lowered below what is there; then it must not grow. */
    private void checkConnections(Life life) {
        var limits = life.machine().config().limits();
        int all = Inside.places(life.node());
        var before = connections.put(life, all);
        boolean grows = before == null || all > before;
        must(all <= limits.all() || !grows, life, () -> all + " connections of " + limits.all());
    }

    /** After every event: what takes longer to ask. */
    void checkMore() {
        long now = world.time().nanoTime();
        for (var machine : machines) {
            var life = machine.life();
            if (life == null) continue;
            int waiting = world.time().waiting(life.loop());
            must(waiting <= TIMERS + ways - 1 + timersPerPeer() * machines.size(), life, () -> waiting + " timers");
            for (long heard : Inside.lastHeard(life.node())) {
                must(now - heard <= LONGEST_SILENCE, life, () -> "a link is silent for " + (now - heard) + " ns");
            }
        }
        checkCounters();
    }

    /** Over datagrams a session has two or three at a time, a link that begins or ends one to repeat what it says. */
    private int timersPerPeer() {
        return world.losesThings() ? 6 : 2;
    }

    private void checkCounters() {
        for (var machine : machines) {
            var life = machine.life();
            if (life == null) continue;
            for (var counter : List.of(
                    Counter.LINK_VIOLATIONS,
                    Counter.FORGERIES,
                    Counter.RECORDS_REFUSED,
                    Counter.ENVELOPES_REFUSED,
                    Counter.MESSAGES_UNKNOWN,
                    Counter.PEERS_EVICTED)) {
                must(Inside.count(life.node(), counter) == 0, life, () -> counter + " although everybody is honest");
            }
        }
    }

    /** Everybody is linked with everybody, once over each way. */
    boolean isWhole() {
        return machines.stream().allMatch(machine -> isWhole(machine.life()));
    }

    private boolean isWhole(@Nullable Life life) {
        if (life == null) return false;
        var peers = Inside.peers(life.node());
        return peers.size() == machines.size() - 1
                && peers.stream().allMatch(peer -> peer.links() == ways)
                && Inside.ways(life.node()).stream().allMatch(there -> there == ways);
    }

    /** Nothing waits, nothing is kept, nothing is scheduled that does not come back. */
    void checkQuiet() {
        Set<Life> lives = new HashSet<>();
        for (var machine : machines) {
            var life = java.util.Objects.requireNonNull(machine.life());
            lives.add(life);
            must(
                    Inside.connections(life.node()) == ways * (machines.size() - 1),
                    life,
                    () -> "connections without links");
            must(
                    world.time().waiting(life.loop()) <= 2,
                    life,
                    () -> "more than a tick and a timer of the dialler are left");
            for (var peer : Inside.peers(life.node())) {
                var load = java.util.Objects.requireNonNull(peer.session()).load();
                must(load.equals(new Session.Load(0, 0, 0)), life, () -> "something is left: " + load);
            }
        }
        int ends = world.network().openEnds();
        must(
                ends == ways * machines.size() * (machines.size() - 1),
                world,
                () -> ends + " ends of connections are open");
    }

    /** @param what made only when it is needed: most of the time all is as it must be */
    private static void must(boolean holds, Object who, Supplier<String> what) {
        if (!holds) throw new AssertionError(who + ": " + what.get());
    }
}
