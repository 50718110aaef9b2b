package org.osier.trust;

/** How far a node has come that joins. */
public enum JoinStep {
    /** It dials. */
    DIALLING,
    /** The other node proved who it is. */
    PROVED,
    /** It let us in; the cluster is stored. */
    WELCOMED,
    /** A link as a member stands. */
    LINKED
}
