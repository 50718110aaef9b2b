package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.core.fuzz.Seeds;
import org.osier.testkit.SimNetwork;

/**
 * Goal: a member can say what he likes, and the node goes on. Method: an input is a list of records, sealed properly and sent
 * to a whole node in virtual time, the first byte says how far the link was brought honestly; whatever escapes fails the run,
 * since the simulated transport lets it through. Afterwards the node serves an honest peer.
 */
class NodeFuzzTest {
    private static final int MAX_RECORD_BYTES = 65_519;

    static Stream<byte[]> conversations() {
        long boot = 0x1122334455667788L;
        var ready = Wire.frame(Wire.READY, Wire.bytes(0));
        var question = Wire.question(Wire.id(1), Seeds.vector("ueps", "packet_A_to_B"));
        var message = Wire.frame(Wire.MESSAGE, Wire.segment(Wire.WHOLE, 0, 0, question));
        var answer = Seeds.vector("envelope", "error_reply_direct_302");
        var unasked =
                Wire.frame(Wire.MESSAGE, Wire.segment(Wire.WHOLE, 3, 0, Wire.join(Wire.bytes(Wire.MESSAGE), answer)));
        var routed = Wire.join(Wire.bytes(Wire.MESSAGE), Seeds.vector("envelope", "forwarded_hops_0"));
        var records = Wire.frame(Wire.RECORDS, ForeignNode.records(Seeds.vector("node_record", "record")));
        var ping = Wire.frame(Wire.PING, new byte[8]);
        return Stream.of(
                input(0, ready, Wire.frame(Wire.CONTROL, Wire.greeting(3, boot, 0))),
                input(1, Wire.join(message, ping)),
                input(1, unasked, Wire.frame(Wire.MESSAGE, Wire.segment(Wire.WHOLE, 4, 0, routed))),
                input(1, records, Wire.frame(Wire.PATH_ECHO, new byte[9]), ping),
                input(1, Wire.frame(Wire.CONTROL, Wire.acknowledge(0, 0, 300_000)), Wire.frame(0x80, new byte[3])),
                input(1, Wire.frame(Wire.MESSAGE, Wire.segment(Wire.WHOLE, 2, 0, Wire.bytes(0x85, 1, 2)))),
                input(0, Wire.frame(0x18, new byte[40]), ready, Wire.frame(0x15, new byte[90])),
                input(0, ready, Wire.frame(0x16, new byte[90])),
                input(1, Wire.frame(Wire.CLOSE, Wire.bytes(1, 'b', 'y', 'e'))));
    }

    private static byte[] input(int opened, byte[]... records) {
        return Wire.join(Wire.bytes(opened), Seeds.list(records));
    }

    @MethodSource("conversations")
    @FuzzTest
    void conversation(byte[] input) throws Exception {
        if (input.length == 0) return;
        var network = new SimNetwork(1);
        var cluster = TestClusters.cluster();
        var config = NodeConfig.named("node").withListen(SimNode.address("node"));
        var node = new SimNode(network, "node", cluster, config);
        network.runFor(Duration.ofMillis(1));
        var evil = new ForeignNode(network, "evil", cluster);
        var peer = (input[0] & 1) == 0 ? evil.handshake(node) : evil.link(node);
        for (var record : Seeds.parts(Arrays.copyOfRange(input, 1, input.length))) {
            if (record.length <= MAX_RECORD_BYTES && !peer.closed()) peer.record(record);
        }
        network.runFor(Duration.ofMillis(20));
        if (!peer.closed()) peer.connection().close();
        network.runFor(Duration.ofMillis(20));
        var honest = new ForeignNode(network, "honest", cluster);
        var link = honest.link(node);
        var packet = Wire.packet(honest.ueps(link), 0x40, 0, Wire.text("well?"));
        link.segment(0, 0, Wire.question(Wire.id(1), packet));
        assertThat(link.next(Wire.MESSAGE).u8(1)).isZero();
    }
}
