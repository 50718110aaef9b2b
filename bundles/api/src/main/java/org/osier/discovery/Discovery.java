package org.osier.discovery;

import org.osgi.annotation.versioning.ConsumerType;
import org.osier.node.NodeRecord;

/**
 * A way to hear of other nodes. Register it as a service; the node starts it, tells it news of ourselves, and stops it
 * when the service goes. Calls come from one thread of the node, one after the other, and return at once.
 */
@ConsumerType
public interface Discovery {
    /** 1 to 32 lower-case letters, digits, {@code -}: for people and for counters. */
    String name();

    /**
     * Begins.
     *
     * @param self what may be told of us
     * @param candidates where findings go, until {@link #stop}
     */
    void start(NodeRecord self, Candidates candidates);

    /** We have a new record: tell it from now on. */
    void announce(NodeRecord self);

    /** Ends; nothing is found after it returns. Within 2 s; says goodbye if it can. */
    void stop();
}
