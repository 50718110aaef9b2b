package org.osier.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.core.fuzz.Seeds;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;

/** Records of nodes, which come from peers and, through discoveries, from anybody. */
class NodeRecordFuzzTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_767_225_600_000L);

    static Stream<byte[]> records() {
        return Seeds.near(
                Seeds.vector("node_record", "record"),
                Seeds.vector("node_record", "smallest_record_of_B"),
                Seeds.vector("node_record", "refused", "serial_2_48"),
                Seeds.vector("node_record", "refused", "valid_604801"));
    }

    @MethodSource("records")
    @FuzzTest
    void record(byte[] bytes) {
        NodeRecord record;
        try {
            record = NodeRecord.parse(bytes);
        } catch (BadRecordException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(record.bytes()).isEqualTo(bytes).hasSizeLessThanOrEqualTo(NodeRecord.MAX_BYTES);
        assertThat(record.expires()).isAfter(record.issued());
        assertThat(record.addresses())
                .hasSizeLessThanOrEqualTo(NodeRecord.MAX_ADDRESSES)
                .allMatch(java.net.URI::isAbsolute);
        assertThat(record.toString()).matches("[ -~]+");
        var again = rebuilt(record); // without the fields that it does not know
        assertThat(again.bytes()).hasSizeLessThanOrEqualTo(bytes.length);
        assertThat(again.addresses()).isEqualTo(record.addresses());
        assertThat(again.attributes()).isEqualTo(record.attributes());
        assertThat(rebuilt(again)).isEqualTo(again);
        if (again.bytes().length == bytes.length) assertThat(again).isEqualTo(record);
        try {
            assertThat(new VerifiedRecords(() -> NOW).verify(bytes)).isEqualTo(record);
        } catch (BadRecordException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** Written anew from what was read: nothing may be read that cannot be written. */
    private static NodeRecord rebuilt(NodeRecord record) {
        var builder = NodeRecord.builder()
                .keys(record.identityKey(), record.linkKey())
                .serial(record.serial())
                .bootId(record.bootId())
                .issued(record.issued(), record.valid())
                .role(record.role())
                .capabilities(record.capabilities())
                .addresses(record.addresses())
                .attributes(record.attributes());
        record.name().ifPresent(builder::name);
        record.clusterTag().ifPresent(builder::clusterTag);
        record.dhtSlotKey().ifPresent(builder::dhtSlotKey);
        return builder.sign(unsigned -> record.signature());
    }
}
