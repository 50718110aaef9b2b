package org.osier.mesh;

/** How it stands with a peer. */
public enum PeerState {
    /** Proved who it is, but nobody has let it in yet. */
    PENDING,
    /** A link stands. */
    ALIVE,
    /** No link at the moment; one is being looked for, the session is kept. */
    SUSPECT,
    /** No link, and it could not be reached; tried again with growing pauses if it has an address. */
    FAILED,
    /** No link, and none is missed: there were more than one of the two wished. Whoever sends to it has it dialled at once. */
    IDLE
}
