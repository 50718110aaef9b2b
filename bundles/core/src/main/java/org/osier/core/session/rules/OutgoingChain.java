package org.osier.core.session.rules;

import org.jspecify.annotations.Nullable;

/** A queue of messages, each the link to the next; a message stands in one queue at a time. */
final class OutgoingChain {
    private @Nullable Outgoing head;
    private @Nullable Outgoing tail;

    @Nullable
    Outgoing head() {
        return head;
    }

    void add(Outgoing message) {
        message.next = null;
        var last = tail;
        if (last == null) head = message;
        else last.next = message;
        tail = message;
    }

    /** Takes the first one out. */
    void removeHead() {
        var first = head;
        if (first == null) throw new AssertionError("an empty chain");
        head = first.next;
        if (head == null) tail = null;
        first.next = null;
    }

    /** Takes all, linked in order. */
    @Nullable
    Outgoing takeAll() {
        var first = head;
        head = null;
        tail = null;
        return first;
    }
}
