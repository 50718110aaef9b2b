package org.osier.membership.crawl;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.osier.membership.crawl.rules.Ask;
import org.osier.mesh.Mesh;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;
import org.osier.mesh.Message;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.node.NodeId;
import org.osier.ueps.Intents;
import org.osier.ueps.Packet;

/** Asks one node one question: over the link that stands, or over one that it dials for it. Any thread, never blocks. */
final class Asker {
    /** For all dials to one node together: a handshake over the worst way takes two. Our choice. */
    static final Duration LINK = Duration.ofSeconds(4);

    static final Duration ANSWER = Duration.ofSeconds(5);

    /** Of the up to eight in a record. Our choice: with more, one record keeps us busy with dials to strangers. */
    static final int MAX_DIALS = 3;

    private static final Duration LEAST = Duration.ofMillis(1);

    private final Mesh mesh;
    private final NodeId self;
    private final Neighbourhood neighbourhood;

    Asker(Mesh mesh, NodeId self, Neighbourhood neighbourhood) {
        this.mesh = mesh;
        this.self = self;
        this.neighbourhood = neighbourhood;
    }

    /**
     * @param left until the crawl ends: nothing here takes longer
     * @return the answer's bytes. Fails with {@link MeshException}
     */
    CompletionStage<ByteBuffer> ask(Ask ask, Duration left) {
        if (ask.id().equals(self)) {
            return CompletableFuture.completedFuture(
                    neighbourhood.page(ask.question()).bytes());
        }
        long end = System.nanoTime() + left.toNanos();
        return link(ask, left)
                .thenCompose(linked -> mesh.request(
                        ask.id(),
                        Message.of(Intents.LIST_PEERS, ask.question().bytes()),
                        shorter(ANSWER, Duration.ofNanos(end - System.nanoTime()))))
                .thenApply(Packet::payload);
    }

    private CompletableFuture<Void> link(Ask ask, Duration left) {
        var peer = mesh.peer(ask.id());
        if (peer.map(Peer::state).filter(PeerState.ALIVE::equals).isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        var addresses = ask.addresses().isEmpty()
                ? peer.flatMap(Peer::record).map(r -> r.addresses()).orElse(ask.addresses())
                : ask.addresses();
        var some = addresses.subList(0, Math.min(MAX_DIALS, addresses.size()));
        var none = new MeshException(Kind.UNREACHABLE, 112, "no link, and no address to dial", null);
        long end = System.nanoTime() + shorter(LINK, left).toNanos();
        return dial(ask.id(), some, none, end);
    }

    /** One address after the other, each with its share of the time, until the node that is wanted proves that it is there. */
    private CompletableFuture<Void> dial(NodeId wanted, List<URI> addresses, MeshException last, long end) {
        long left = end - System.nanoTime();
        if (addresses.isEmpty() || left <= 0) return CompletableFuture.failedFuture(last);
        var address = addresses.get(0);
        var rest = addresses.subList(1, addresses.size());
        return mesh.visit(address)
                .toCompletableFuture()
                .copy() // others may wait for the same dial
                .orTimeout(left / addresses.size(), TimeUnit.NANOSECONDS)
                .handle((there, e) -> {
                    if (e == null && there.equals(wanted)) return CompletableFuture.<Void>completedFuture(null);
                    var why = e == null ? another(there) : Reasons.ofDial(address, e);
                    return dial(wanted, rest, why, end);
                })
                .thenCompose(Function.identity());
    }

    private static MeshException another(NodeId there) {
        return new MeshException(Kind.UNREACHABLE, 133, "another node is there, " + there.brief(), null);
    }

    private static Duration shorter(Duration one, Duration other) {
        var least = one.compareTo(other) < 0 ? one : other;
        return least.compareTo(LEAST) < 0 ? LEAST : least;
    }
}
