package org.osier.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.crypto.Vectors;
import org.osier.core.identity.Identity;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;
import org.osier.node.Role;

/** Records of others, against the Osier wire vectors, written independently from WIRE.md, and hostile ones. */
class VerifiedRecordsTest {
    private static final JsonObject RECORD = Vectors.read("osier.json").getAsJsonObject("node_record");
    private static final Instant ISSUED =
            Instant.ofEpochMilli(RECORD.get("issued_ms").getAsLong());
    private static final Identity IDENTITY = Identity.generate(new Random(5));

    @ParameterizedTest
    @ValueSource(strings = {"record", "smallest_record_of_B"})
    void recordsOfTheVectorsAreTaken(String name) throws BadRecordException {
        var bytes = Vectors.hex(RECORD, name);

        assertThat(at(ISSUED).verify(bytes).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial_2_48", "valid_604801", "signature_of_binding_context"})
    void refusedRecordsOfTheVectorsAreRefused(String name) {
        assertRefused(ISSUED, Vectors.hex(RECORD.getAsJsonObject("refused"), name), "");
    }

    /** Goal: nothing in a record escapes the checks. Method: one bit of every byte, flipped. */
    @Test
    void anyFlippedBitIsRefused() {
        var good = Vectors.hex(RECORD, "smallest_record_of_B");
        for (int at = 0; at < good.length; at++) {
            var flipped = good.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            assertRefused(ISSUED, flipped, "");
        }
    }

    @Test
    void recordCountsFromSixtySecondsBeforeItWasIssuedUntilItExpires() throws BadRecordException {
        var bytes = Vectors.hex(RECORD, "smallest_record_of_B");

        assertThat(at(ISSUED.minusSeconds(60)).verify(bytes)).isNotNull();
        assertRefused(ISSUED.minusSeconds(60).minusMillis(1), bytes, "OSIER-104");
        assertThat(at(ISSUED.plusSeconds(3_600).minusMillis(1)).verify(bytes)).isNotNull();
        assertRefused(ISSUED.plusSeconds(3_600), bytes, "expired");
    }

    /** Goal: what is known of a record saves its signature alone. Method: a record that held, changed and past its time. */
    @Test
    void aRecordThatHeldIsCheckedAgain() throws BadRecordException {
        var bytes = Vectors.hex(RECORD, "smallest_record_of_B");
        var clock = new Instant[] {ISSUED};
        var records = new VerifiedRecords(() -> clock[0]);
        records.verify(bytes);
        bytes[bytes.length - 1] ^= 1;
        assertThatExceptionOfType(BadRecordException.class).isThrownBy(() -> records.verify(bytes));
        bytes[bytes.length - 1] ^= 1;
        assertThat(records.verify(bytes).bytes()).isEqualTo(bytes);

        clock[0] = ISSUED.plusSeconds(3_600);

        assertThatExceptionOfType(BadRecordException.class)
                .isThrownBy(() -> records.verify(bytes))
                .withMessageContaining("expired");
    }

    @Test
    void linkKeysOfSmallOrderAreRefused() {
        var one = new byte[32];
        one[0] = 1;
        assertRefused(ISSUED, signed(IDENTITY.publicKey(), new byte[32]), "small order");
        assertRefused(ISSUED, signed(IDENTITY.publicKey(), one), "small order");
    }

    @Test
    void identityKeysOutsideThePrimeOrderGroupAreRefused() {
        var neutral = new byte[32];
        neutral[0] = 1;
        assertRefused(ISSUED, signed(neutral, IDENTITY.linkKey()), "signature");
        assertRefused(ISSUED, signed(new byte[32], IDENTITY.linkKey()), "signature");
        var notReduced = new byte[32];
        Arrays.fill(notReduced, (byte) 0xff);
        assertRefused(ISSUED, signed(notReduced, IDENTITY.linkKey()), "signature");
    }

    private static byte[] signed(byte[] identityKey, byte[] linkKey) {
        return NodeRecord.builder()
                .keys(identityKey, linkKey)
                .serial(1)
                .issued(ISSUED, Duration.ofHours(1))
                .role(Role.DUAL)
                .sign(unsigned -> IDENTITY.sign(RecordSigner.signed(unsigned)))
                .bytes();
    }

    private static VerifiedRecords at(Instant now) {
        return new VerifiedRecords(() -> now);
    }

    private static void assertRefused(Instant now, byte[] bytes, String why) {
        assertThatExceptionOfType(BadRecordException.class)
                .isThrownBy(() -> at(now).verify(bytes))
                .withMessageContaining(why);
    }
}
