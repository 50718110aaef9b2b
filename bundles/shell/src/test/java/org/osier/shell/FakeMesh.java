package org.osier.shell;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.osier.mesh.CandidateStatus;
import org.osier.mesh.Mesh;
import org.osier.mesh.MeshException;
import org.osier.mesh.Message;
import org.osier.mesh.Peer;
import org.osier.node.NodeId;
import org.osier.ueps.Mac;
import org.osier.ueps.Packet;

/** A mesh that does what a test tells it, and remembers what it was asked. */
public final class FakeMesh implements Mesh {
    /** This node; may be replaced. */
    public FakeSelf self = new FakeSelf();

    /** Peers, in this order. */
    public final List<Peer> peers = new ArrayList<>();

    /** What was handed to send and request. */
    public final List<Message> messages = new ArrayList<>();

    /** Answers of send, request, connect and ping. */
    public CompletionStage<Void> sent = CompletableFuture.completedStage(null);

    public Function<Message, CompletionStage<Packet>> answer = m -> failed(MeshException.Kind.NO_HANDLER, "none");
    public CompletionStage<NodeId> connected = new CompletableFuture<>();
    public CompletionStage<List<CandidateStatus>> candidates = CompletableFuture.completedStage(List.of());
    public final List<CompletionStage<Duration>> pings = new ArrayList<>();

    public static <T> CompletionStage<T> failed(MeshException.Kind kind, String message) {
        return CompletableFuture.failedStage(new MeshException(kind, message));
    }

    public static CompletionStage<Packet> reply(int intent, byte[] payload) {
        return CompletableFuture.completedStage(
                Packet.write(intent, 0, ByteBuffer.wrap(payload), (header, p) -> new byte[Mac.BYTES]));
    }

    @Override
    public FakeSelf self() {
        return self;
    }

    @Override
    public List<Peer> peers() {
        return List.copyOf(peers);
    }

    @Override
    public Optional<Peer> peer(NodeId id) {
        return peers.stream().filter(p -> p.id().equals(id)).findFirst();
    }

    @Override
    public CompletionStage<Void> send(NodeId to, Message message, Duration deadline) {
        return send(to, message);
    }

    @Override
    public CompletionStage<Void> send(NodeId to, Message message) {
        messages.add(message);
        return sent;
    }

    @Override
    public CompletionStage<Packet> request(NodeId to, Message message, Duration deadline) {
        messages.add(message);
        return answer.apply(message);
    }

    @Override
    public CompletionStage<Void> room(NodeId to, int stream) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<NodeId> connect(URI address) {
        return connected;
    }

    @Override
    public CompletionStage<List<CandidateStatus>> candidates() {
        return candidates;
    }

    @Override
    public CompletionStage<Duration> ping(NodeId to) {
        return pings.remove(0);
    }
}
