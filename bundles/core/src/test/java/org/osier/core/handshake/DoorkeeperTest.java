package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.osier.core.handshake.HandshakeException.Reason.CLOCK;
import static org.osier.core.handshake.HandshakeException.Reason.DOOR_SHUT;
import static org.osier.core.handshake.HandshakeException.Reason.KNOCK_UNKNOWN;
import static org.osier.core.handshake.HandshakeException.Reason.MALFORMED;
import static org.osier.core.handshake.HandshakeException.Reason.OVERLOADED;
import static org.osier.core.handshake.HandshakeException.Reason.UNSUPPORTED;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.handshake.HandshakeException.Reason;

/** What is decided about the first 24 bytes, and what is said in clear. */
class DoorkeeperTest {
    private static final long NOW = OsierVectors.NOW_MS;
    private final Random random = new Random(1);
    private final Door door = OsierVectors.member();
    private final Door previous = Door.member(OsierVectors.CLUSTER_ID, new byte[32]);
    private final KnockMemory knocks = new KnockMemory();
    private boolean room = true;
    private final Doorkeeper doorkeeper =
            new Doorkeeper(number -> number == Door.MEMBER ? List.of(door, previous) : List.of(), knocks);

    @Test
    void eachOpenDoorOfTheNumberIsTried() throws Exception {
        assertThat(admit(preamble(door, NOW), NOW)).isSameAs(door);
        assertThat(admit(preamble(previous, NOW), NOW)).isSameAs(previous);
    }

    @Test
    void wrongMagicIsAnsweredWithSilence() {
        for (int i = 0; i < 4; i++) {
            var bytes = preamble(door, NOW);
            bytes[i] ^= 1;
            assertRefused(bytes, MALFORMED, 0);
        }
    }

    /** Suite 0, suite 3, no pattern, pattern 3, and something in the byte that is 0. */
    @ParameterizedTest
    @CsvSource({"4,0", "4,3", "4,255", "6,0", "6,3", "7,1", "7,128"})
    void unknownSuitesAndPatternsAreCode2(int index, int value) {
        var bytes = preamble(door, NOW);
        bytes[index] = (byte) value;
        assertRefused(bytes, UNSUPPORTED, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 255})
    void doorsThatAreShutOrUndefinedAreCode3(int number) {
        var bytes = preamble(door, NOW);
        bytes[5] = (byte) number;
        assertRefused(bytes, DOOR_SHUT, 3);
    }

    @Test
    void aKnockThatFitsNoDoorIsCode1() {
        assertRefused(preamble(Door.member(OsierVectors.CLUSTER_ID, new byte[31]), NOW), KNOCK_UNKNOWN, 1);
        for (int i = 8; i < 24; i++) {
            var bytes = preamble(door, NOW);
            bytes[i] ^= 1;
            assertRefused(bytes, KNOCK_UNKNOWN, 1);
        }
    }

    @Test
    void aRepeatedKnockIsCode1() throws Exception {
        var bytes = preamble(door, NOW);
        admit(bytes, NOW);
        assertRefused(bytes, KNOCK_UNKNOWN, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-600_001, 600_001, -86_400_000, 86_400_000})
    void aClockMoreThanTenMinutesOffIsCode5(long offMs) {
        var bytes = preamble(door, NOW);
        assertThatThrownBy(() -> admit(bytes, NOW + offMs)).satisfies(e -> assertReason(e, CLOCK, 5));
    }

    @ParameterizedTest
    @ValueSource(longs = {-600_000, 600_000})
    void aClockTenMinutesOffIsAccepted(long offMs) throws Exception {
        assertThat(admit(preamble(door, NOW), NOW + offMs)).isSameAs(door);
    }

    @Test
    void aFullMemoryIsCode4() {
        for (int i = 0; i < KnockMemory.CAPACITY; i++) knocks.accept(i, NOW, NOW);
        assertRefused(preamble(door, NOW), OVERLOADED, 4);
    }

    /** Goal: nobody is asked for room who is refused anyway, and who is turned away leaves nothing in the memory. */
    @Test
    void whoComesWhileThereIsNoRoomIsCode4AndMayComeAgain() throws Exception {
        room = false;
        var bytes = preamble(door, NOW);
        assertRefused(bytes, OVERLOADED, 4);
        assertRefused(preamble(Door.member(OsierVectors.CLUSTER_ID, new byte[31]), NOW), KNOCK_UNKNOWN, 1);
        room = true;
        assertThat(admit(bytes, NOW)).isSameAs(door);
        room = false;
        assertRefused(bytes, KNOCK_UNKNOWN, 1);
    }

    private byte[] preamble(Door with, long timeMs) {
        return Preamble.write(Suite.AES_256_GCM, with, HandshakePattern.XX, timeMs, random)
                .bytes();
    }

    private Door admit(byte[] preamble, long nowMs) throws HandshakeException {
        var read = Preamble.read(preamble);
        var opened = doorkeeper.door(read, nowMs);
        doorkeeper.admit(read, nowMs, () -> room);
        return opened;
    }

    private void assertRefused(byte[] preamble, Reason reason, int clear) {
        assertThatThrownBy(() -> admit(preamble, NOW)).satisfies(e -> assertReason(e, reason, clear));
    }

    static void assertReason(Throwable e, Reason reason, int clear) {
        assertThat(e).isInstanceOf(HandshakeException.class);
        var refusal = (HandshakeException) e;
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.getStackTrace()).isEmpty();
        if (clear == 0) assertThat(refusal.answer()).isEmpty();
        else assertThat(refusal.answer()).hasValue(new byte[] {0, (byte) clear});
    }
}
