package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.osier.core.handshake.HandshakeException.Reason.BAD_KEY;
import static org.osier.core.handshake.HandshakeException.Reason.BAD_SIGNATURE;
import static org.osier.core.handshake.HandshakeException.Reason.IDENTITY_ELSEWHERE;
import static org.osier.core.handshake.HandshakeException.Reason.KNOCK_UNKNOWN;
import static org.osier.core.handshake.HandshakeException.Reason.MALFORMED;
import static org.osier.core.handshake.HandshakeException.Reason.NOT_AUTHENTIC;
import static org.osier.core.handshake.HandshakeException.Reason.NO_COMMON_VERSION;
import static org.osier.core.handshake.HandshakeException.Reason.OWN_ID;
import static org.osier.core.handshake.HandshakeException.Reason.WRONG_LINK_KEY;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.crypto.MlKem768;
import org.osier.core.crypto.X25519;
import org.osier.core.handshake.HandshakeException.Reason;
import org.osier.core.noise.HostileFirst;
import org.osier.core.noise.NoiseKeys;

/** Every check that the dialled side makes. */
class ResponderTest {
    private final Responder responder = Handshakes.responder();

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 23, 24, 1_271, 1_273, 1_484, 65_535})
    void aFirstMessageOfAnotherLengthIsMetWithSilence(int length) {
        assertThatThrownBy(() -> responder.onMessage1(ByteBuffer.allocate(length), Handshakes.NOW))
                .satisfies(e -> DoorkeeperTest.assertReason(e, MALFORMED, 0));
    }

    @Test
    void aRecordedFirstMessageOpensNothing() throws Exception {
        var recorded = Handshakes.initiator().message1();
        var doorkeeper = new Doorkeeper(number -> List.of(Handshakes.DOOR), new KnockMemory());
        new Responder(Handshakes.B, doorkeeper, new Random(1)).onMessage1(ByteBuffer.wrap(recorded), Handshakes.NOW);
        var replayed = new Responder(Handshakes.B, doorkeeper, new Random(1));
        assertThatThrownBy(() -> replayed.onMessage1(ByteBuffer.wrap(recorded), Handshakes.NOW))
                .satisfies(e -> DoorkeeperTest.assertReason(e, KNOCK_UNKNOWN, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 56, 1_239, 1_240, 1_271})
    void aChangedByteBehindThePreambleIsNotAuthenticAndUsesNothingUp(int index) throws Exception {
        var message1 = Handshakes.initiator().message1();
        message1[index] ^= 1;
        assertThatThrownBy(() -> responder.onMessage1(ByteBuffer.wrap(message1), Handshakes.NOW))
                .satisfies(e -> DoorkeeperTest.assertReason(e, NOT_AUTHENTIC, 0));
        message1[index] ^= 1;
        responder.onMessage1(ByteBuffer.wrap(message1), Handshakes.NOW); // its knock was not used up
    }

    @Test
    void anEphemeralKeyOfSmallOrderIsRefused() throws Exception {
        assertFirstRefused(new byte[32], new MlKem768(new byte[64]).encapsulationKey());
    }

    @Test
    void anEncapsulationKeyThatIsNotReducedIsRefused() throws Exception {
        var key = new byte[MlKem768.KEY_BYTES];
        Arrays.fill(key, (byte) 0xff);
        assertFirstRefused(X25519.publicKey(new byte[32]), key);
    }

    private void assertFirstRefused(byte[] ephemeral, byte[] encapsulationKey) throws HandshakeException {
        var preamble =
                Preamble.write(Handshakes.SUITE, Handshakes.DOOR, HandshakePattern.XX, Handshakes.NOW, new Random(1));
        var noise = HostileFirst.message(
                preamble.protocol(), Handshakes.DOOR.psk(), preamble.bytes(), ephemeral, encapsulationKey);
        responder.onMessage1(Handshakes.first(preamble, noise), Handshakes.NOW);
        assertThatThrownBy(responder::message2).satisfies(e -> DoorkeeperTest.assertReason(e, BAD_KEY, 0));
    }

    @Test
    void aStaticKeyOfSmallOrderIsRefused() throws Exception {
        var keys = NoiseKeys.of(OsierVectors.linkPrivateKey("A"), new byte[32]).withPsk(Handshakes.DOOR.psk());
        assertThirdRefused(keys, Handshakes.A.payload().write(), BAD_KEY);
    }

    @Test
    void aBindingForAnotherLinkKeyIsRefused() throws Exception {
        assertThirdRefused(Handshakes.B.noiseKeys(Handshakes.DOOR), payload(), WRONG_LINK_KEY);
    }

    @Test
    void aBindingWithABadSignatureIsRefused() throws Exception {
        var payload = payload();
        payload[3 + 144] ^= 1;
        assertThirdRefused(keysOfA(), payload, BAD_SIGNATURE);
    }

    @Test
    void ourOwnIdIsRefusedAsOurs() throws Exception {
        assertThirdRefused(keysOfA(), self(OsierVectors.bootId("B")).payload().write(), OWN_ID);
    }

    @Test
    void anotherProcessWithOurIdIsNamed() throws Exception {
        assertThirdRefused(keysOfA(), self(1).payload().write(), IDENTITY_ELSEWHERE);
    }

    private static LocalKeys self(long bootId) {
        return new LocalKeys(OsierVectors.seed("B"), OsierVectors.linkPrivateKey("A"), bootId, 1, 0);
    }

    @Test
    void aNodeWithoutACommonVersionIsRefused() throws Exception {
        var stranger = new LocalKeys(
                OsierVectors.seed("A"), OsierVectors.linkPrivateKey("A"), 1, 1, 0, new Versions(List.of(2)));
        assertThirdRefused(keysOfA(), stranger.payload().write(), NO_COMMON_VERSION);
    }

    @Test
    void aPayloadOutsideItsBoundsIsRefused() throws Exception {
        assertThirdRefused(keysOfA(), new byte[163], MALFORMED);
        assertThirdRefused(keysOfA(), new byte[1_025], MALFORMED);
        assertThirdRefused(keysOfA(), new byte[1_024], MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 47, 48, 227})
    void aChangedByteOfMessage3IsNotAuthentic(int index) throws Exception {
        var message3 = Handshakes.message3(responder, keysOfA(), payload());
        message3[index] ^= 1;
        assertThatThrownBy(() -> responder.onMessage3(ByteBuffer.wrap(message3)))
                .satisfies(e -> DoorkeeperTest.assertReason(e, NOT_AUTHENTIC, 0));
    }

    @Test
    void anHonestMessage3IsTaken() throws Exception {
        var outcome = responder.onMessage3(ByteBuffer.wrap(Handshakes.message3(responder, keysOfA(), payload())));
        assertThat(outcome.peer().node()).isEqualTo(Handshakes.A.node());
    }

    @Test
    void messagesHaveTheirOrder() throws Exception {
        assertThatThrownBy(responder::message2).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> responder.onMessage3(ByteBuffer.allocate(228)))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void assertThirdRefused(NoiseKeys keys, byte[] payload, Reason reason) throws Exception {
        var fresh = Handshakes.responder();
        var message3 = Handshakes.message3(fresh, keys, payload);
        assertThatThrownBy(() -> fresh.onMessage3(ByteBuffer.wrap(message3)))
                .satisfies(e -> DoorkeeperTest.assertReason(e, reason, 0));
    }

    private static NoiseKeys keysOfA() {
        return Handshakes.A.noiseKeys(Handshakes.DOOR);
    }

    private static byte[] payload() {
        return Handshakes.A.payload().write();
    }
}
