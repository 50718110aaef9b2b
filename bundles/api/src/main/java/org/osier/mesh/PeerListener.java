package org.osier.mesh;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears what happens to peers. Register it as a service. Called on one thread of the node, one event after the other:
 * return within a millisecond and never wait in it. An exception is logged and changes nothing.
 */
@ConsumerType
@FunctionalInterface
public interface PeerListener {
    /** What happened. */
    enum Change {
        /** First link to this peer. */
        FOUND,
        /** A link stands again, or another one carries now. */
        UP,
        /** A link that stands by came or went; the one that carries is as before. See {@link Peer#paths}. */
        STANDBY,
        /** The last link went. */
        DOWN,
        /** It came back with another boot id. */
        RESTARTED,
        /** It sent a new record. */
        RECORD
    }

    /**
     * @param change what happened
     * @param peer as it is after the change
     */
    void on(Change change, Peer peer);
}
