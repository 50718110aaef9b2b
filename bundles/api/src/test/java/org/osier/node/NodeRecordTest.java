package org.osier.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.Vectors;

/** Builder and strict reader of a record, good values and hostile bytes; signatures are those of a stamp here. */
class NodeRecordTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UnaryOperator<byte[]> STAMP = unsigned -> new byte[NodeRecord.SIGNATURE_BYTES];

    @Test
    void attributesAscendAsBytesWhateverTheOrderOfTheirMap() throws Exception {
        var attributes = new TreeMap<String, String>(Comparator.reverseOrder());
        // As strings of Java, U+10000 comes before U+FFFD; as bytes, behind it.
        attributes.putAll(Map.of("a", "1", "b", "", "\ufffd", "2", "\ud800\udc00", "3"));
        var record = builder().attributes(attributes).sign(STAMP);

        assertThat(NodeRecord.parse(record.bytes()).attributes()).isEqualTo(attributes);
    }

    @Test
    void attributesMayTake512BytesAndNoMore() {
        var most = new TreeMap<>(Map.of("a", "x".repeat(252), "b", "x".repeat(254)));
        var more = new TreeMap<>(Map.of("a", "x".repeat(253), "b", "x".repeat(254)));

        assertThat(builder().attributes(most).sign(STAMP).attributes()).isEqualTo(most);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().attributes(more).sign(STAMP));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .attributes(new TreeMap<>(Map.of("a", "x".repeat(256))))
                        .sign(STAMP));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "A-1_b",
                "two words",
                "-",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void goodNamesAreTaken(String name) {
        assertThat(builder().name(name).sign(STAMP).name()).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " a",
                "a ",
                "a\n",
                "a/b",
                "ä",
                "a\u0000",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void badNamesAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().name(name).sign(STAMP));
    }

    @Test
    void whatCannotBeWrittenIsTheCallersMistake() {
        assertRefused(builder().serial(-1));
        assertRefused(builder().serial(1L << 48));
        assertRefused(builder().issued(NOW, Duration.ZERO));
        assertRefused(builder().issued(NOW, Duration.ofSeconds(604_801)));
        assertRefused(builder().issued(NOW, Duration.ofSeconds((1L << 32) + 60)));
        assertRefused(builder().issued(NOW.minusSeconds(3_000_000_000L), Duration.ofHours(1)));
        assertRefused(builder().keys(new byte[31], new byte[32]));
        assertRefused(builder().keys(new byte[32], new byte[33]));
        assertRefused(builder().clusterTag(new byte[7]));
        assertRefused(builder().dhtSlotKey(new byte[33]));
        assertRefused(builder().addresses(Collections.nCopies(9, URI.create("tcp://192.0.2.1:1"))));
        assertRefused(builder().addresses(List.of(URI.create("tcp://h\u00f6st:1"))));
        assertRefused(builder().addresses(List.of(URI.create("relative"))));
        assertRefused(NodeRecord.builder());
        assertThatIllegalArgumentException().isThrownBy(() -> builder().sign(unsigned -> new byte[63]));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().sign(unsigned -> new byte[65]));
    }

    @Test
    void aRecordThatWouldBeTooLongIsTheCallersMistake() {
        var longest = URI.create("tcp://" + "a".repeat(240) + ".x:1");

        assertRefused(builder().addresses(Collections.nCopies(4, longest)));
    }

    static Stream<byte[]> goodRecords() {
        var vectors = Vectors.read("osier.json").getAsJsonObject("node_record");
        var full = builder()
                .name("two words")
                .addresses(List.of(URI.create("tcp://192.0.2.1:7400")))
                .attributes(new TreeMap<>(Map.of("os", "linux", "zone", "b")))
                .clusterTag(new byte[8])
                .sign(STAMP);
        return Stream.of(Vectors.hex(vectors, "record"), Vectors.hex(vectors, "smallest_record_of_B"), full.bytes());
    }

    @ParameterizedTest
    @MethodSource("goodRecords")
    void everyCutIsRefusedUnlessItTakesWholeFieldsOfWhatWasSigned(byte[] good) {
        for (int length = 0; length < good.length; length++) {
            try {
                var record = NodeRecord.parse(Arrays.copyOf(good, length));
                assertThat(record.dhtSlotKey()).as("cut to %d", length).isEmpty();
                assertThat(record.unsigned().length).isLessThan(good.length - NodeRecord.SIGNATURE_BYTES);
            } catch (BadRecordException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    /** Goal: hostile bytes give a record or a {@link BadRecordException}, nothing else. Method: random changes. */
    @ParameterizedTest
    @MethodSource("goodRecords")
    void changedBytesAreReadOrRefusedAndNothingElse(byte[] good) {
        long seed = 4_711;
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            var bytes = good.clone();
            for (int i = random.nextInt(4); i >= 0; i--) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            try {
                var record = NodeRecord.parse(bytes);
                assertThat(record.bytes()).isEqualTo(bytes);
                assertThat(record.expires()).isAfter(record.issued());
            } catch (BadRecordException e) {
                assertThat(e).hasMessageNotContaining("null");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
    }

    @Test
    void fieldsOutOfOrderTwiceOrUnknownAreRefusedAndForeignOnesKept() throws Exception {
        var good = builder().sign(STAMP).unsigned();

        assertThat(NodeRecord.parse(with(good, "80 0002 cafe")).serial()).isEqualTo(7);
        assertThat(NodeRecord.parse(with(good, "80 0000 ff 0001 00")).unsigned())
                .endsWith(0, 0, 0xff, 0, 1, 0);
        for (var field : List.of(
                "0c 0004 00000e10",
                "0b 0008 0000000000000000",
                "0e 0000",
                "7f 0000",
                "80",
                "80 0001",
                "80 0000 80 0000",
                "ff 0000 80 0000")) {
            assertThatExceptionOfType(BadRecordException.class)
                    .as(field)
                    .isThrownBy(() -> NodeRecord.parse(with(good, field)));
        }
    }

    @Test
    void everyRequiredFieldIsRequired() {
        var good = builder().sign(STAMP).unsigned();
        int at = 1;
        while (at < good.length) {
            int end = at + 3 + good[at + 2];
            var without = Arrays.copyOf(good, good.length - (end - at));
            System.arraycopy(good, end, without, at, good.length - end);
            assertThatExceptionOfType(BadRecordException.class)
                    .isThrownBy(() -> NodeRecord.parse(with(without, "")))
                    .withMessageContaining("tag " + good[at] + " is missing");
            at = end;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0a 0006 01 62 00 01 61 00", // keys descend
                "0a 0006 01 61 00 01 61 00", // a key twice
                "0a 0002 01 61", // no value
                "0a 0004 01 61 02 62", // value cut
                "0a 0004 01 ff 01 62", // not UTF-8
                "09 0001 00", // empty address
                "09 0003 02 61 62", // no scheme
                "09 0003 09 61 3a", // cut
                "09 0005 04 613a2f0a", // not printable
                "06 0000", // empty name
            })
    void hostileListsAreRefused(String field) {
        var good = builder().sign(STAMP).unsigned();
        // Tags 6, 9 and 10 stand before 12: the field goes in front of 7 or of 12.
        int at = field.startsWith("06") ? good.length - 7 - 11 - 4 : good.length - 7;
        var head = with(Arrays.copyOf(good, at), field);
        var bytes = Arrays.copyOf(head, head.length + good.length - at);
        System.arraycopy(good, at, bytes, head.length - NodeRecord.SIGNATURE_BYTES, good.length - at);

        assertThatExceptionOfType(BadRecordException.class)
                .isThrownBy(() -> NodeRecord.parse(bytes))
                .withMessageNotContaining("after tag")
                .withMessageNotContaining("missing");
    }

    @Test
    void arraysHandedOutAreCopies() {
        var record = builder().clusterTag(new byte[8]).sign(STAMP);
        var before = record.bytes();
        for (var bytes : List.of(
                record.bytes(),
                record.identityKey(),
                record.linkKey(),
                record.signature(),
                record.unsigned(),
                record.clusterTag().orElseThrow())) {
            Arrays.fill(bytes, (byte) 0x55);
        }

        assertThat(record.bytes()).isEqualTo(before);
        assertThat(record.identityKey()).containsOnly(1);
        assertThat(record.clusterTag().orElseThrow()).containsOnly(0);
    }

    private static NodeRecord.Builder builder() {
        var key = new byte[32];
        Arrays.fill(key, (byte) 1);
        return NodeRecord.builder()
                .keys(key, key)
                .serial(7)
                .issued(NOW, Duration.ofHours(1))
                .role(Role.DUAL);
    }

    private static void assertRefused(NodeRecord.Builder builder) {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.sign(STAMP));
    }

    /** Unsigned bytes, a further field in hex, and a stamp. */
    private static byte[] with(byte[] unsigned, String field) {
        var more = HexFormat.of().parseHex(field.replace(" ", ""));
        var whole = Arrays.copyOf(unsigned, unsigned.length + more.length + NodeRecord.SIGNATURE_BYTES);
        System.arraycopy(more, 0, whole, unsigned.length, more.length);
        return whole;
    }
}
