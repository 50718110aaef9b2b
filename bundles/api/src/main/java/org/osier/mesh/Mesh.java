package org.osier.mesh;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.osier.node.NodeId;
import org.osier.ueps.Packet;

/**
 * The mesh as an application sees it. A service of the node. Any thread; no method blocks. Stages complete on a thread
 * of the node: what hangs on them must not wait.
 */
@ProviderType
public interface Mesh {
    /** Longest payload of a message, in bytes: 16 MiB less what is laid around it (WIRE.md, sections 3 to 6). */
    int MAX_PAYLOAD_BYTES = 16_777_216 - 256;

    /** This node. */
    Self self();

    /** Everyone we know, sorted by name; not ourselves. A list of its own for each caller. */
    List<Peer> peers();

    /** One of them. */
    Optional<Peer> peer(NodeId id);

    /**
     * Sends without asking for an answer, exactly once while both nodes run, in order within its stream.
     *
     * @param to a peer; our own id reaches our own handlers
     * @param message its payload is copied before this returns
     * @return done when the peer's session has handed it to its dispatcher, however long that takes while the session is
     *     kept: 10 minutes without a link. Fails with {@link MeshException}:
     *     {@code UNREACHABLE}, {@code TOO_LARGE}, {@code OVERLOADED}, {@code NOT_SENT} (nothing left this node, a retry is
     *     safe) or {@code UNKNOWN_OUTCOME} (it may have arrived).
     *     After {@code OVERLOADED}, {@link #room} tells when to go on
     */
    CompletionStage<Void> send(NodeId to, Message message);

    /**
     * As {@link #send(NodeId, Message)}, but the stage waits no longer than until the deadline. The message is not called
     * back: after {@code UNKNOWN_OUTCOME} it may still arrive.
     *
     * @param deadline 1 ms to 1 h from now
     * @throws IllegalArgumentException if the deadline is out of range
     */
    CompletionStage<Void> send(NodeId to, Message message, Duration deadline);

    /**
     * Sends and waits for the answer of the handler.
     *
     * @param to a peer; our own id reaches our own handlers
     * @param message its payload is copied before this returns
     * @param deadline 1 ms to 1 h from now
     * @return the answer. Fails with {@link MeshException}, every kind is possible
     * @throws IllegalArgumentException if the deadline is out of range
     */
    CompletionStage<Packet> request(NodeId to, Message message, Duration deadline);

    /**
     * Waits for room, in place of trying again after {@code OVERLOADED}: for who has more to say than a peer takes at a time.
     * Nothing is set aside: who sends beside you on that stream may be quicker.
     *
     * @param to a peer; to ourselves there is always room
     * @param stream 0 to 15, of the messages that are to follow
     * @return done when a stream of that peer may send again with some to spare: less than half of what may wait does.
     *     However long that takes while the session is kept: 10 minutes without a link. Fails with {@link MeshException}:
     *     {@code UNREACHABLE}, {@code NOT_SENT} (the peer restarted meanwhile) or {@code OVERLOADED} (1,024 already wait for
     *     this peer, or this node restarts); a retry is safe
     * @throws IllegalArgumentException if the stream is out of range
     */
    CompletionStage<Void> room(NodeId to, int stream);

    /**
     * Dials an address, whoever is there, and keeps the link if it is admitted, also when there are more links than wished.
     * Two calls for one address share a dial.
     *
     * @param address for example {@code tcp://192.0.2.1:7400}
     * @return who answered. Fails with {@link MeshException} {@code UNREACHABLE} and the dial's code; a retry is safe
     */
    CompletionStage<NodeId> connect(URI address);

    /**
     * As {@link #connect}, for who has a few words to say and does not wish that the link stays: it goes when there are more
     * links than wished.
     */
    default CompletionStage<NodeId> visit(URI address) {
        return connect(address);
    }

    /**
     * Everybody whom discoveries found, and why each is not dialled now: at most 4,096, those that proved themselves first. A
     * list of its own for each caller.
     */
    default CompletionStage<List<CandidateStatus>> candidates() {
        return CompletableFuture.completedStage(List.of());
    }

    /**
     * Asks a peer for a sign of life over its best link. One that is {@link PeerState#IDLE} is dialled first, as by {@link
     * #visit}.
     *
     * @return the round trip. Fails with {@link MeshException}: {@code UNREACHABLE} without a link, {@code NO_ANSWER}
     *     after 10 s; a retry is safe
     */
    CompletionStage<Duration> ping(NodeId to);
}
