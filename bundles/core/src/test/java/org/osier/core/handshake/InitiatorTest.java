package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.osier.core.handshake.HandshakeException.Reason.BAD_KEY;
import static org.osier.core.handshake.HandshakeException.Reason.BAD_SIGNATURE;
import static org.osier.core.handshake.HandshakeException.Reason.CLOCK;
import static org.osier.core.handshake.HandshakeException.Reason.DOOR_SHUT;
import static org.osier.core.handshake.HandshakeException.Reason.IDENTITY_ELSEWHERE;
import static org.osier.core.handshake.HandshakeException.Reason.KNOCK_UNKNOWN;
import static org.osier.core.handshake.HandshakeException.Reason.MALFORMED;
import static org.osier.core.handshake.HandshakeException.Reason.NOT_AUTHENTIC;
import static org.osier.core.handshake.HandshakeException.Reason.NO_COMMON_VERSION;
import static org.osier.core.handshake.HandshakeException.Reason.OVERLOADED;
import static org.osier.core.handshake.HandshakeException.Reason.OWN_ID;
import static org.osier.core.handshake.HandshakeException.Reason.TICKET_REFUSED;
import static org.osier.core.handshake.HandshakeException.Reason.UNSUPPORTED;
import static org.osier.core.handshake.HandshakeException.Reason.WRONG_LINK_KEY;
import static org.osier.core.handshake.HandshakeException.Reason.WRONG_NODE;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.handshake.HandshakeException.Reason;
import org.osier.core.noise.NoiseKeys;

/** Every check that the dialling side makes before it shows who it is. */
class InitiatorTest {
    private final Initiator initiator = Handshakes.initiator();
    private final byte[] message1 = initiator.message1();

    @Test
    void theNodeThatWasDialledForIsTaken() throws Exception {
        var dialling = Handshakes.initiator(Handshakes.A, Handshakes.B.node(), new Random(1));
        var responder = Handshakes.responder();
        responder.onMessage1(ByteBuffer.wrap(dialling.message1()), Handshakes.NOW);
        responder.onMessage3(ByteBuffer.wrap(dialling.onMessage2(ByteBuffer.wrap(responder.message2()))));
        assertThat(dialling.outcome().peer().node()).isEqualTo(Handshakes.B.node());
    }

    @Test
    void anotherNodeThanTheOneDialledForIsRefused() throws Exception {
        var dialling = Handshakes.initiator(Handshakes.A, Handshakes.A.node(), new Random(1));
        var message2 = honest(dialling.message1(), Handshakes.B);
        assertRefused(dialling, message2, WRONG_NODE);
        assertThat(WRONG_NODE.code()).isEqualTo(133);
        assertThatThrownBy(dialling::outcome).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void ourOwnIdIsRefusedAsOurs() throws Exception {
        assertRefused(initiator, honest(message1, self(OsierVectors.bootId("A"))), OWN_ID);
    }

    @Test
    void anotherProcessWithOurIdIsNamed() throws Exception {
        assertRefused(initiator, honest(message1, self(1)), IDENTITY_ELSEWHERE);
        assertThat(IDENTITY_ELSEWHERE.code()).isEqualTo(124);
    }

    private static LocalKeys self(long bootId) {
        return new LocalKeys(OsierVectors.seed("A"), OsierVectors.linkPrivateKey("B"), bootId, 1, 0);
    }

    @Test
    void aBindingForAnotherLinkKeyIsRefused() throws Exception {
        assertRefused(
                initiator,
                Handshakes.message2(message1, keys("A"), Handshakes.B.payload().write()),
                WRONG_LINK_KEY);
    }

    @Test
    void aBindingWithABadSignatureIsRefused() throws Exception {
        var payload = Handshakes.B.payload().write();
        payload[3 + 144] ^= 1;
        assertRefused(initiator, Handshakes.message2(message1, keys("B"), payload), BAD_SIGNATURE);
    }

    @Test
    void aNodeWithoutACommonVersionIsRefused() throws Exception {
        var stranger = new LocalKeys(
                OsierVectors.seed("B"), OsierVectors.linkPrivateKey("B"), 1, 1, 0, new Versions(List.of(0, 2)));
        assertRefused(initiator, honest(message1, stranger), NO_COMMON_VERSION);
    }

    @Test
    void aMalformedPayloadIsRefused() throws Exception {
        var payload = Arrays.copyOf(Handshakes.B.payload().write(), 165);
        assertRefused(initiator, Handshakes.message2(message1, keys("B"), payload), MALFORMED);
    }

    @Test
    void anEphemeralKeyOfSmallOrderIsRefused() throws Exception {
        var message2 = honest(message1, Handshakes.B);
        Arrays.fill(message2, 0, 32, (byte) 0);
        assertRefused(initiator, message2, BAD_KEY);
    }

    @Test
    void aStaticKeyOfSmallOrderIsRefused() throws Exception {
        var keys = NoiseKeys.of(OsierVectors.linkPrivateKey("B"), new byte[32]).withPsk(Handshakes.DOOR.psk());
        assertRefused(
                initiator,
                Handshakes.message2(message1, keys, Handshakes.B.payload().write()),
                BAD_KEY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 1_136, 1_184, 1_200, 1_363})
    void aChangedByteIsNotAuthentic(int index) throws Exception {
        var message2 = honest(message1, Handshakes.B);
        message2[index] ^= 1;
        assertRefused(initiator, message2, NOT_AUTHENTIC);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 1_363, 2_225, 65_535})
    void anotherLengthIsRefused(int length) {
        assertRefused(initiator, new byte[length], MALFORMED);
    }

    @Test
    void refusalsInClearAreSaidAsUnproven() {
        var reasons = List.of(KNOCK_UNKNOWN, UNSUPPORTED, DOOR_SHUT, OVERLOADED, CLOCK);
        var codes = List.of(131, 132, 123, 305, 104);
        for (int i = 0; i < reasons.size(); i++) {
            assertSaid(Handshakes.initiator(), i + 1, reasons.get(i));
            assertThat(reasons.get(i).code()).isEqualTo(codes.get(i));
        }
    }

    @Test
    void refusalCodesThatNobodyKnowsAreRefusalsToo() {
        for (int code : new int[] {0, 6, 255}) assertSaid(Handshakes.initiator(), code, MALFORMED);
    }

    @Test
    void aRefusedTicketIsCalledSo() {
        var door = Door.ticket(new byte[16]);
        for (int code : new int[] {1, 3}) {
            var joining = new Initiator(Handshakes.A, door, Handshakes.SUITE, null, new Random(1), Handshakes.NOW);
            assertSaid(joining, code, TICKET_REFUSED);
        }
        assertThat(TICKET_REFUSED.code()).isEqualTo(121);
    }

    @Test
    void twoBytesThatDoNotBeginWithZeroAreNoRefusal() {
        assertRefused(initiator, new byte[] {1, 1}, MALFORMED);
    }

    private static byte[] honest(byte[] message1, LocalKeys local) throws Exception {
        var responder = Handshakes.responder(local);
        responder.onMessage1(ByteBuffer.wrap(message1), Handshakes.NOW);
        return responder.message2();
    }

    private static NoiseKeys keys(String letter) {
        return OsierVectors.local(letter).noiseKeys(Handshakes.DOOR);
    }

    private static void assertSaid(Initiator initiator, int code, Reason reason) {
        assertThatThrownBy(() -> initiator.onMessage2(ByteBuffer.wrap(new byte[] {0, (byte) code})))
                .hasMessageStartingWith("the other side says, unproven: ")
                .hasFieldOrPropertyWithValue("unproven", true)
                .satisfies(e -> DoorkeeperTest.assertReason(e, reason, 0));
    }

    private static void assertRefused(Initiator initiator, byte[] message, Reason reason) {
        assertThatThrownBy(() -> initiator.onMessage2(ByteBuffer.wrap(message)))
                .satisfies(e -> DoorkeeperTest.assertReason(e, reason, 0))
                .hasFieldOrPropertyWithValue("unproven", false);
    }
}
