package org.osier.dispatcher;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osier.dispatch.Envelope;
import org.osier.dispatch.Reply;
import org.osier.mesh.MeshException.Kind;
import org.osier.mesh.Peer;
import org.osier.ueps.Mac;
import org.osier.ueps.Packet;

/** An envelope that keeps what it was answered, and how often. */
final class FakeEnvelope implements Envelope {
    /** What a test that does not check HMACs signs with. */
    static final Mac NO_MAC = (header, payload) -> new byte[Mac.BYTES];

    private final Peer from;
    private final int stream;
    private final ByteBuffer packet;
    private final boolean answerWanted;
    private final AtomicInteger answers = new AtomicInteger();
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    FakeEnvelope(Peer from, int stream, ByteBuffer packet, boolean answerWanted) {
        this.from = from;
        this.stream = stream;
        this.packet = packet;
        this.answerWanted = answerWanted;
    }

    static FakeEnvelope request(Peer from, int stream, int intent, String text) {
        return new FakeEnvelope(from, stream, packet(intent, 0, text), true);
    }

    static FakeEnvelope oneWay(Peer from, int stream, int intent, String text) {
        return new FakeEnvelope(from, stream, packet(intent, 0, text), false);
    }

    static ByteBuffer packet(int intent, int threat, String text) {
        var payload = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(Packet.write(intent, threat, payload, NO_MAC).bytes());
    }

    /** The answer as text: the reply, or {@code KIND intent: text}; waits for it at most ten seconds. */
    String answer() {
        try {
            return answer.get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer", e);
        }
    }

    int answers() {
        return answers.get();
    }

    @Override
    public org.osier.node.NodeId sender() {
        return from.id();
    }

    @Override
    public Peer from() {
        return from;
    }

    @Override
    public int stream() {
        return stream;
    }

    @Override
    public ByteBuffer packet() {
        return packet;
    }

    @Override
    public boolean answerWanted() {
        return answerWanted;
    }

    @Override
    public void answer(Packet question, Reply reply) {
        answers.incrementAndGet();
        answer.complete(StandardCharsets.UTF_8.decode(reply.payload()).toString());
    }

    @Override
    public void refuse(int intent, Kind kind, String text) {
        answers.incrementAndGet();
        answer.complete(kind + " " + intent + ": " + text);
    }
}
