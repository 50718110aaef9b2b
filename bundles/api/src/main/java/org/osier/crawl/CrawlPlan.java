package org.osier.crawl;

import java.time.Duration;
import java.util.Objects;
import org.osier.node.NodeId;

/**
 * Where a crawl begins, what it asks for, and its limits. Immutable; {@code depth}, {@code maxNodes} and {@code timeout}
 * return changed copies.
 */
public final class CrawlPlan {
    /** What each node is asked for. */
    public enum Scope {
        /** Whom it is linked with. */
        LINKED,
        /** Everybody whose record it holds, however it came by it. */
        RECORDS
    }

    /** Depth of a crawl that goes as far as there is anybody. */
    public static final int UNLIMITED = -1;
    /** Largest depth that is a number. */
    public static final int MAX_DEPTH = 64;
    /** Most nodes that a crawl may keep. */
    public static final int MAX_NODES = 10_000;
    /** Longest time of a crawl. */
    public static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

    private final NodeId start;
    private final Scope scope;
    private final int depth;
    private final int maxNodes;
    private final Duration timeout;

    private CrawlPlan(NodeId start, Scope scope, int depth, int maxNodes, Duration timeout) {
        this.start = Objects.requireNonNull(start);
        this.scope = Objects.requireNonNull(scope);
        this.depth = depth;
        this.maxNodes = maxNodes;
        this.timeout = timeout;
    }

    /**
     * From this node on, one link far, at most 1,000 nodes, for 30 s.
     *
     * @param start who is asked first; ourselves or somebody that this node knows
     */
    public static CrawlPlan from(NodeId start, Scope scope) {
        return new CrawlPlan(start, scope, 1, 1_000, Duration.ofSeconds(30));
    }

    /**
     * The same, another distance far: with 0 only the start is asked, with 1 also whom it tells of, and so on. Whom the
     * last ones tell of is reported, not asked.
     *
     * @param links 0 to {@value #MAX_DEPTH}, or {@link #UNLIMITED}
     * @throws IllegalArgumentException if it is neither
     */
    public CrawlPlan depth(int links) {
        if (links < UNLIMITED || links > MAX_DEPTH) {
            throw new IllegalArgumentException("a depth is 0 to " + MAX_DEPTH + ", or -1 for no limit, got " + links);
        }
        return new CrawlPlan(start, scope, links, maxNodes, timeout);
    }

    /**
     * The same with another cap. It holds at every moment of the crawl, not only at its end; when it is reached, whoever
     * told of most gives room to those who told of few.
     *
     * @param nodes the start among them, 1 to {@value #MAX_NODES}
     * @throws IllegalArgumentException if it is out of range
     */
    public CrawlPlan maxNodes(int nodes) {
        if (nodes < 1 || nodes > MAX_NODES) {
            throw new IllegalArgumentException("a crawl keeps 1 to " + MAX_NODES + " nodes, got " + nodes);
        }
        return new CrawlPlan(start, scope, depth, nodes, timeout);
    }

    /**
     * The same with another deadline, for the whole crawl.
     *
     * @param time 1 ms to 10 min
     * @throws IllegalArgumentException if it is out of range
     */
    public CrawlPlan timeout(Duration time) {
        if (time.toMillis() < 1 || time.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("a crawl takes 1 ms to 10 min, got " + time);
        }
        return new CrawlPlan(start, scope, depth, maxNodes, time);
    }

    /** Who is asked first. */
    public NodeId start() {
        return start;
    }

    /** What each is asked for. */
    public Scope scope() {
        return scope;
    }

    /** How many links away from the start nodes are still asked: 0 to {@value #MAX_DEPTH}, or {@link #UNLIMITED}. */
    public int depth() {
        return depth;
    }

    /** Whether a node this many links away is asked. */
    public boolean reaches(int links) {
        return depth == UNLIMITED || links <= depth;
    }

    /** Most nodes that are kept, the start among them. */
    public int maxNodes() {
        return maxNodes;
    }

    /** When it ends, from its beginning. */
    public Duration timeout() {
        return timeout;
    }
}
