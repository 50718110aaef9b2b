package org.osier.membership.crawl.rules;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osier.crawl.CrawlPlan;
import org.osier.crawl.CrawlReport;
import org.osier.crawl.CrawledNode;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * One crawl: whom to ask next, what to make of what is told, when it is over. Breadth first among those whose word was
 * good so far. Knows no clock: time comes in, in nanoseconds that only rise. One thread.
 */
public final class CrawlRules {
    /** Nodes that are asked at the same time. Our choice: dials of 5 s that come to nothing must not fill it for long. */
    public static final int PARALLEL = 8;

    /** Pages of one node: with full ones more than a crawl may keep, with short ones somebody plays with us. */
    static final int MAX_PAGES = 256;

    /** So often in a row a node may put us off. */
    static final int MAX_PUT_OFF = 8;

    /** WIRE.md, section 11. */
    static final Duration MAX_PAUSE = Duration.ofSeconds(2);

    static final Duration MIN_PAUSE = Duration.ofMillis(10);

    /** For so long a node is listened to before others; one that takes longer for its pages waits until nobody else is left. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private static final Comparator<CrawledNode> BY_DEPTH = Comparator.comparingInt(CrawledNode::depth)
            .thenComparing(CrawledNode::name)
            .thenComparing(CrawledNode::id);

    private final CrawlPlan plan;
    private final NodeId self;
    private final Map<NodeId, Found> found = new HashMap<>(); // at most plan.maxNodes()
    private final Tellers tellers; // nobody, and some of found
    private final TreeSet<Found> waiting; // some of found, who is due first in front
    private long numbers;
    private int underWay;
    private int asked;
    private int answered;
    private long dropped;
    private boolean capReached;

    /**
     * @param self this node: it is asked as all others are, but that it answers is no news
     * @param start the record that we have of the start, null: none
     */
    public CrawlRules(CrawlPlan plan, NodeId self, @Nullable NodeRecord start) {
        this.plan = plan;
        this.self = self;
        this.tellers = new Tellers(self);
        this.waiting = new TreeSet<>(
                Comparator.<Found>comparingLong(f -> f.due).thenComparingLong(f -> f.number)); // one start of the clock
        var first = new Found(numbers++, plan.start(), tellers.nobody());
        first.record(start);
        first.verified = plan.start().equals(self);
        found.put(plan.start(), first);
        tellers.give(first.owner, first, true);
    }

    /** Whether nobody is left to ask, and nobody's answer is awaited. */
    public boolean done() {
        return underWay == 0 && waiting.isEmpty() && !tellers.hasNext();
    }

    /** The next question to be asked now; empty: enough are under way, or nobody is due. */
    public Optional<Ask> next(long now) {
        if (underWay >= PARALLEL) return Optional.empty();
        var again = due(now);
        if (again != null && again.spent < PATIENCE) return Optional.of(again(again, now));
        var fresh = tellers.next();
        if (fresh != null) {
            asked++;
            return Optional.of(ask(fresh, now));
        }
        return again == null ? Optional.empty() : Optional.of(again(again, now));
    }

    private @Nullable Found due(long now) {
        for (var node : waiting) {
            if (node.due > now) break;
            if (node.spent < PATIENCE) return node;
        }
        return waiting.isEmpty() || waiting.first().due > now ? null : waiting.first();
    }

    private Ask again(Found node, long now) {
        waiting.remove(node);
        return ask(node, now);
    }

    private Ask ask(Found node, long now) {
        node.state = Found.State.ASKING;
        node.asked = now;
        node.owner.asking++;
        underWay++;
        return new Ask(node.id, node.addresses(), new Question(plan.scope(), Question.MAX_ENTRIES, node.after));
    }

    /** When somebody who was put off is asked again; empty: nobody waits. */
    public OptionalLong nextDue() {
        return waiting.isEmpty() ? OptionalLong.empty() : OptionalLong.of(waiting.first().due);
    }

    /**
     * A page came.
     *
     * @param entries those that hold
     * @param bad how many did not
     * @param next where its next page begins; empty: this was all
     */
    public void told(NodeId from, List<Heard> entries, int bad, Optional<NodeId> next, long now) {
        var node = ended(from, now);
        if (node.pages == 0 && !from.equals(self)) answered++;
        proved(node);
        node.putOff = 0;
        node.pages++;
        node.told += entries.size() + bad;
        dropped += bad;
        var teller = tellers.of(node);
        for (var entry : entries) hear(entry, teller);
        if (next.isEmpty()) {
            done(node, bad == 0 ? "" : "some of its records do not hold");
        } else if (entries.isEmpty()) {
            done(node, "told only records that do not hold");
        } else if (node.told >= plan.maxNodes() || node.pages >= MAX_PAGES) {
            capReached = true;
            done(node, "told of " + node.told + " nodes and had more, the rest was not asked for");
        } else {
            node.after = next.get();
            await(node, now);
        }
    }

    /** It has too much to do. @param pause as it says */
    public void later(NodeId from, Duration pause, long now) {
        var node = ended(from, now);
        proved(node);
        if (++node.putOff > MAX_PUT_OFF) {
            done(node, "OSIER-305 put us off " + MAX_PUT_OFF + " times in a row");
            return;
        }
        var taken = pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause.compareTo(MIN_PAUSE) < 0 ? MIN_PAUSE : pause;
        await(node, now + taken.toNanos());
    }

    /**
     * It told nothing.
     *
     * @param proved whether it said so itself, over a link: then it is there
     * @param why for people
     */
    public void failed(NodeId from, boolean proved, String why, long now) {
        var node = ended(from, now);
        if (proved) proved(node);
        else node.owner.failed++;
        done(node, why);
    }

    private Found ended(NodeId from, long now) {
        var node = found.get(from);
        if (node == null || node.state != Found.State.ASKING) throw new AssertionError("nobody asked " + from);
        underWay--;
        node.owner.asking--;
        node.spent += now - node.asked;
        return node;
    }

    private static void proved(Found node) {
        if (!node.verified) node.owner.proved++;
        node.verified = true;
    }

    private void await(Found node, long due) {
        node.state = Found.State.WAITING;
        node.due = due;
        waiting.add(node);
    }

    private static void done(Found node, String why) {
        node.state = Found.State.DONE;
        node.why = why;
    }

    private void hear(Heard heard, Teller teller) {
        var id = heard.record().id();
        var known = found.get(id);
        if (known != null) {
            known.heard(heard, teller);
            if (known.state == Found.State.TOLD) tellers.heardAgain(known, teller, plan.reaches(known.depth()));
            return;
        }
        if (found.size() >= plan.maxNodes() && !makeRoom(teller)) return;
        var fresh = new Found(numbers++, id, teller);
        fresh.heard(heard, teller);
        fresh.verified = id.equals(self);
        found.put(id, fresh);
        tellers.give(teller, fresh, plan.reaches(fresh.depth()));
    }

    private boolean makeRoom(Teller teller) {
        capReached = true;
        var gone = tellers.evictFor(teller);
        if (gone == null) return false;
        found.remove(gone.id);
        return true;
    }

    /** How many are known now: never more than the plan has room for. */
    int size() {
        return found.size();
    }

    /** What was found so far. @param took since the beginning; @param deadline whether it ends because of its deadline */
    public CrawlReport report(Duration took, boolean deadline) {
        var nodes = found.values().stream()
                .map(node -> node.report(reason(node, deadline)))
                .sorted(BY_DEPTH)
                .toList();
        return new CrawlReport(nodes, asked, answered, dropped, took, deadline, capReached);
    }

    private String reason(Found node, boolean deadline) {
        if (node.id.equals(self)) return "";
        if (node.state == Found.State.TOLD && !plan.reaches(node.depth())) return "not asked, too far away";
        if (!deadline) return "";
        return node.state == Found.State.TOLD
                ? "not asked before the deadline"
                : "did not tell all before the deadline";
    }
}
