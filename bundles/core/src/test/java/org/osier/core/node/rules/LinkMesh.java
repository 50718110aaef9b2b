package org.osier.core.node.rules;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.osier.node.NodeId;

/**
 * Many nodes of which nothing is there but the rules of their links, second by second: {@link DialPlan}, {@link Surplus}
 * and, as bundle membership does it, members at random that stand as candidates while a node has fewer links than it
 * wishes.
 */
final class LinkMesh {
    static final long SECOND = 1_000_000_000L;

    final List<Member> members = new ArrayList<>();
    final Random random;
    int closings; // of surplus
    int dials;
    int refused; // dials that found no place
    private final int wish;
    private final int connections;
    private final Surplus.Marks marks;
    private long now;

    /** One node. */
    final class Member {
        final int number;
        final NodeId id;
        final URI address;
        final Map<Member, Long> linked = new LinkedHashMap<>(); // since when
        private final Map<String, Member> jobs = new LinkedHashMap<>();
        private DialPlan plan;
        private Surplus surplus;
        private long downUntil; // 0: it is up

        Member(int number) {
            this.number = number;
            this.id = NodeId.ofKey(ByteBuffer.allocate(32).putInt(number).array());
            this.address = URI.create("sim://host" + number + ":1");
            begin();
        }

        private void begin() {
            plan = new DialPlan(new Random(random.nextLong()));
            plan.enough(marks.low());
            surplus = new Surplus(new Random(random.nextLong()));
            jobs.clear();
            downUntil = 0;
        }

        boolean up() {
            return downUntil == 0;
        }

        /** A discovery names it. */
        void find(Member other) {
            var job = "peer " + other.number;
            jobs.put(job, other);
            plan.wish(job, other.id, List.of(other.address), now);
            plan.foundAnew(other.id);
        }

        private void look() {
            if (linked.size() < wish) {
                var other = members.get(random.nextInt(members.size()));
                for (int i = linked.size(); i < wish; i++, other = members.get(random.nextInt(members.size())))
                    if (other != this && !linked.containsKey(other)) find(other);
            }
            for (var order : plan.due(now, scheme -> true)) dial(order.job(), jobs.get(order.job()));
        }

        private void dial(String job, Member other) {
            dials++;
            if (!other.up()) plan.failed(job, DialResult.NETWORK, Redial.BACK_OFF, now);
            else if (linked.containsKey(other)) plan.linked(other.id, now);
            else if (linked.size() >= connections || other.linked.size() >= connections) {
                refused++;
                plan.failed(job, DialResult.NETWORK, Redial.SLOWLY, now);
            } else {
                linkUp(other);
                other.linkUp(this);
            }
        }

        /** As a node does: the record that comes over the link says where the peer can be dialled. */
        private void linkUp(Member other) {
            linked.put(other, now);
            plan.linked(other.id, now);
            var job = "peer " + other.number;
            jobs.put(job, other);
            plan.wish(job, other.id, List.of(other.address), now);
        }

        private void linkDown(Member other, Redial redial) {
            linked.remove(other);
            plan.unlinked(other.id, redial, now);
        }

        private void part() {
            var all = new ArrayList<Surplus.Linked<Member>>();
            linked.forEach((m, since) -> all.add(new Surplus.Linked<>(m, since, since, false, false)));
            for (var other : surplus.due(all, marks, now)) {
                closings++;
                linkDown(other, Redial.WHEN_NEEDED);
                other.linkDown(this, Redial.WHEN_NEEDED);
            }
        }

        /** Its process is killed. */
        void kill(int seconds) {
            for (var other : List.copyOf(linked.keySet())) other.linkDown(this, Redial.BACK_OFF);
            linked.clear();
            downUntil = now + seconds * SECOND;
        }
    }

    /** @param connections that each one has places for. @param wish links that each one looks for. @param marks where it parts */
    LinkMesh(long seed, int size, int connections, int wish, Surplus.Marks marks) {
        this.random = new Random(seed);
        this.connections = connections;
        this.wish = wish;
        this.marks = marks;
        for (int i = 0; i < size; i++) members.add(new Member(i));
    }

    /** Everybody finds everybody, as on a network where beacons are heard. */
    void allFindAll() {
        for (var one : members) for (var other : members) if (one != other) one.find(other);
    }

    /** @param restarts a minute, of a hundred members */
    void runFor(int seconds, int restarts) {
        for (int i = 0; i < seconds; i++) {
            now += SECOND;
            for (var member : members) if (!member.up() && now >= member.downUntil) member.begin();
            if (random.nextInt(6_000) < restarts * members.size()) {
                var victim = members.get(random.nextInt(members.size()));
                if (victim.up()) victim.kill(5 + random.nextInt(25));
            }
            for (var member : members) if (member.up()) member.look();
            for (var member : members) if (member.up()) member.part();
        }
    }

    /** Whether everybody who is up is reached over links from anybody who is. */
    boolean holdsTogether() {
        var up = members.stream().filter(Member::up).toList();
        var seen = new HashSet<Member>(List.of(up.get(0)));
        var edge = new ArrayList<>(seen);
        while (!edge.isEmpty()) {
            for (var next : edge.remove(edge.size() - 1).linked.keySet()) if (seen.add(next)) edge.add(next);
        }
        return seen.size() == up.size();
    }

    /** Links of each that is up. */
    java.util.IntSummaryStatistics links() {
        return members.stream()
                .filter(Member::up)
                .mapToInt(m -> m.linked.size())
                .summaryStatistics();
    }
}
