package org.osier.core.node;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.node.rules.Surplus;
import org.osier.node.NodeId;

/**
 * The hands of {@link Surplus}: finds out whom the node can do without, and says goodbye to them. Only with those does it
 * part that both ends can find again: a peer without a link has nothing to send over. The loop's alone.
 */
final class SurplusLinks {
    private final PeerTable table;
    private final Dialler dialler;
    private final OwnRecord ownRecord;
    private final Supplier<Set<NodeId>> asked;
    private final Counters counters;
    private final Surplus surplus;
    private Surplus.Marks marks = Surplus.Marks.of(Integer.MAX_VALUE);

    /** @param asked those whose answers are waited for */
    SurplusLinks(
            Environment environment,
            PeerTable table,
            Dialler dialler,
            OwnRecord ownRecord,
            Supplier<Set<NodeId>> asked,
            Counters counters) {
        this.table = table;
        this.dialler = dialler;
        this.ownRecord = ownRecord;
        this.asked = asked;
        this.counters = counters;
        this.surplus = new Surplus(environment.random());
    }

    /** From now on these count. */
    void marks(Surplus.Marks marks) {
        this.marks = marks;
    }

    /** What time asks for; about once a second. */
    void tick(long now) {
        var linked = table.all().stream()
                .filter(entry -> entry.links().stream().anyMatch(link -> !link.isOver()))
                .toList();
        for (var entry : linked) entry.lookWhetherItSpoke(now);
        if (!surplus.isDue(linked.size(), marks)) return; // most seconds end here
        var answering = asked.get();
        var seen = linked.stream()
                .map(entry -> seen(entry, answering.contains(entry.id)))
                .toList();
        for (var entry : surplus.due(seen, marks, now)) part(entry);
    }

    private void part(PeerEntry entry) {
        counters.count(Counter.LINKS_SURPLUS);
        for (var link : entry.links()) link.close(CloseReason.SURPLUS, "");
    }

    private Surplus.Linked<PeerEntry> seen(PeerEntry entry, boolean answers) {
        var ways = entry.ways;
        long since = ways.get(ways.size() - 1).since();
        boolean visit =
                ways.stream().allMatch(way -> Dialler.isVisit(way.link.origin().job()));
        boolean held = answers || isBusy(entry) || isWished(entry, ways) || !isFoundAgain(entry, ways, visit);
        return new Surplus.Linked<>(entry, since, entry.spoke, visit, held);
    }

    private static boolean isBusy(PeerEntry entry) {
        var session = entry.session;
        return session == null || !session.idle() || session.load().kept() > 0;
    }

    /** A user asked for it, it is a seed, or the node itself is moving its session just now. */
    private boolean isWished(PeerEntry entry, List<Way> ways) {
        return ways.stream()
                        .anyMatch(way -> way.leaving()
                                || Dialler.isWished(way.link.origin().job()))
                || dialler.isSeed(entry.id);
    }

    /** Whether it can dial us, and we can dial it. Whoever is visited could not be reached before, nor reach us. */
    private boolean isFoundAgain(PeerEntry entry, List<Way> ways, boolean visit) {
        if (!dialler.canDial(entry.id)) return false;
        if (visit) return true;
        return !ownRecord.get().addresses().isEmpty() && isThere(entry, ways);
    }

    /**
     * Whether it is where it says it is, as far as we know: we reached it there, or it came from there. A node behind address
     * translation comes from elsewhere, and its link is all that leads to it.
     */
    private static boolean isThere(PeerEntry entry, List<Way> ways) {
        if (ways.stream().anyMatch(way -> way.link.dialledByMe())) return true;
        if (entry.attempts.stream().anyMatch(attempt -> attempt.code() == 0)) return true;
        var record = entry.record;
        return record != null
                && record.addresses().stream()
                        .anyMatch(address -> ways.stream()
                                .anyMatch(way ->
                                        Connections.source(way.link.address()).equals(Connections.source(address))));
    }
}
