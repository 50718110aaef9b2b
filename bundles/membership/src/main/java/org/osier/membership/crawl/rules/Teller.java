package org.osier.membership.crawl.rules;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;

/**
 * Somebody who told of others, and his share of the crawl: those that he told of and nobody has asked yet. One thread.
 */
final class Teller {
    /** Less is asked first: of whom fewer findings came to nothing, then who is nearer, then of whom fewer are being asked. */
    static final Comparator<Teller> BEST_FIRST = Comparator.<Teller>comparingInt(t -> t.failed)
            .thenComparingInt(t -> t.depth)
            .thenComparingInt(t -> t.asking)
            .thenComparingLong(t -> t.number);

    /** So many of his are asked at once before one of them has proved that it is there, and one more for each that has. */
    static final int UNPROVED = 2;

    private static final Comparator<Found> IN_ORDER = Comparator.comparingLong(found -> found.number);

    private final long number;
    private final @Nullable NodeId id;
    private final int depth;
    private final TreeSet<Found> askable = new TreeSet<>(IN_ORDER);
    private final TreeSet<Found> beyond = new TreeSet<>(IN_ORDER); // too far away to be asked
    private final boolean trusted;
    int failed; // of those that he told of, so many were not there
    int proved; // so many were
    int asking; // and so many are being asked

    /** @param id null for nobody, who told of the start; @param trusted whether he invents nobody */
    Teller(long number, @Nullable NodeId id, int depth, boolean trusted) {
        this.number = number;
        this.id = id;
        this.trusted = trusted;
        this.depth = depth;
    }

    @Nullable
    NodeId id() {
        return id;
    }

    int depth() {
        return depth;
    }

    long number() {
        return number;
    }

    /** How many wait in his share. */
    int size() {
        return askable.size() + beyond.size();
    }

    boolean hasAskable() {
        return !askable.isEmpty();
    }

    /** Whether one more of his may be asked now: dials to nobody take long, and must not take all places at once. */
    boolean mayAsk() {
        return hasAskable() && (trusted || asking < UNPROVED + proved);
    }

    void add(Found found, boolean reached) {
        found.owner = this;
        (reached ? askable : beyond).add(found);
    }

    void remove(Found found) {
        if (!askable.remove(found)) beyond.remove(found);
    }

    /** The one that he told of first. */
    @Nullable
    Found takeFirst() {
        return askable.pollFirst();
    }

    /** The one that would be asked last, or never. */
    @Nullable
    Found takeLast() {
        return beyond.isEmpty() ? askable.pollLast() : beyond.pollLast();
    }
}
