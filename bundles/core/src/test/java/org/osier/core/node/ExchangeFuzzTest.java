package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.core.fuzz.Seeds;
import org.osier.core.node.rules.ExchangeTerms;
import org.osier.testkit.SimNetwork;

/**
 * Goal: what a member tells of others takes bounded room, and his link stands whatever he tells. Method: an input is a list of
 * frames 0x04, told to a whole node in virtual time right after it asked.
 */
class ExchangeFuzzTest {
    private static final int MAX_FRAME_BYTES = 65_514;

    static Stream<byte[]> frames() {
        var record = Seeds.vector("node_record", "record");
        var other = Seeds.vector("node_record", "smallest_record_of_B");
        return Stream.concat(
                        Seeds.near(ForeignNode.records(record), ForeignNode.records(record, other, record)),
                        Stream.of(
                                Wire.bytes(), Wire.bytes(2), Wire.bytes(2, 0), Wire.bytes(2, 255), Wire.bytes(2, 1, 1)))
                .map(frame -> Seeds.list(frame, Wire.bytes(2, 9), frame));
    }

    @MethodSource("frames")
    @FuzzTest
    void frames(byte[] input) throws Exception {
        var network = new SimNetwork(1);
        var cluster = TestClusters.cluster();
        var config = NodeConfig.named("node").withListen(SimNode.address("node"));
        var node = new SimNode(network, "node", cluster, config);
        network.runFor(Duration.ofMillis(1));
        var peer = new ForeignNode(network, "evil", cluster).link(node);
        assertThat(peer.next(Wire.RECORDS).payload()).isEqualTo(Wire.bytes(2, ExchangeTerms.MOST));
        for (var frame : Seeds.parts(input)) {
            if (frame.length <= MAX_FRAME_BYTES) peer.send(Wire.RECORDS, frame);
        }
        peer.stays();
        var candidates = node.node.mesh().candidates().toCompletableFuture();
        network.runUntil(candidates::isDone, Duration.ofSeconds(1));
        assertThat(candidates.join()).hasSizeLessThanOrEqualTo(ExchangeTerms.MOST);
    }
}
