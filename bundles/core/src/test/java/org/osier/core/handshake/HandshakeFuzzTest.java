package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.core.crypto.AeadAlgorithm;
import org.osier.core.fuzz.Seeds;
import org.osier.core.noise.HostileFirst;
import org.osier.core.noise.Pattern;
import org.osier.core.noise.Protocol;

/** The three messages of a handshake, and the payload inside: whatever comes, it is taken or a {@link HandshakeException}. */
class HandshakeFuzzTest {
    private static final byte[] FIRST = Seeds.vector("handshakes", "0", "message_1");
    private static final byte[] SECOND = Seeds.vector("handshakes", "0", "message_2");
    private static final int E_BYTES = 32;
    private static final int KEY_BYTES = 1_184;

    static Stream<byte[]> preambles() {
        return Seeds.near(Arrays.copyOf(FIRST, Preamble.BYTES), new byte[Preamble.BYTES]);
    }

    /** The 24 bytes in clear, whose knock anybody may have made. */
    @MethodSource("preambles")
    @FuzzTest
    void preamble(byte[] bytes) {
        if (bytes.length < Preamble.BYTES) return; // Messages.first sees to that
        try {
            var preamble = Preamble.read(bytes);
            assertThat(preamble.bytes()).isEqualTo(Arrays.copyOf(bytes, Preamble.BYTES));
            assertThat(preamble.timeMs()).isBetween(0L, 0xffff_ffffL * 1_000);
            var doorkeeper = new Doorkeeper(HandshakeFuzzTest::door, new KnockMemory());
            assertThat(doorkeeper.door(preamble, Handshakes.NOW).number()).isEqualTo(bytes[5]);
            doorkeeper.admit(preamble, Handshakes.NOW, () -> true);
        } catch (HandshakeException e) {
            assertThat(e.unproven()).isFalse();
            assertThat(e.answer().orElse(new byte[2])).hasSize(2).startsWith(0);
        }
    }

    /** Door 0 has no secret, so all that its knock keeps out is who has not read WIRE.md. */
    private static List<Door> door(int number) {
        return List.of(
                switch (number) {
                    case Door.STRANGER -> Door.stranger();
                    case Door.MEMBER -> Handshakes.DOOR;
                    default -> Door.ticket(new byte[16]);
                });
    }

    static Stream<byte[]> firstMessages() {
        return Seeds.near(FIRST, Seeds.vector("handshakes", "1", "message_1"));
    }

    /** By one who knows the door: the knock is right, whatever stands before and behind it. */
    @MethodSource("firstMessages")
    @FuzzTest
    void firstMessage(byte[] bytes) {
        var message = bytes.clone();
        if (bytes.length >= Preamble.BYTES) {
            var doors = door(bytes[5] & 0xff);
            System.arraycopy(doors.get(0).knock(Arrays.copyOf(bytes, 16)), 0, message, 16, Preamble.KNOCK_BYTES);
        }
        answer(message);
    }

    static Stream<byte[]> keys() {
        return Seeds.near(
                Seeds.vector("handshakes", "0", "ek"),
                new byte[E_BYTES + KEY_BYTES],
                join(Seeds.vector("identity_A", "x25519_public"), Seeds.vector("handshakes", "0", "ek")));
    }

    /** By one who knows the door and whose message decrypts: ephemeral keys as he likes. */
    @MethodSource("keys")
    @FuzzTest
    void ephemeralKeys(byte[] bytes) {
        var both = Arrays.copyOf(bytes, E_BYTES + KEY_BYTES);
        var e = Arrays.copyOf(both, E_BYTES);
        var key = Arrays.copyOfRange(both, E_BYTES, both.length);
        var preamble = Arrays.copyOf(FIRST, Preamble.BYTES);
        var protocol = new Protocol(Pattern.XX_HFS_PSK0, AeadAlgorithm.AES_256_GCM);
        answer(join(preamble, HostileFirst.message(protocol, Handshakes.DOOR.psk(), preamble, e, key)));
    }

    /** The answer comes, or the exception that says why not. */
    private static void answer(byte[] first) {
        var doorkeeper = new Doorkeeper(HandshakeFuzzTest::door, new KnockMemory());
        var responder = new Responder(Handshakes.B, doorkeeper, new Random(2));
        try {
            responder.onMessage1(ByteBuffer.wrap(first), Handshakes.NOW);
            assertThat(responder.message2()).hasSizeBetween(1_316, Messages.MAX_SECOND_BYTES);
        } catch (HandshakeException e) {
            assertThat(e.unproven()).isFalse();
        }
    }

    static Stream<byte[]> secondMessages() {
        return Stream.concat(Seeds.near(SECOND), Stream.of(new byte[] {0, 1}, new byte[] {0, 9}, new byte[] {1, 1}));
    }

    /** To an initiator, by anybody: two bytes of a refusal, or what cannot be authentic. */
    @MethodSource("secondMessages")
    @FuzzTest
    void secondMessage(byte[] bytes) {
        var initiator = Handshakes.initiator();
        initiator.message1();
        try {
            initiator.onMessage2(ByteBuffer.wrap(bytes));
            throw new AssertionError("a message 2 that nobody made was taken");
        } catch (HandshakeException e) {
            assertThat(e.forgeable()).isTrue();
        }
    }

    static Stream<byte[]> payloads() {
        return Seeds.near(
                Seeds.vector("handshakes", "0", "payload_responder"),
                Handshakes.A.payload().write());
    }

    /** What stands inside messages 2 and 3 once they decrypt. */
    @MethodSource("payloads")
    @FuzzTest
    void payload(byte[] bytes) {
        try {
            var payload = HandshakePayload.read(bytes);
            var again = HandshakePayload.read(payload.write()); // without what it skipped
            assertThat(again.binding().bytes()).isEqualTo(payload.binding().bytes());
            assertThat(again.versions()).isEqualTo(payload.versions());
            assertThat(again.capabilities()).isEqualTo(payload.capabilities());
            assertThat(bytes).hasSizeBetween(payload.write().length, HandshakePayload.MAX_BYTES);
            assertThat(payload.binding().serial()).isBetween(0L, (1L << 48) - 1);
            assertThat(payload.versions().numbers()).hasSizeBetween(1, 16).isSorted();
        } catch (HandshakeException e) {
            assertThat(e.reason()).isEqualTo(HandshakeException.Reason.MALFORMED);
        }
    }

    private static byte[] join(byte[] head, byte[] tail) {
        var all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }
}
