package org.osier.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.dispatch.Reply;
import org.osier.mesh.Mesh;
import org.osier.testkit.SamplePeer;
import org.osier.ueps.Packet;

/** Goal: each packet ends in one way, the sender learns which, and it is counted. Method: one packet each. */
class OutcomesOfPacketsTest {
    private final SamplePeer alpha = SamplePeer.named("alpha");
    private boolean authentic = true;
    private final Dispatching it = new Dispatching(
            (sender, packet) -> authentic && sender.equals(alpha.id()),
            new Settings(1, 65_536, java.time.Duration.ZERO));

    @AfterEach
    void stop() {
        it.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHandlerSeesThePacketAndItsReplyGoesBack(boolean blocking) {
        it.bind(
                0x40,
                blocking,
                request -> Reply.text(request.from().name() + " " + request.intent() + " " + request.stream() + " "
                        + request.threat() + " " + request.replyWanted() + " " + request.text()));
        var envelope = new FakeEnvelope(alpha, 3, FakeEnvelope.packet(0x40, 50_000, "hi"), true);

        assertThat(it.send(envelope).answer()).isEqualTo("alpha 64 3 50000 true hi");
        assertThat(counts()).isEqualTo(Map.of("delivered", 1L));
    }

    @Test
    void anEmptyPayloadIsValid() {
        it.bind(0x40, false, request -> Reply.text("got " + request.payload().remaining()));
        assertThat(it.ask(0x40, "")).isEqualTo("got 0");
    }

    @Test
    void noBytesAreABadPacket() {
        assertThat(it.send(new FakeEnvelope(alpha, 0, ByteBuffer.allocate(0), true))
                        .answer())
                .startsWith("BAD_PACKET 0: ");
        assertThat(counts()).isEqualTo(Map.of("OSIER-308", 1L));
    }

    @Test
    void anotherVersionIsABadPacketEvenWithoutHandlerOrKey() {
        authentic = false;
        var packet = Packet.write(8, 5, 5, 0x40, 60_000, ByteBuffer.allocate(0), FakeEnvelope.NO_MAC);
        assertThat(it.send(new FakeEnvelope(alpha, 0, ByteBuffer.wrap(packet.bytes()), true))
                        .answer())
                .isEqualTo("BAD_PACKET 64: packet version 8, this node reads version 9");
    }

    @Test
    void anUnprovedPacketIsRefusedBeforeItsThreatAndIntentAreLookedAt() {
        authentic = false;
        assertThat(it.send(new FakeEnvelope(alpha, 0, FakeEnvelope.packet(0x40, 60_000, ""), true))
                        .answer())
                .startsWith("NOT_AUTHENTIC 64: ");
        assertThat(counts()).isEqualTo(Map.of("OSIER-309", 1L));
    }

    @Test
    void threatIsRefusedBeforeRouting() {
        assertThat(it.send(new FakeEnvelope(alpha, 0, FakeEnvelope.packet(0x40, 50_001, ""), true))
                        .answer())
                .isEqualTo("THREAT 64: threat score 50001 is over the limit of 50000");
        assertThat(counts()).isEqualTo(Map.of("OSIER-302", 1L));
    }

    @Test
    void anIntentWithoutHandlerIsToldWhatThereIs() {
        assertThat(it.ask(0x42, "")).isEqualTo("NO_HANDLER 66: handles no intent yet");
        it.bind(Dispatching.answering(""), it.properties(0x41, "count", false, 0));
        it.bind(Dispatching.answering(""), it.properties(0x40, "hello", true, 0));

        assertThat(it.ask(0x42, "")).isEqualTo("NO_HANDLER 66: handles 0x40 hello, 0x41 count");
        assertThat(counts()).isEqualTo(Map.of("OSIER-301", 2L));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHandlerThatThrowsIsToldWithItsMessageAlone(boolean blocking) {
        it.bind(0x40, blocking, request -> {
            throw new java.io.IOException("disk full", new IllegalStateException("secret place"));
        });
        assertThat(it.ask(0x40, "")).isEqualTo("HANDLER_FAILED 64: disk full");
        assertThat(it.ask(0x40, "")).isEqualTo("HANDLER_FAILED 64: disk full");
        assertThat(counts()).isEqualTo(Map.of("OSIER-303", 2L));
    }

    @Test
    void anErrorOfAHandlerStopsNothing() {
        it.bind(0x40, true, request -> {
            throw new NoClassDefFoundError();
        });
        assertThat(it.ask(0x40, "")).isEqualTo("HANDLER_FAILED 64: NoClassDefFoundError");
        assertThat(it.ask(0x40, "")).isEqualTo("HANDLER_FAILED 64: NoClassDefFoundError");
    }

    @Test
    @SuppressWarnings("NullAway") // a handler of others may do it
    void aHandlerWithoutReplyFailed() {
        it.bind(0x40, false, request -> null);
        assertThat(it.ask(0x40, "")).isEqualTo("HANDLER_FAILED 64: the handler returned no reply");
    }

    @Test
    void aReplyThatCannotTravelFailed() {
        it.bind(0x40, false, request -> Reply.bytes(ByteBuffer.allocate(Mesh.MAX_PAYLOAD_BYTES + 1)));
        assertThat(it.ask(0x40, "")).startsWith("HANDLER_FAILED 64: the reply has 16776961 bytes, more than");
    }

    @Test
    void aHandlerThatInterruptsItsThreadDoesNotDisturbTheNext() {
        it.bind(0x40, true, request -> {
            Thread.currentThread().interrupt();
            return Reply.none();
        });
        it.bind(0x41, true, request -> Reply.text("interrupted " + Thread.interrupted()));
        assertThat(it.ask(0x40, "")).isEmpty();
        assertThat(it.ask(0x41, "")).isEqualTo("interrupted false");
    }

    @Test
    void nothingIsAnsweredThatNobodyWants() {
        it.bind(0x40, false, Dispatching.answering("ignored"));
        it.bind(0x41, false, request -> {
            throw new IllegalStateException();
        });
        var all = new ArrayList<FakeEnvelope>();
        for (int intent = 0x40; intent <= 0x42; intent++) all.add(FakeEnvelope.oneWay(alpha, 0, intent, ""));
        all.add(new FakeEnvelope(alpha, 0, ByteBuffer.allocate(3), false));
        all.add(new FakeEnvelope(alpha, 0, FakeEnvelope.packet(0x40, 65_535, ""), false));
        all.forEach(it::send);

        assertThat(all).allMatch(envelope -> envelope.answers() == 0);
        assertThat(counts())
                .isEqualTo(Map.of("delivered", 1L, "OSIER-301", 1L, "OSIER-302", 1L, "OSIER-303", 1L, "OSIER-308", 1L));
    }

    private Map<String, Long> counts() {
        return it.dispatcher.outcomes().snapshot();
    }
}
