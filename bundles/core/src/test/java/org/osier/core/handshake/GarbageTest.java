package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: whatever arrives, nothing but a HandshakeException comes out. Method: garbage, cut and damaged messages at
 * every step, from a seed that the name of a failing test shows.
 */
class GarbageTest {
    private static final int ROUNDS = 300;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingElseEscapesFromMessage1(long seed) {
        var random = new Random(seed);
        var good = Handshakes.initiator().message1();
        for (int i = 0; i < ROUNDS; i++) {
            var bytes = spoilt(good, random);
            var responder = Handshakes.responder();
            assertRefused(() -> {
                responder.onMessage1(ByteBuffer.wrap(bytes), Handshakes.NOW);
                responder.message2();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingElseEscapesFromMessage2(long seed) throws Exception {
        var random = new Random(seed);
        var responder = Handshakes.responder();
        responder.onMessage1(ByteBuffer.wrap(Handshakes.initiator().message1()), Handshakes.NOW);
        var good = responder.message2();
        for (int i = 0; i < ROUNDS; i++) {
            var bytes = spoilt(good, random);
            var initiator = Handshakes.initiator();
            initiator.message1();
            assertRefused(() -> initiator.onMessage2(ByteBuffer.wrap(bytes)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingElseEscapesFromMessage3(long seed) throws Exception {
        var random = new Random(seed);
        for (int i = 0; i < ROUNDS / 3; i++) {
            var responder = Handshakes.responder();
            var good = Handshakes.message3(
                    responder,
                    Handshakes.A.noiseKeys(Handshakes.DOOR),
                    Handshakes.A.payload().write());
            var bytes = spoilt(good, random);
            assertRefused(() -> responder.onMessage3(ByteBuffer.wrap(bytes)));
        }
    }

    /** Payloads that decrypt: only their form is left to stop them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingElseEscapesFromPayloads(long seed) {
        var random = new Random(seed);
        var good = Arrays.copyOf(Handshakes.A.payload().write(), 164);
        for (int i = 0; i < 20_000; i++) {
            var bytes = spoilt(good, random);
            assertThatCode(() -> read(bytes)).doesNotThrowAnyException();
        }
    }

    /** Changed bits of keys, versions and capabilities may leave the form intact. */
    private static void read(byte[] payload) {
        try {
            assertThat(HandshakePayload.read(payload).versions().numbers()).isNotEmpty();
        } catch (HandshakeException e) {
            assertThat(e.answer()).isEmpty();
        }
    }

    private static void assertRefused(ThrowingCallable step) {
        assertThatCode(step).isInstanceOf(HandshakeException.class);
    }

    private static byte[] spoilt(byte[] good, Random random) {
        var bytes = good;
        while (Arrays.equals(bytes, good)) bytes = perhapsSpoilt(good, random);
        return bytes;
    }

    /** Noise, a cut, something appended, a changed bit, or a piece overwritten, by chance with what was there. */
    private static byte[] perhapsSpoilt(byte[] good, Random random) {
        switch (random.nextInt(5)) {
            case 0 -> {
                var noise = new byte[random.nextInt(2 * good.length)];
                random.nextBytes(noise);
                return noise;
            }
            case 1 -> {
                return Arrays.copyOf(good, random.nextInt(good.length));
            }
            case 2 -> {
                return Arrays.copyOf(good, good.length + 1 + random.nextInt(100));
            }
            case 3 -> {
                var changed = good.clone();
                changed[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
                return changed;
            }
            default -> {
                var noise = new byte[1 + random.nextInt(64)];
                random.nextBytes(noise);
                var changed = good.clone();
                int at = random.nextInt(good.length - noise.length + 1);
                System.arraycopy(noise, 0, changed, at, noise.length);
                return changed;
            }
        }
    }
}
