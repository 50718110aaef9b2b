package org.osier.membership.rules;

import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** What follows from an input: for the hands. */
public sealed interface Output {
    /** A frame 0x0A. */
    record Send(NodeId to, byte[] frame) implements Output {}

    /** An identity runs on two nodes; said once of each. @param ours it is our own */
    record Copied(NodeRecord record, boolean ours) implements Output {}
}
