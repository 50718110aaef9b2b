package org.osier.membership.crawl.rules;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osier.crawl.CrawledNode;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** A node that a crawl found, and how far it is with it. One thread. */
final class Found {
    /** Where it stands: each goes from left to right, the middle two may alternate. */
    enum State {
        TOLD,
        ASKING,
        WAITING,
        DONE
    }

    final long number; // in the order in which they were found
    final NodeId id;
    Teller owner; // in whose share it counts
    State state = State.TOLD;
    boolean verified;
    String why = "";

    NodeId after = Question.BEGINNING; // where its next page begins
    long due; // WAITING: when it is asked again, nanoseconds
    long asked; // ASKING: since when
    long spent; // nanoseconds that it was waited for, over all its pages
    int pages;
    int told; // entries of all its pages
    int putOff; // times since its last page

    private @Nullable NodeRecord record;
    private @Nullable NodeId via;
    private int depth;
    private boolean linked;

    Found(long number, NodeId id, Teller owner) {
        this.number = number;
        this.id = id;
        this.owner = owner;
        this.depth = owner.depth() + 1;
        this.via = owner.id();
    }

    /** Somebody told of it: the newest record and the shortest way count. */
    void heard(Heard heard, Teller teller) {
        if (record == null || heard.record().serial() > record.serial()) record = heard.record();
        linked |= heard.linked();
        // Who was asked already has told from where he stood: what he told is not found anew.
        if (state != State.TOLD || teller.depth() + 1 >= depth) return;
        depth = teller.depth() + 1;
        via = teller.id();
    }

    void record(@Nullable NodeRecord ours) {
        record = ours;
    }

    int depth() {
        return depth;
    }

    List<URI> addresses() {
        return record == null ? List.of() : record.addresses();
    }

    CrawledNode report(String ifNotAsked) {
        var reason = state == State.DONE ? why : ifNotAsked;
        return new CrawledNode(
                id, Optional.ofNullable(record), depth, Optional.ofNullable(via), verified, linked, reason);
    }
}
