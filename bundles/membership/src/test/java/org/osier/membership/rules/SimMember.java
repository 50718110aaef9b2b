package org.osier.membership.rules;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * A node of the simulation: the rules that a real one runs, and in place of core what core does around them. It dials its
 * seed, whom the plan wants, and again those whose links it lost; it tells its own record over every new link.
 */
final class SimMember {
    /** Whose link is lost is looked for so long before he counts as failed, as in core. */
    private static final Duration SUSPECT = Duration.ofSeconds(10);

    private static final Duration DIAL_AGAIN = Duration.ofSeconds(5);

    final long seed;
    final NodeId id;
    boolean up;
    NodeRecord record;
    Synchroniser synchroniser;
    long upSince;
    final Set<SimMember> linked = new HashSet<>();
    long frames;
    long bytes;
    int most; // links at once
    private final SimWorld world;
    private final SimMember knows;
    private LinkPlan plan;
    private final Map<SimMember, Long> lost = new HashMap<>(); // since when; dialled again until they are back
    private int start; // counts its starts: what belongs to an earlier one does nothing
    private long serial;
    private long ticked;

    /** @param knows whose address it has at its start; null: nobody's */
    SimMember(SimWorld world, long seed, SimMember knows) {
        this.world = world;
        this.seed = seed;
        this.knows = knows;
        this.id = Sample.record(seed, 1).id();
    }

    void start() {
        up = true;
        start++;
        upSince = world.now().nanos();
        var random = new Random(world.time.random().nextLong());
        record = Sample.of(seed)
                .serial(++serial)
                .boot(random.nextLong())
                .issued(world.time.instant())
                .sign();
        synchroniser = new Synchroniser(id, world.checker, random, Ring.PACE, world.now());
        synchroniser.own(record);
        plan = new LinkPlan(random);
        world.issued(this);
        look(start);
    }

    /** As a process that is killed: its links are gone, the others notice. */
    void kill() {
        up = false;
        start++;
        lost.clear();
        for (var other : List.copyOf(linked)) world.cut(this, other);
    }

    /** Every second: dials, and what is due. */
    private void look(int start) {
        if (start != this.start) return;
        var now = world.now();
        for (var wanted : plan.wanted(others(), taken(now), world.links, now.nanos())) dial(world.of(wanted.id()), now);
        if (knows != null) dial(knows, now);
        for (var gone : List.copyOf(lost.keySet())) dial(gone, now);
        world.time.schedule(() -> look(start), 1, TimeUnit.SECONDS);
    }

    private List<NodeRecord> others() {
        // As in the component: looked over when something changed, or every 10 s; here every second.
        return linked.size() >= world.links
                ? List.of()
                : synchroniser.records(world.now()).stream()
                        .filter(r -> !r.id().equals(id))
                        .toList();
    }

    private Set<NodeId> taken(Moment now) {
        var taken = new HashSet<NodeId>();
        linked.forEach(m -> taken.add(m.id));
        lost.forEach((m, since) -> {
            if (now.nanos() - since < SUSPECT.toNanos()) taken.add(m.id);
        });
        return taken;
    }

    private final Map<SimMember, Long> dialled = new HashMap<>(); // when it may be tried again

    private void dial(SimMember other, Moment now) {
        if (linked.contains(other) || dialled.getOrDefault(other, now.nanos()) - now.nanos() > 0) return;
        dialled.put(other, now.nanos() + DIAL_AGAIN.toNanos());
        int mine = start;
        world.time.schedule(() -> reached(other, mine), 20 + world.time.random().nextInt(80), TimeUnit.MILLISECONDS);
    }

    private void reached(SimMember other, int mine) {
        if (mine != start || !other.up || linked.contains(other)) return;
        if (linked.size() >= SimWorld.CONNECTIONS || other.linked.size() >= SimWorld.CONNECTIONS) return;
        world.link(this, other);
    }

    /** A link stands. @param byUs whether we made it */
    void linkUp(SimMember other, boolean byUs) {
        linked.add(other);
        most = Math.max(most, linked.size());
        lost.remove(other);
        dialled.remove(other);
        act(synchroniser.peerRecord(other.record, world.now()));
        linksChanged(byUs ? List.of(other.id) : List.of());
    }

    void linkDown(SimMember other) {
        linked.remove(other);
        if (!up) return;
        lost.put(other, world.now().nanos());
        linksChanged(List.of());
    }

    private void linksChanged(List<NodeId> begin) {
        var ids = new HashSet<NodeId>();
        linked.forEach(m -> ids.add(m.id));
        act(synchroniser.links(ids, begin, world.now()));
    }

    void frame(SimMember from, byte[] frame) {
        if (up && linked.contains(from)) act(synchroniser.frame(from.id, ByteBuffer.wrap(frame), world.now()));
    }

    private void act(List<Output> outputs) {
        for (var output : outputs) {
            if (output instanceof Output.Copied c) world.copied(c);
            if (!(output instanceof Output.Send send)) continue;
            frames++;
            bytes += send.frame().length + 5; // with the header of a frame
            var to = world.of(send.to());
            if (linked.contains(to)) world.carry(this, to, send.frame());
        }
        sleep();
    }

    private void sleep() {
        long due = synchroniser.due();
        if (due == ticked) return;
        ticked = due;
        int mine = start;
        long wait = Math.max(0, due - world.now().nanos());
        world.time.schedule(
                () -> {
                    if (mine != start || ticked != due) return;
                    ticked = 0;
                    act(synchroniser.tick(world.now()));
                },
                wait,
                TimeUnit.NANOSECONDS);
    }
}
