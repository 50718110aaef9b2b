package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.cluster.Cluster;
import org.osier.core.identity.Identity;
import org.osier.mesh.Message;
import org.osier.testkit.SimNetwork;

/**
 * Goal: what a member sends over a link that stands, and must not, closes it or is counted and skipped, as WIRE.md,
 * sections 3 to 7, says. Packets: Osier wire vectors, written independently from WIRE.md.
 */
class HostileTrafficTest {
    private static final int PROTOCOL = 5;

    private final SimNetwork network = new SimNetwork(16);
    private final Cluster cluster = TestClusters.cluster();
    private final ForeignNode evil = new ForeignNode(network, "evil", cluster);
    private final ForeignNode honest = new ForeignNode(network, "honest", cluster);
    private SimNode node;
    private ForeignPeer friend;
    private ForeignPeer peer;

    @BeforeEach
    void aNodeWithAFriend() throws Exception {
        node = new SimNode(network, "node", cluster, NodeConfig.named("node").withListen(SimNode.address("node")));
        network.runFor(Duration.ofMillis(1));
        friend = honest.link(node);
        peer = evil.link(node);
    }

    @AfterEach
    void theFriendIsServed() {
        var question = Wire.question(Wire.id(1), Wire.packet(honest.ueps(friend), 0x40, 0, Wire.text("well?")));
        friend.segment(0, 0, question).next(Wire.MESSAGE);
        if (!peer.closed()) peer.close();
        network.runFor(Duration.ofSeconds(2));
        assertThat(network.openEnds()).isEqualTo(2);
    }

    private void violates() {
        peer.closesWith(PROTOCOL);
        assertThat(node.counter(Counter.LINK_VIOLATIONS)).isEqualTo(1);
    }

    // --- segments

    @ParameterizedTest(name = "flags {0}, stream {1}, offset {2}, {3} bytes")
    @CsvSource({
        "7, 0, 0, 0", // empty
        "8, 0, 0, 1",
        "15, 0, 0, 1",
        "135, 0, 0, 1",
        "7, 16, 0, 1",
        "7, 255, 0, 1",
        "7, 0, 262144, 1", // above the window
        "7, 0, 262143, 2",
        "7, 0, 9223372036854775807, 1",
        "7, 0, -1, 1",
        "7, 0, -9223372036854775808, 1",
        "2, 0, 0, 1", // the last byte of nothing
        "0, 0, 0, 1",
        "4, 0, 0, 1"
    })
    void aSegmentThatBreaksTheRulesCloses(int flags, int stream, long offset, int length) {
        peer.send(Wire.MESSAGE, Wire.segment(flags, stream, offset, new byte[length]));
        violates();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9})
    void aSegmentWithoutAWholeHeaderCloses(int length) {
        peer.send(Wire.MESSAGE, new byte[length]);
        violates();
    }

    @Test
    void aMessageThatBeginsInAnotherCloses() {
        peer.send(Wire.MESSAGE, Wire.segment(Wire.FIRST, 0, 0, new byte[3]));
        peer.send(Wire.MESSAGE, Wire.segment(Wire.FIRST, 0, 3, new byte[3]));
        violates();
    }

    @Test
    void moreThan4096PiecesOutOfOrderClose() {
        for (int i = 0; i < 4_097; i++) peer.send(Wire.MESSAGE, Wire.segment(0, 0, 10 + 2 * i, new byte[1]));
        violates();
    }

    @Test
    void theLastByteOfTheWindowIsTaken() {
        peer.send(Wire.MESSAGE, Wire.segment(0, 0, 262_143, new byte[1])).stays();
    }

    // --- control

    @Test
    void acknowledgingMoreThanWasSentCloses() {
        node.node.mesh().send(evil.id(), Message.of(0x40, "x"));
        int size = peer.next(Wire.MESSAGE).payload().length - 10;
        peer.send(Wire.CONTROL, Wire.acknowledge(0, size + 1, 262_144));
        violates();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, -1", "15, 9223372036854775807", "16, 0", "255, 0"})
    void acknowledgingWhatNeverWasCloses(int stream, long offset) {
        peer.send(Wire.CONTROL, Wire.acknowledge(stream, offset, 0));
        violates();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 5, 127, 128, 255})
    void anotherKindOfControlCloses(int kind) {
        peer.send(Wire.CONTROL, Wire.bytes(kind, 0, 0, 0));
        violates();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 12, 15})
    void aCutAcknowledgementCloses(int length) {
        peer.send(Wire.CONTROL, Arrays.copyOf(Wire.acknowledge(0, 0, 0, 1, 0, 0), length));
        violates();
    }

    @Test
    void aWindowThatFallsIsIgnoredAndAHugeOneIsHarmless() {
        peer.send(Wire.CONTROL, Wire.acknowledge(0, 0, 0));
        peer.send(Wire.CONTROL, Wire.acknowledge(0, 0, 0xffff_ffffL, 1, 0, 0xffff_ffffL));
        node.node.mesh().send(evil.id(), Message.of(0x40, "x"));
        assertThat(peer.next(Wire.MESSAGE).buffer().getLong(2)).isZero();
    }

    // --- envelopes

    static Stream<Arguments> badEnvelopes() {
        var id = Wire.id(1);
        var version4 = id.clone();
        version4[6] = 0x40;
        var variant = id.clone();
        variant[8] = (byte) 0xc0;
        var none = new byte[0];
        return Stream.of(
                Arguments.of("a reserved flag", Wire.envelope(0x40, id, none, none)),
                Arguments.of("the highest flag", Wire.envelope(0x80, id, none, none)),
                Arguments.of("a source alone", Wire.envelope(0x01, id, none, new byte[200])),
                Arguments.of("a signature alone", Wire.envelope(0x08, id, none, new byte[200])),
                Arguments.of("an error that answers nothing", Wire.envelope(0x10, id, none, none)),
                Arguments.of("an answer that wants one", Wire.envelope(0x24, id, id, none)),
                Arguments.of("a routed one", Wire.envelope(0x2b, id, none, new byte[300])),
                Arguments.of("version 4 of the id", Wire.envelope(0x20, version4, none, none)),
                Arguments.of("another variant of the id", Wire.envelope(0x20, variant, none, none)),
                Arguments.of("a bad id in reply-to", Wire.envelope(0x04, id, version4, none)),
                Arguments.of("a cut reply-to", Wire.envelope(0x04, id, Arrays.copyOf(id, 15), none)),
                Arguments.of("nothing", Wire.bytes(Wire.MESSAGE)),
                Arguments.of("a cut head", Arrays.copyOf(Wire.question(id, none), 19)),
                Arguments.of("version 2", Wire.join(Wire.bytes(Wire.MESSAGE, 2, 0x20, 0), id)),
                Arguments.of("8 hops", Wire.join(Wire.bytes(Wire.MESSAGE, 1, 0x20, 8), id)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badEnvelopes")
    void anEnvelopeThatIsNoneIsCountedAndAcknowledged(String what, byte[] message) {
        var ack = peer.segment(0, 0, message).next();

        assertThat(ack.buffer().getLong(2)).isEqualTo(message.length);
        peer.stays();
        assertThat(peer.frames).isEmpty();
        assertThat(node.counter(Counter.ENVELOPES_REFUSED)).isEqualTo(1);
        assertThat(node.received).isEmpty();
    }

    @Test
    void anAnswerThatNobodyAskedForIsCounted() {
        peer.segment(0, 0, Wire.envelope(0x04, Wire.id(1), Wire.id(2), new byte[60]));
        peer.stays();
        assertThat(node.counter(Counter.ANSWERS_UNEXPECTED)).isEqualTo(1);
    }

    @Test
    void anAnswerToTheQuestionOfAnotherIsCounted() {
        node.node.mesh().request(honest.id(), Message.of(0x40, "?"), Duration.ofSeconds(5));
        var id = Arrays.copyOfRange(friend.next(Wire.MESSAGE).payload(), 14, 30);
        peer.segment(0, 0, Wire.envelope(0x04, Wire.id(1), id, Wire.packet(evil.ueps(peer), 0x40, 0, new byte[0])));
        peer.stays();
        assertThat(node.counter(Counter.ANSWERS_UNEXPECTED)).isEqualTo(1);
    }

    // --- packets

    static List<byte[]> malformedPackets() {
        var resource = HostileTrafficTest.class.getResourceAsStream("/vectors/ueps.json");
        var root = JsonParser.parseReader(new InputStreamReader(resource, StandardCharsets.UTF_8))
                .getAsJsonObject();
        return Stream.of("malformed", "lenient_or_ambiguous")
                .flatMap(name -> StreamSupport.stream(root.getAsJsonArray(name).spliterator(), false))
                .map(e -> e.getAsJsonObject().get("packet_hex").getAsString())
                .map(HexFormat.of()::parseHex)
                .toList();
    }

    @Test
    void packetsThatAreNoneAreAnsweredWith308Or309() {
        long offset = 0;
        for (var packet : malformedPackets()) {
            var message = Wire.question(Wire.id(1), packet);
            var answer = peer.segment(0, offset, message).next(Wire.MESSAGE);
            offset += message.length;
            var payload = Arrays.copyOfRange(answer.payload(), 10 + 36 + 51, answer.payload().length);
            assertThat((payload[0] & 0xff) << 8 | payload[1] & 0xff)
                    .as(HexFormat.of().formatHex(packet))
                    .isIn(308, 309);
        }
        assertThat(node.received).isEmpty();
    }

    @Test
    void packetsThatAreNoneAndWantNoAnswerGetNone() {
        long offset = 0;
        for (var packet : malformedPackets()) {
            var message = Wire.envelope(0, Wire.id(1), new byte[0], packet);
            peer.segment(0, offset, message);
            offset += message.length;
        }
        peer.stays();
        assertThat(peer.frames).noneMatch(f -> f.type() == Wire.MESSAGE);
    }

    // --- records

    @Test
    void aRecordWithAnotherBootIdOrLinkKeyClosesTheLink() {
        evil.bootId++;
        peer.send(Wire.RECORDS, evil.record());
        violates();
    }

    @Test
    void aRecordWithAnotherLinkKeyClosesTheLink() {
        evil.identity = Identity.of(evil.identity.seed(), honest.identity.linkPrivateKey());
        peer.send(Wire.RECORDS, evil.record());
        violates();
    }

    @Test
    void anOlderRecordIsMerelyOld() {
        evil.serial--;
        evil.bootId++;
        peer.send(Wire.RECORDS, evil.record()).stays();
    }

    @Test
    void aRecordOfSomebodyElseIsNothing() {
        peer.send(Wire.RECORDS, honest.record("sim://evil:1")).stays();
        assertThat(node.node.mesh().peer(honest.id()).get().record()).isEmpty();
        assertThat(node.node.mesh().peer(evil.id()).get().record()).isEmpty();
    }

    @Test
    void recordsThatAreNoneAreCounted() {
        var forged = evil.record();
        forged[forged.length - 1] ^= 1;
        var payloads = List.of(
                forged,
                Wire.bytes(1, 0),
                Wire.bytes(1, 0, 5, 1),
                Wire.bytes(1, 0xff, 0xff),
                ForeignNode.records(new byte[0]),
                ForeignNode.records(new byte[1_100]),
                ForeignNode.records(new byte[1_101]));

        for (var payload : payloads) peer.send(Wire.RECORDS, payload);
        for (var empty : List.of(Wire.bytes(), Wire.bytes(1), Wire.bytes(2, 9), Wire.bytes(3))) {
            peer.send(Wire.RECORDS, empty);
        }
        peer.stays();

        assertThat(node.counter(Counter.RECORDS_REFUSED)).isEqualTo(payloads.size());
    }

    @Test
    void addressesThatNobodyCanDialDoNoHarm() {
        var record = evil.record("sim:opaque", "sim:///path", "nothing://x:1", "sim://nowhere:99999");
        peer.send(Wire.RECORDS, record).settle().close();

        network.runFor(Duration.ofMinutes(5));

        friend = honest.link(node);
        evil.serial++;
        peer = evil.link(node);
    }
}
