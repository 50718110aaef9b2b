package org.osier.membership.crawl;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.osier.membership.crawl.rules.Answer;
import org.osier.membership.crawl.rules.BadMessageException;
import org.osier.membership.crawl.rules.Known;
import org.osier.membership.crawl.rules.Question;
import org.osier.mesh.Mesh;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;
import org.osier.mesh.Message;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.mesh.Self;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.testkit.SamplePeer;
import org.osier.ueps.Mac;
import org.osier.ueps.Packet;

/**
 * A mesh around one node, in memory: whom it is linked with, who is at which address, and what each answers. Counts what
 * it is asked for. Thread-safe once it is made.
 */
final class World implements Mesh {
    /** What a node makes of a question. */
    interface Behaviour {
        CompletionStage<ByteBuffer> on(Question question);
    }

    final NodeRecord self = SignedRecord.of("self");
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger dials = new AtomicInteger();
    final AtomicInteger visits = new AtomicInteger(); // of them, for links that nobody wishes to stay
    final AtomicInteger mostAtOnce = new AtomicInteger();

    private final AtomicInteger atOnce = new AtomicInteger();
    private final Map<NodeId, Behaviour> nodes = new HashMap<>();
    private final Map<NodeId, NodeRecord> records = new HashMap<>();
    private final Map<URI, NodeId> at = new HashMap<>();
    private final Set<URI> silent = ConcurrentHashMap.newKeySet();
    private final Set<NodeId> linked = ConcurrentHashMap.newKeySet();
    private int addresses;

    /** An address at which nobody is yet. */
    URI address() {
        return URI.create("tcp://192.0.2.1:" + ++addresses); // RFC 5737: nobody has it
    }

    /** A dial there ends in nothing, late. */
    URI silentAddress() {
        var address = address();
        silent.add(address);
        return address;
    }

    /** Somebody, at an address of his own. */
    NodeRecord node(String name) {
        var address = address();
        var record = SignedRecord.of(name, address);
        records.put(record.id(), record);
        at.put(address, record.id());
        return record;
    }

    /** Somebody else than one thinks is there. */
    void isAt(NodeRecord who, URI address) {
        at.put(address, who.id());
    }

    void behaves(NodeRecord node, Behaviour behaviour) {
        nodes.put(node.id(), behaviour);
    }

    /** It tells the truth: these are linked with it. */
    void honest(NodeRecord node, NodeRecord... neighbours) {
        behaves(node, question -> page(question, neighbours));
    }

    void link(NodeRecord node) {
        linked.add(node.id());
    }

    static CompletionStage<ByteBuffer> page(Question question, NodeRecord... told) {
        var all = Arrays.stream(told).map(record -> new Known(record, true)).toList();
        return bytes(Known.page(all, question));
    }

    static CompletionStage<ByteBuffer> bytes(Answer answer) {
        return CompletableFuture.completedStage(answer.bytes());
    }

    @Override
    public CompletionStage<Packet> request(NodeId to, Message message, Duration deadline) {
        requests.incrementAndGet();
        var behaviour = nodes.get(to);
        if (!linked.contains(to)) return failed(Kind.UNREACHABLE, 112, "no link");
        if (behaviour == null) return failed(Kind.NO_HANDLER, 301, "handles no intent yet");
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        return answer(behaviour, message)
                .toCompletableFuture()
                .copy()
                .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, e) -> atOnce.decrementAndGet())
                .handle((answer, e) -> e == null
                        ? CompletableFuture.completedFuture(
                                Packet.write(message.intent(), 0, answer, (header, payload) -> new byte[Mac.BYTES]))
                        : World.<Packet>failed(
                                Kind.NO_ANSWER, 304, e instanceof TimeoutException ? "no answer" : "" + e))
                .thenCompose(stage -> stage);
    }

    private static CompletionStage<ByteBuffer> answer(Behaviour behaviour, Message message) {
        try {
            return behaviour.on(Question.read(message.payload()));
        } catch (BadMessageException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public CompletionStage<NodeId> connect(URI address) {
        dials.incrementAndGet();
        if (silent.contains(address)) return new CompletableFuture<>();
        var there = at.get(address);
        if (there == null) return failed(Kind.UNREACHABLE, 113, address + ": refused, nothing listens there");
        linked.add(there);
        return CompletableFuture.completedFuture(there);
    }

    @Override
    public CompletionStage<NodeId> visit(URI address) {
        visits.incrementAndGet();
        return connect(address);
    }

    private static <T> CompletableFuture<T> failed(Kind kind, int code, String message) {
        return CompletableFuture.failedFuture(new MeshException(kind, code, message, null));
    }

    @Override
    public List<Peer> peers() {
        var peers = new ArrayList<Peer>();
        for (var id : linked) peer(id).ifPresent(peers::add);
        return peers;
    }

    @Override
    public Optional<Peer> peer(NodeId id) {
        var record = records.get(id);
        return record == null || !linked.contains(id)
                ? Optional.empty()
                : Optional.of(SamplePeer.of(record, PeerState.ALIVE));
    }

    @Override
    public Self self() {
        return new OwnSelf(self);
    }

    @Override
    public CompletionStage<Void> send(NodeId to, Message message) {
        throw new UnsupportedOperationException("a crawl only asks");
    }

    @Override
    public CompletionStage<Void> send(NodeId to, Message message, Duration deadline) {
        throw new UnsupportedOperationException("a crawl only asks");
    }

    @Override
    public CompletionStage<Void> room(NodeId to, int stream) {
        throw new UnsupportedOperationException("a crawl only asks");
    }

    @Override
    public CompletionStage<Duration> ping(NodeId to) {
        throw new UnsupportedOperationException("a crawl only asks");
    }
}
