package org.osier.discovery;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.osier.node.NodeRecord;

/**
 * A way to hear of other nodes. Register it as a service; the node starts it, tells it news of ourselves, and stops it
 * before the service goes. It may be started again after a stop: a node that is replaced stops what the next one starts.
 * {@code DiscoveryContract} in testkit is the test that every discovery passes.
 *
 * <p>Calls come one after the other on a thread that serves this discovery alone, never under a lock of the node, so a
 * slow one delays nobody but itself. An exception out of any of them is logged once and ends the matter: the discovery
 * is stopped, what it found is forgotten, and it is not called again unless its service is registered anew.
 */
@ConsumerType
public interface Discovery {
    /** 1 to 32 lower-case letters, digits, {@code -}, always the same: for people. Any thread. */
    String name();

    /**
     * Begins. Returns at once: whatever waits for a network or a disk does so on a thread of the discovery's own.
     *
     * @param self what may be told of us; may have no address yet
     * @param candidates where findings go, until {@link #stop}
     */
    void start(NodeRecord self, Candidates candidates);

    /** We have a new record: tell it from now on. Returns at once. Only between {@link #start} and {@link #stop}. */
    void announce(NodeRecord self);

    /**
     * Ends; nothing is found after it returns. Within 2 s, after which the node goes on without it; says goodbye if it
     * can. Does nothing if it does not run: a node that ends and a service that goes may both ask for it.
     */
    void stop();

    /**
     * What it cannot do at the moment, for people: one sentence each, with its code in front if it has one, for example
     * {@code OSIER-111 no answer on eth0}; what to do may follow behind {@code "   next: "}. Any thread; returns at once.
     */
    default List<String> troubles() {
        return List.of();
    }
}
