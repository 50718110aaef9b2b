package org.osier.core.joining;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osier.admission.Decision;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.Membership;
import org.osier.core.handshake.Door;
import org.osier.core.link.Link;
import org.osier.core.link.rules.Refusal;
import org.osier.core.node.Counter;
import org.osier.core.node.Errand;
import org.osier.core.node.Errands;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** What joining needs of its node. Called on the loop, unless said otherwise. */
public interface JoiningNode {
    /** Any thread. */
    NodeId id();

    /** Any thread. */
    Cluster cluster();

    /** What put this epoch in force, as it travels; empty: it is the first. */
    byte[] rotation();

    /** Its record in force. Any thread. */
    NodeRecord record();

    /** Whether it knows of any peer. Any thread. */
    boolean hasPeers();

    /** Who serves a door from now on. Any thread. */
    void serve(int door, Errands.Desk desk);

    /** Dials an address through a door, once. */
    void dial(URI address, Door door, Optional<NodeId> expected, Errand errand);

    /** Asks all admissions about the other end of this link. @return completes on the loop, never exceptionally */
    CompletionStage<Decision> decide(Link link);

    /** What the other end is told of a decision that rejects it. Any thread. */
    Refusal refusal(Decision rejected);

    /** Another cluster counts from now on. @return completes on the loop; fails as the node's own change does */
    CompletionStage<Void> change(Membership next);

    /** What the record says of this node has changed. */
    void renewRecord();

    /** Dials as a member, until a link stands. */
    CompletionStage<NodeId> connect(URI address);

    /** This node is dialled again and again from now on. */
    void wish(NodeId node, List<URI> addresses);

    void count(Counter counter);
}
