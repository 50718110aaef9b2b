package org.osier.core.mesh;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osier.core.node.PeerEntry;
import org.osier.core.node.PeerTable;
import org.osier.mesh.CandidateStatus;
import org.osier.mesh.Mesh;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;
import org.osier.mesh.Message;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.mesh.Self;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.ueps.Packet;

/** The mesh as applications see it (room 1 of the walk of a message). */
final class MeshService implements Mesh {
    private static final long MAX_DEADLINE_MS = Duration.ofHours(1).toMillis();

    private final Messaging messaging;
    private final Supplier<? extends Self> self;
    private final NodeId selfId;
    private final PeerTable table;
    private final Requests requests;
    private final LocalMessages local;
    private final Function<URI, CompletionStage<NodeId>> connect;
    private final Function<URI, CompletionStage<NodeId>> visit;
    private final Supplier<? extends CompletionStage<List<CandidateStatus>>> candidates;

    MeshService(
            Messaging messaging,
            Supplier<? extends Self> self,
            NodeId selfId,
            PeerTable table,
            Requests requests,
            Function<URI, CompletionStage<NodeId>> connect,
            Function<URI, CompletionStage<NodeId>> visit,
            Supplier<? extends CompletionStage<List<CandidateStatus>>> candidates) {
        this.messaging = messaging;
        this.self = self;
        this.selfId = selfId;
        this.table = table;
        this.requests = requests;
        this.connect = connect;
        this.visit = visit;
        this.candidates = candidates;
        this.local = new LocalMessages(messaging, requests, self);
    }

    @Override
    public Self self() {
        return self.get();
    }

    @Override
    public List<Peer> peers() {
        return table.views();
    }

    @Override
    public Optional<Peer> peer(NodeId id) {
        return table.view(id);
    }

    @Override
    public CompletionStage<Void> send(NodeId to, Message message) {
        try {
            check(message);
            if (to.equals(selfId)) return local.send(message);
            var peer = reachable(to);
            var session = peer.session();
            var keys = peer.keys();
            if (session == null || keys == null) throw neverLinked(peer);
            var bytes = MessageWriter.message(messaging.newId(), message, false, keys.outgoing());
            var sending = new Sending(to, message.stream(), bytes);
            if (!session.offer(sending)) throw full(peer);
            peer.countSent();
            return sending.done();
        } catch (MeshException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<Void> send(NodeId to, Message message, Duration deadline) {
        return requests.bounded(send(to, message).toCompletableFuture(), to, millis(deadline));
    }

    @Override
    public CompletionStage<Packet> request(NodeId to, Message message, Duration deadline) {
        long deadlineMs = millis(deadline);
        try {
            check(message);
            if (to.equals(selfId)) return local.request(message, deadlineMs);
            var peer = reachable(to);
            var session = peer.session();
            var keys = peer.keys();
            if (session == null || keys == null) throw neverLinked(peer);
            var request = requests.begin(messaging.newId(), to, deadlineMs);
            if (request == null) throw new MeshException(Kind.OVERLOADED, "too many requests wait for their answer");
            var bytes = MessageWriter.message(request.id(), message, true, keys.outgoing());
            if (!session.offer(requests.token(request, message.stream(), bytes))) requests.fail(request, full(peer));
            else peer.countSent();
            return request.answer();
        } catch (MeshException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<Void> room(NodeId to, int stream) {
        Streams.check(stream);
        try {
            checkRunning();
            if (to.equals(selfId)) return CompletableFuture.completedFuture(null);
            var peer = reachable(to);
            var session = peer.session();
            if (session == null) throw neverLinked(peer);
            return session.room(stream);
        } catch (MeshException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<NodeId> connect(URI address) {
        return connect.apply(address);
    }

    @Override
    public CompletionStage<NodeId> visit(URI address) {
        return visit.apply(address);
    }

    @Override
    public CompletionStage<List<CandidateStatus>> candidates() {
        return candidates.get();
    }

    @Override
    public CompletionStage<Duration> ping(NodeId to) {
        var peer = table.find(to);
        if (peer != null && peer.state() == PeerState.IDLE)
            return dialled(peer).thenCompose(whoever -> pingOverLink(to));
        return pingOverLink(to);
    }

    /** There is no link because there were enough: at the first of its addresses where it is. */
    private CompletionStage<NodeId> dialled(PeerEntry idle) {
        var addresses = messaging.view(idle).record().map(NodeRecord::addresses).orElse(List.of());
        CompletionStage<NodeId> dialled = CompletableFuture.failedFuture(unreachable(idle, idle.id()));
        for (var address : addresses) dialled = dialled.exceptionallyCompose(e -> visit.apply(address));
        return dialled;
    }

    private CompletionStage<Duration> pingOverLink(NodeId to) {
        var peer = table.find(to);
        var path = peer == null ? null : peer.path();
        if (path == null) return CompletableFuture.failedFuture(unreachable(peer, to));
        return path.ping().handle((roundTrip, e) -> {
            if (e == null) return roundTrip;
            throw new CompletionException(
                    new MeshException(Kind.NO_ANSWER, peer.name() + ": " + cause(e).getMessage()));
        });
    }

    private static long millis(Duration deadline) {
        long ms = deadline.toMillis();
        if (ms < 1 || ms > MAX_DEADLINE_MS) {
            throw new IllegalArgumentException("a deadline is 1 ms to 1 h, got " + deadline);
        }
        return ms;
    }

    private void check(Message message) throws MeshException {
        int size = message.payload().remaining();
        if (size > MAX_PAYLOAD_BYTES) {
            throw new MeshException(
                    Kind.TOO_LARGE, "a payload of " + size + " bytes, at most " + MAX_PAYLOAD_BYTES + " can be sent");
        }
        checkRunning();
    }

    private void checkRunning() throws MeshException {
        if (messaging.refusing()) throw new MeshException(Kind.OVERLOADED, "this node is restarting, try later");
    }

    /** A peer that is linked, or was a moment ago: its session then waits for the next link. */
    private PeerEntry reachable(NodeId to) throws MeshException {
        var peer = table.find(to);
        if (peer == null || peer.state() == PeerState.FAILED) throw unreachable(peer, to);
        return peer;
    }

    private MeshException unreachable(@Nullable PeerEntry peer, NodeId to) {
        if (peer == null) return new MeshException(Kind.UNREACHABLE, 112, to.brief() + " is not known here", null);
        int code = peer.lastFailure() == 0 ? 114 : peer.lastFailure();
        return new MeshException(
                Kind.UNREACHABLE,
                code,
                peer.name() + ": " + messaging.view(peer).why(),
                null);
    }

    private MeshException neverLinked(PeerEntry peer) {
        return unreachable(peer, peer.id());
    }

    private static MeshException full(PeerEntry peer) {
        return new MeshException(Kind.OVERLOADED, peer.name() + ": its queue is full, wait for room");
    }

    private static Throwable cause(Throwable e) {
        return e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    }
}
