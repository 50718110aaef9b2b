package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osier.core.crypto.BadTagException;
import org.osier.core.handshake.HandshakeException;
import org.osier.core.handshake.HandshakePattern;
import org.osier.core.handshake.Initiator;
import org.osier.core.handshake.Outcome;
import org.osier.core.handshake.Responder;
import org.osier.core.node.Wire.Frame;
import org.osier.transport.Connection;
import org.osier.transport.Receiver;
import org.osier.transport.TransportException;

/**
 * One connection of a node of another make: says what the test wants when the test wants it, and writes down what
 * comes. Frames are parsed here by hand; only the handshake's crypto is shared with the code under test.
 */
final class ForeignPeer implements Receiver {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Messages that came in clear. */
    final List<byte[]> clear = new ArrayList<>();

    final ArrayDeque<Frame> frames = new ArrayDeque<>();
    /** How many frames each record had. */
    final List<Integer> records = new ArrayList<>();

    private final ForeignNode node;
    private @Nullable Initiator initiator;
    private @Nullable Responder responder;
    private boolean answered;
    private @Nullable Connection connection;
    private @Nullable Outcome outcome;
    private boolean closed;

    /** How the node began, once it did. */
    @Nullable
    HandshakePattern pattern;

    /** Why we did not take its handshake. */
    @Nullable
    HandshakeException refused;

    ForeignPeer(ForeignNode node) {
        this.node = node;
    }

    /** The other end dialled us: we answer its handshake; null: not of our own accord. */
    ForeignPeer answering(@Nullable Responder responder) {
        this.responder = responder;
        return this;
    }

    // --- what the test asks for

    Connection connection() {
        until(() -> connection != null || closed);
        assertThat(connection).as("a connection, seed %d", node.network.seed()).isNotNull();
        return connection;
    }

    /** Sends message 1 and, when message 2 comes, message 3. */
    ForeignPeer handshake() {
        return handshake(node.initiator());
    }

    ForeignPeer handshake(Initiator initiator) {
        this.initiator = initiator;
        say(initiator.message1());
        return proved();
    }

    /** Waits for the end of the handshake. */
    ForeignPeer proved() {
        until(() -> outcome != null || closed);
        assertThat(outcome).as("handshake, seed %d", node.network.seed()).isNotNull();
        return this;
    }

    Outcome outcome() {
        proved();
        return outcome;
    }

    /** Ready and resume both ways, and the other's record. */
    ForeignPeer open(long... entries) {
        ready();
        assertThat(next()).hasToString("(17) 00");
        resume(entries);
        assertThat(next().type()).isEqualTo(Wire.CONTROL);
        assertThat(next().type()).isEqualTo(Wire.RECORDS);
        settle();
        frames.clear();
        return this;
    }

    ForeignPeer ready() {
        return send(Wire.READY, Wire.bytes(0));
    }

    ForeignPeer resume(long... entries) {
        return send(Wire.CONTROL, Wire.greeting(3, node.bootId, yourBoot(), entries));
    }

    long yourBoot() {
        return outcome().peer().bootId();
    }

    /** A message in clear. */
    ForeignPeer say(byte[] message) {
        connection().send(ByteBuffer.wrap(message));
        return this;
    }

    /** A record with this frame alone. */
    ForeignPeer send(int type, byte[] payload) {
        return record(Wire.frame(type, payload));
    }

    /** A whole message on a stream. */
    ForeignPeer segment(int stream, long offset, byte[] message) {
        return send(Wire.MESSAGE, Wire.segment(Wire.WHOLE, stream, offset, message));
    }

    /** A record of these bytes, whatever they are. */
    ForeignPeer record(byte[]... parts) {
        var plain = Wire.join(parts);
        var sealed = Arrays.copyOf(plain, plain.length + 16);
        int length = outcome().send().seal(sealed, 0, plain.length);
        return say(Arrays.copyOf(sealed, length));
    }

    /** Whether a frame came that was not asked for yet. */
    boolean has() {
        return !frames.isEmpty();
    }

    /** The next frame that came. */
    Frame next() {
        until(() -> !frames.isEmpty() || closed);
        assertThat(frames)
                .as("frames before the end, seed %d", node.network.seed())
                .isNotEmpty();
        return frames.remove();
    }

    /** The next frame of this type; others are dropped. */
    Frame next(int type) {
        while (true) {
            var frame = next();
            if (frame.type() == type) return frame;
        }
    }

    /** Lets what is under way arrive. */
    ForeignPeer settle() {
        node.network.runFor(Duration.ofMillis(50));
        return this;
    }

    /** The node closes, and says this reason as its last word. */
    void closesWith(int reason) {
        until(() -> closed);
        assertThat(frames).as("a last word, seed %d", node.network.seed()).isNotEmpty();
        var last = frames.getLast();
        assertThat(last.type()).isEqualTo(Wire.CLOSE);
        assertThat(last.u8(0)).isEqualTo(reason);
        assertThat(last.payload().length).isBetween(1, 201);
    }

    /** The node closes without a word in clear. */
    void closesSilently() {
        until(() -> closed);
        assertThat(clear).isEmpty();
        assertThat(frames).isEmpty();
    }

    void stays() {
        settle();
        assertThat(closed).as("closed").isFalse();
    }

    boolean closed() {
        return closed;
    }

    void close() {
        connection().close();
        until(() -> closed);
    }

    private void until(java.util.function.BooleanSupplier condition) {
        node.network.runUntil(condition, PATIENCE);
    }

    // --- what comes

    @Override
    public void opened(Connection connection) {
        this.connection = connection;
    }

    @Override
    public boolean message(ByteBuffer message) {
        var bytes = new byte[message.remaining()];
        message.get(bytes);
        try {
            if (outcome != null) unseal(bytes);
            else if (initiator != null && bytes.length > 2) finishDialled(bytes);
            else if (responder != null) answer(bytes);
            else clear.add(bytes);
        } catch (HandshakeException | BadTagException e) {
            throw new AssertionError("the node does not speak as WIRE.md says", e);
        }
        return true;
    }

    private void finishDialled(byte[] message2) throws HandshakeException {
        say(initiator.onMessage2(ByteBuffer.wrap(message2)));
        outcome = initiator.outcome();
    }

    private void answer(byte[] message) throws BadTagException {
        try {
            respond(message);
        } catch (HandshakeException e) {
            refused = e;
            connection().close();
        }
    }

    private void respond(byte[] message) throws HandshakeException, BadTagException {
        if (answered) {
            outcome = responder.onMessage3(ByteBuffer.wrap(message));
            if (pattern == HandshakePattern.IK) unseal(message);
            return;
        }
        answered = true;
        responder.onMessage1(ByteBuffer.wrap(message), node.network.time().millis());
        pattern = responder.pattern();
        say(responder.message2());
    }

    private void unseal(byte[] sealed) throws BadTagException {
        var opened = new byte[sealed.length];
        int length = outcome.receive().open(sealed, 0, sealed.length, opened);
        var in = ByteBuffer.wrap(opened, 0, length);
        int count = 0;
        assertThat(length).as("a record has at least one frame").isPositive();
        while (in.hasRemaining()) {
            var payload = new byte[in.getInt() - 1];
            int type = in.get() & 0xff;
            in.get(payload);
            frames.add(new Frame(type, payload));
            count++;
        }
        records.add(count);
    }

    @Override
    public void writable() {}

    @Override
    public void closed(@Nullable TransportException cause) {
        closed = true;
    }
}
