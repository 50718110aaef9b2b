package org.osier.core.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.crypto.Aead;
import org.osier.core.crypto.AeadAlgorithm;
import org.osier.core.crypto.MlKem768;
import org.osier.core.crypto.X25519;

/** The clauses of the specification, one by one. */
class HandshakeStateTest {
    private static final byte[] PSK = new byte[32];
    private static final byte[] NOTHING = {};
    private final Protocol protocol = new Protocol(Pattern.XX_HFS_PSK0, AeadAlgorithm.AES_256_GCM);
    private final HandshakeState initiator = side(protocol, true, 1, PSK);
    private final HandshakeState responder = side(protocol, false, 2, PSK);

    @ParameterizedTest
    @EnumSource
    void ikWithHybridSecrecyRunsFromItsDataAlone(AeadAlgorithm aead) throws Exception {
        var ik = new Protocol(Pattern.IK_HFS_PSK0, aead);
        var responderKeys = keys(2, PSK);
        var a = new HandshakeState(
                ik, true, keys(1, PSK).withRemoteStatic(responderKeys.staticPublic), NOTHING, new Random(1));
        var b = new HandshakeState(ik, false, responderKeys, NOTHING, new Random(2));
        var first = a.write(new byte[164]);
        assertThat(first).hasSize(1_484 - 24);
        assertThat(b.read(first)).isEqualTo(new byte[164]);
        var second = b.write(new byte[164]);
        assertThat(second).hasSize(1_316);
        assertThat(a.read(second)).isEqualTo(new byte[164]);
        assertThat(a.handshakeHash()).isEqualTo(b.handshakeHash());
        assertThat(b.remoteStatic()).isEqualTo(keys(1, PSK).staticPublic);
    }

    @Test
    void messagesAreWrittenAndReadInTurnsOnly() throws Exception {
        assertThatThrownBy(() -> responder.write(NOTHING)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> initiator.read(new byte[1_248])).isInstanceOf(IllegalStateException.class);
        initiator.write(NOTHING);
        assertThatThrownBy(() -> initiator.write(NOTHING)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(initiator::split).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(initiator::handshakeHash).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsCompleteIsSplitOnce() throws Exception {
        responder.read(initiator.write(NOTHING));
        initiator.read(responder.write(NOTHING));
        responder.read(initiator.write(NOTHING));
        responder.split();
        assertThatThrownBy(responder::split).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> responder.write(NOTHING)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anotherSecretOrPrologueIsNotAuthentic() {
        var otherSecret = side(protocol, false, 2, Arrays.copyOf(new byte[] {1}, 32));
        var otherPrologue = new HandshakeState(protocol, false, keys(2, PSK), new byte[] {1}, new Random(2));
        assertThatThrownBy(() -> otherSecret.read(side(protocol, true, 1, PSK).write(NOTHING)))
                .hasFieldOrPropertyWithValue("kind", NoiseException.Kind.NOT_AUTHENTIC);
        assertThatThrownBy(() -> otherPrologue.read(side(protocol, true, 1, PSK).write(NOTHING)))
                .hasFieldOrPropertyWithValue("kind", NoiseException.Kind.NOT_AUTHENTIC);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 32, 1_231, 1_232, 1_247})
    void aMessageThatIsCutIsRefusedAndEverythingIsOver(int length) throws Exception {
        var cut = Arrays.copyOf(initiator.write(NOTHING), length);
        assertThatThrownBy(() -> responder.read(cut)).isInstanceOf(NoiseException.class);
        assertThatThrownBy(() -> responder.read(cut)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aMessageHasAtMost65535Bytes() throws Exception {
        assertThatThrownBy(() -> responder.read(new byte[65_536]))
                .hasFieldOrPropertyWithValue("kind", NoiseException.Kind.BAD_LENGTH);
        assertThat(side(protocol, true, 1, PSK).write(new byte[65_535 - 1_248])).hasSize(65_535);
        assertThatThrownBy(() -> initiator.write(new byte[65_536 - 1_248]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEphemeralKeyOfSmallOrderIsRefused() throws Exception {
        responder.read(hostile(new byte[32], new MlKem768(new byte[64]).encapsulationKey()));
        assertThatThrownBy(() -> responder.write(NOTHING))
                .hasFieldOrPropertyWithValue("kind", NoiseException.Kind.ZERO_AGREEMENT);
    }

    @Test
    void anEncapsulationKeyThatIsNotReducedIsRefused() throws Exception {
        var key = new byte[MlKem768.KEY_BYTES];
        Arrays.fill(key, (byte) 0xff);
        responder.read(hostile(X25519.publicKey(new byte[32]), key));
        assertThatThrownBy(() -> responder.write(NOTHING))
                .hasFieldOrPropertyWithValue("kind", NoiseException.Kind.BAD_ENCAPSULATION_KEY);
    }

    /** Noise 5.1: the last nonce is reserved; a cipher that would need it stops. */
    @Test
    void theLastNonceIsNeverUsed() {
        var cipher = new CipherState(new Aead(AeadAlgorithm.AES_256_GCM, PSK), -2);
        cipher.encrypt(NOTHING, NOTHING);
        assertThatThrownBy(() -> cipher.encrypt(NOTHING, NOTHING)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cipher.decrypt(NOTHING, new byte[16])).isInstanceOf(IllegalStateException.class);
    }

    /** Noise 5.1: a forgery does not move the nonce. */
    @Test
    void aForgeryDoesNotMoveTheNonce() throws Exception {
        var sender = new CipherState(new Aead(AeadAlgorithm.CHACHA20_POLY1305, PSK), 0);
        var receiver = new CipherState(new Aead(AeadAlgorithm.CHACHA20_POLY1305, PSK), 0);
        var sealed = sender.encrypt(NOTHING, new byte[] {1});
        assertThatThrownBy(() -> receiver.decrypt(NOTHING, new byte[17])).isInstanceOf(NoiseException.class);
        assertThat(receiver.decrypt(NOTHING, sealed)).containsExactly(1);
    }

    private byte[] hostile(byte[] e, byte[] encapsulationKey) {
        return HostileFirst.message(protocol, PSK, NOTHING, e, encapsulationKey);
    }

    private static HandshakeState side(Protocol protocol, boolean initiator, int seed, byte[] psk) {
        return new HandshakeState(protocol, initiator, keys(seed, psk), NOTHING, new Random(seed));
    }

    private static NoiseKeys keys(int seed, byte[] psk) {
        var secret = new byte[32];
        secret[0] = (byte) (8 * seed);
        return NoiseKeys.of(secret, X25519.publicKey(secret)).withPsk(psk);
    }
}
