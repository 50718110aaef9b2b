package org.osier.core.joining;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.osier.core.joining.rules.PendingBook;
import org.osier.core.node.Environment;
import org.osier.node.NodeId;
import org.osier.trust.Knock;

/** Who knocked and was not let in, for the operator. Any thread. */
final class Pending {
    private final Environment environment;
    private final PendingBook book = new PendingBook(); // guarded by itself

    Pending(Environment environment) {
        this.environment = environment;
    }

    void note(NodeId id, URI from, String why) {
        synchronized (book) {
            book.note(id, from, why, environment.clock().millis(), now());
        }
    }

    boolean reject(NodeId id) {
        synchronized (book) {
            return book.reject(id, now());
        }
    }

    boolean rejected(NodeId id) {
        synchronized (book) {
            return book.rejected(id, now());
        }
    }

    /** The operator has changed his mind about whom he turned away. */
    void pardon(NodeId id) {
        synchronized (book) {
            if (book.rejected(id, now())) book.forget(id);
        }
    }

    void forget(NodeId id) {
        synchronized (book) {
            book.forget(id);
        }
    }

    List<Knock> all() {
        synchronized (book) {
            return book.shown(now()).stream().map(Pending::knock).toList();
        }
    }

    private static Knock knock(PendingBook.Entry e) {
        return new Knock(
                e.id(),
                e.from(),
                Instant.ofEpochMilli(e.firstMs()),
                Instant.ofEpochMilli(e.lastMs()),
                e.times(),
                e.why());
    }

    private long now() {
        return environment.nanos().getAsLong();
    }
}
