package org.osier.membership.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osier.node.NodeId;
import org.osier.testkit.VirtualTime;

/** Members, the links between them, and what is known to all but them: whose record is the newest. */
final class SimWorld {
    /** Links that core lets a node have at most. */
    static final int CONNECTIONS = 100;

    private static final int LOSS_PER_THOUSAND = 2; // frames that a full queue sheds

    final VirtualTime time;
    final SampleChecker checker = new SampleChecker();
    final List<SimMember> members = new ArrayList<>();
    final int links;
    private final Map<NodeId, SimMember> byId = new HashMap<>();
    private final Map<SimMember, Long> spreading = new HashMap<>(); // newest records that not everybody has: since when
    private final List<Double> spread = new ArrayList<>(); // seconds
    private final List<Double> caughtUp = new ArrayList<>(); // seconds from a start until all was known
    private final Map<SimMember, Long> catchingUp = new HashMap<>();
    private int copies;

    SimWorld(long seed, int size, int links) {
        this.time = new VirtualTime(seed);
        this.links = links;
        for (int i = 0; i < size; i++) {
            var knows = i == 0 ? null : members.get(time.random().nextInt(i));
            var member = new SimMember(this, i, knows);
            members.add(member);
            byId.put(member.id, member);
        }
    }

    Moment now() {
        return new Moment(time.nanoTime(), time.instant().toEpochMilli());
    }

    SimMember of(NodeId id) {
        return byId.get(id);
    }

    void issued(SimMember member) {
        spreading.put(member, now().nanos());
        catchingUp.put(member, now().nanos());
    }

    void copied(Output.Copied copied) {
        copies++;
    }

    int copies() {
        return copies;
    }

    void link(SimMember dialler, SimMember other) {
        other.linkUp(dialler, false);
        dialler.linkUp(other, true);
    }

    /** The one that was left notices a little later. */
    void cut(SimMember gone, SimMember left) {
        gone.linked.remove(left);
        time.schedule(() -> left.linkDown(gone), time.random().nextInt(500), TimeUnit.MILLISECONDS);
    }

    private final Map<SimMember, Map<SimMember, Long>> lastArrival = new HashMap<>();

    /** In order on each link, 1 to 40 ms later, or not at all. */
    void carry(SimMember from, SimMember to, byte[] frame) {
        if (time.random().nextInt(1_000) < LOSS_PER_THOUSAND) return;
        var last = lastArrival.computeIfAbsent(from, m -> new HashMap<>());
        long arrival = now().nanos()
                + TimeUnit.MICROSECONDS.toNanos(1_000 + time.random().nextInt(39_000));
        arrival = Math.max(arrival, last.getOrDefault(to, arrival));
        last.put(to, arrival);
        time.schedule(() -> to.frame(from, frame), arrival - now().nanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether everybody who is there holds the newest record of everybody who is there; notes who got so far. */
    boolean look() {
        var there = members.stream().filter(m -> m.up).toList();
        spreading.entrySet().removeIf(e -> {
            var member = e.getKey();
            boolean everywhere = member.up && there.stream().allMatch(m -> holds(m, member));
            if (everywhere) spread.add((now().nanos() - e.getValue()) / 1e9);
            return everywhere || !member.up;
        });
        catchingUp.entrySet().removeIf(e -> {
            var member = e.getKey();
            // Others restart meanwhile: what is older than 10 s must be there.
            boolean all = member.up
                    && there.stream().allMatch(m -> now().nanos() - m.upSince < 10_000_000_000L || holds(member, m));
            if (all) caughtUp.add((now().nanos() - e.getValue()) / 1e9);
            return all || !member.up;
        });
        return spreading.isEmpty();
    }

    private static boolean holds(SimMember who, SimMember of) {
        if (who == of) return true;
        var held = who.synchroniser.find(of.id);
        return held != null && held.record.serial() == of.record.serial();
    }

    /** Seconds that records took to be everywhere since this was asked last, sorted. */
    List<Double> takeSpread() {
        return sorted(spread);
    }

    /** Seconds that members took after their start to know everybody, since this was asked last, sorted. */
    List<Double> takeCaughtUp() {
        return sorted(caughtUp);
    }

    private static List<Double> sorted(List<Double> times) {
        var sorted = times.stream().sorted().toList();
        times.clear();
        return sorted;
    }
}
