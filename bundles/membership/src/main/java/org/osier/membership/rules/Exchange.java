package org.osier.membership.rules;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;

/** An exchange that we began with a peer, one turn after the other. One thread at a time. */
final class Exchange {
    /** Turns at most: far more than two full tables take, for a peer that answers without end. Our choice. */
    private static final int MAX_TURNS = 512;

    final NodeId peer;
    final long salt;
    long heard; // when it began, or the last answer came; nanoseconds
    private final Sums sums;
    private Deque<Position> positions = new ArrayDeque<>();
    private @Nullable Page page; // null: the sums are awaited
    private long learned; // records taken from anybody, when the page was told
    private int turns;

    Exchange(NodeId peer, long salt, Sums sums, long now) {
        this.peer = peer;
        this.salt = salt;
        this.sums = sums;
        this.heard = now;
    }

    boolean awaitsSums() {
        return page == null;
    }

    long sum() {
        return sums.all(salt);
    }

    /** Where the peer holds something else. */
    void differs(Sums theirs) {
        positions = sums.differing(theirs);
    }

    /** What to tell next; null: everything was told. @param learned records taken so far */
    @Nullable
    Page next(RecordTable table, long learned) {
        if (positions.isEmpty() || ++turns > MAX_TURNS) return null;
        this.learned = learned;
        page = Page.of(table, positions);
        return page;
    }

    /** The answer to the page. @param moved whether the peer gets anything from us now */
    void answered(int whole, long learned, boolean moved) {
        if (page == null) return;
        page.answered(whole, positions);
        // The same would be said again, and answered again: whatever it is, it does not come to us.
        if (whole == 0 && learned == this.learned && !moved) positions.remove();
    }
}
