package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.cluster.Cluster;
import org.osier.core.handshake.Suite;
import org.osier.core.node.Wire.Frame;
import org.osier.mesh.PeerState;
import org.osier.node.NodeRecord;
import org.osier.testkit.SimNetwork;

/** Goal: a node keeps WIRE.md towards a node of another make. Method: a foreign peer that counts every frame. */
class ForeignConversationTest {
    private final SimNetwork network = new SimNetwork(11);
    private final Cluster cluster = TestClusters.cluster();
    private final ForeignNode foreign = new ForeignNode(network, "foreign", cluster);
    private SimNode node;

    @BeforeEach
    void aNode() throws Exception {
        node = new SimNode(network, "node", cluster, NodeConfig.named("node").withListen(SimNode.address("node")));
        network.runFor(Duration.ofMillis(1));
    }

    private void expectOpening(ForeignPeer peer) throws Exception {
        peer.settle();
        assertThat(peer.frames).hasSize(1);
        assertThat(peer.next()).hasToString("(17) 00");
        peer.ready();
        var resume = peer.next();
        assertThat(resume.type()).isEqualTo(Wire.CONTROL);
        assertThat(resume.payload()).isEqualTo(Wire.greeting(3, peer.yourBoot(), foreign.bootId));
        var discovery = peer.next();
        assertThat(discovery.type()).isEqualTo(Wire.RECORDS);
        var in = discovery.buffer();
        assertThat(in.get()).isEqualTo((byte) 1);
        var record = new byte[in.getShort()];
        in.get(record);
        assertThat(in.hasRemaining()).isFalse();
        assertThat(NodeRecord.parse(record).id()).isEqualTo(node.id());
        assertThat(NodeRecord.parse(record).bootId()).isEqualTo(peer.yourBoot());
        peer.settle();
        assertThat(peer.frames).as("nothing before our resume").isEmpty();
        peer.resume();
        assertThat(peer.next().type()).as("round trip of the new link").isEqualTo(Wire.PING);
        peer.stays();
        assertThat(node.node.mesh().peer(foreign.id()).get().state()).isEqualTo(PeerState.ALIVE);
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void whoDialledIsMetWithReadyThenResumeThenTheRecord(Suite suite) throws Exception {
        foreign.suite = suite;
        expectOpening(foreign.handshake(node));
    }

    @Test
    void whoIsDialledGetsReadyThenResumeThenTheRecord() throws Exception {
        foreign.listen();
        node.node.mesh().connect(SimNode.address("foreign"));

        expectOpening(foreign.accepted(0).proved());
    }

    @Test
    void readyMayFollowMessage3InTheSameBreath() {
        var peer = foreign.handshake(node).ready();
        assertThat(peer.next()).hasToString("(17) 00");
        peer.resume();
        assertThat(peer.next().type()).isEqualTo(Wire.CONTROL);
        assertThat(peer.next().type()).isEqualTo(Wire.RECORDS);
    }

    @Test
    void aMessageThatSaysThatNothingFollowsIsAcknowledgedAtOnce() {
        var peer = foreign.link(node);
        var message = Wire.envelope(0, Wire.id(1), new byte[0], Wire.packet(foreign.ueps(peer), 0x40, 0, new byte[0]));
        var before = network.time().elapsed();

        var ack = peer.segment(0, 0, message).next();

        assertThat(network.time().elapsed().minus(before)).isLessThan(Duration.ofMillis(5)); // one round trip
        assertThat(ack.payload()).startsWith(Wire.bytes(1, 0)).hasSize(14);
        assertThat(ack.buffer().getLong(2)).isEqualTo(message.length);
        assertThat(ack.buffer().getInt(10)).isGreaterThanOrEqualTo(262_144 - message.length);
        assertThat(node.received).containsExactly("");
    }

    @Test
    void aSegmentAfterWhichMoreFollowsIsAcknowledgedWithin25Milliseconds() {
        var peer = foreign.link(node);
        var before = network.time().elapsed();

        var ack = peer.send(Wire.MESSAGE, Wire.segment(Wire.FIRST, 3, 0, Wire.bytes(2, 1, 0)))
                .next();

        assertThat(network.time().elapsed().minus(before)).isBetween(Duration.ofMillis(25), Duration.ofMillis(30));
        assertThat(ack.payload()).startsWith(Wire.bytes(1, 3));
        assertThat(ack.buffer().getLong(2)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 9, 15})
    void aQuestionIsAnsweredOnItsStream(int stream) {
        var peer = foreign.link(node);
        var id = Wire.id(7);
        var question = Wire.question(id, Wire.packet(foreign.ueps(peer), 0x40, 0, Wire.text("hi")));

        var answer = peer.segment(stream, 0, question).next(Wire.MESSAGE);

        var expected = Wire.packet(foreign.ueps(peer), 0x40, 0, Wire.text("re: hi")).length;
        assertThat(answer.u8(0)).isEqualTo(Wire.WHOLE);
        assertThat(answer.u8(1)).isEqualTo(stream);
        assertThat(answer.buffer().getLong(2)).isZero();
        var envelope = answer.buffer().position(10).slice();
        assertThat(head(envelope, 4)).isEqualTo(Wire.bytes(2, 1, 0x04, 0));
        var answerId = head(envelope, 16);
        assertThat(answerId[6] >> 4).isEqualTo(7);
        assertThat(answerId[8] & 0xc0).isEqualTo(0x80);
        assertThat(head(envelope, 16)).isEqualTo(id);
        assertThat(envelope.remaining()).isEqualTo(expected);
        assertPacket(envelope, peer, 0x40, Wire.text("re: hi"));
    }

    private void assertPacket(ByteBuffer packet, ForeignPeer peer, int intent, byte[] payload) {
        var header = head(packet, 16);
        assertThat(header).isEqualTo(Wire.bytes(1, 1, 9, 2, 1, 5, 3, 1, 5, 4, 1, intent, 5, 2, 0, 0));
        assertThat(head(packet, 2)).isEqualTo(Wire.bytes(6, 32));
        var hmac = head(packet, 32);
        assertThat(packet.get()).isEqualTo((byte) 0xff);
        var rest = head(packet, packet.remaining());
        assertThat(rest).isEqualTo(payload);
        assertThat(hmac).isEqualTo(foreign.ueps(peer).receiving().over(header, rest));
    }

    private static byte[] head(ByteBuffer in, int count) {
        var bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    @Test
    void anErrorHasItsCodeItsTextAndTheIntentOfTheQuestion() {
        var peer = foreign.link(node);
        var id = Wire.id(8);
        peer.segment(0, 0, Wire.question(id, Wire.packet(foreign.ueps(peer), 0x51, 7, Wire.text("fail"))));

        var envelope = peer.next(Wire.MESSAGE).buffer().position(10).slice();

        assertThat(head(envelope, 4)).isEqualTo(Wire.bytes(2, 1, 0x14, 0));
        head(envelope, 16);
        assertThat(head(envelope, 16)).isEqualTo(id);
        assertPacket(envelope, peer, 0x51, Wire.join(Wire.bytes(301 >> 8, 301), Wire.text("handles nothing")));
    }

    @Test
    void anAnswerOfOursEndsTheRequestOfTheNode() {
        var peer = foreign.link(node);
        var request = node.node
                .mesh()
                .request(foreign.id(), org.osier.mesh.Message.of(0x40, "you?"), Duration.ofSeconds(5))
                .toCompletableFuture();
        var question = peer.next(Wire.MESSAGE).buffer().position(10).slice();
        assertThat(head(question, 4)).isEqualTo(Wire.bytes(2, 1, 0x20, 0));
        var id = head(question, 16);
        assertPacket(question, peer, 0x40, Wire.text("you?"));

        var packet = Wire.packet(foreign.ueps(peer), 0x40, 0, Wire.text("me!"));
        peer.segment(0, 0, Wire.envelope(0x04, Wire.id(1), id, packet));
        network.runUntil(request::isDone, Duration.ofSeconds(1));

        assertThat(request.join().text()).isEqualTo("me!");
    }

    @Test
    void aPingIsEchoed() {
        var peer = foreign.link(node);
        var payload = Wire.bytes(1, 2, 3, 4, 5, 6, 7, 0xff);

        assertThat(peer.send(Wire.PING, payload).next()).hasToString(new Frame(Wire.PONG, payload).toString());
    }

    @Test
    void aPathEchoIsAnsweredAndAnAnswerIsNot() {
        var peer = foreign.link(node);

        var answer =
                peer.send(Wire.PATH_ECHO, Wire.bytes(0, 1, 2, 3, 4, 5, 6, 7, 8)).next();
        peer.send(Wire.PATH_ECHO, answer.payload()).settle();

        assertThat(answer.payload()).isEqualTo(Wire.bytes(1, 1, 2, 3, 4, 5, 6, 7, 8));
        assertThat(peer.frames).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x0b, 0x12, 0x15, 0x18, 0x19, 0x1d, 0x1f, 0x7f, 0x80, 0xff, 0x03, 0x13})
    void framesThatNobodyTakesAreCountedAndSkipped(int type) {
        var peer = foreign.link(node);
        long before = node.counter(Counter.FRAMES_SKIPPED);

        peer.send(type, new byte[1_000]).send(type, new byte[0]).stays();

        assertThat(node.counter(Counter.FRAMES_SKIPPED)).isEqualTo(before + 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x03, 0x05, 0x07, 0x14, 0x80, 0xff})
    void sessionMessagesThatNobodyTakesAreCountedAndAcknowledged(int type) {
        var peer = foreign.link(node);

        var ack = peer.segment(2, 0, Wire.bytes(type, 1, 2)).next(Wire.CONTROL);

        assertThat(ack.buffer().getLong(2)).isEqualTo(3);
        assertThat(node.counter(Counter.MESSAGES_UNKNOWN)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "1, going away",
        "2, restarting",
        "3, replaced by another link",
        "4, refused",
        "5, broken rules",
        "6, no sign of life",
        "7, overloaded",
        "8, revoked",
        "9, more links than wished",
        "10, going away",
        "255, going away"
    })
    void aCloseIsUnderstoodAndFollowedByTheEnd(int reason, String words) {
        var peer = foreign.link(node);

        peer.send(Wire.CLOSE, Wire.join(Wire.bytes(reason), Wire.text("why not")));
        network.runUntil(peer::closed, Duration.ofSeconds(3));
        peer.settle();

        assertThat(peer.frames).isEmpty();
        assertThat(node.node.mesh().peer(foreign.id()).get().why()).contains(words);
        assertThat(node.counter(Counter.LINK_VIOLATIONS)).isZero();
    }

    @Test
    void theNodesOwnCloseArrivesBeforeTheEnd() {
        var peer = foreign.link(node);

        node.node.stop();

        peer.closesWith(2);
    }

    @Test
    void aTransportThatGoesSaysGoingAway() {
        var peer = foreign.link(node);

        node.node.remove(node.transport());

        peer.closesWith(1);
    }

    @Test
    void anIdleLinkIsPingedAfter30SecondsAndClosedAfter10More() {
        var peer = foreign.link(node);
        peer.send(Wire.PING, new byte[8]).next();
        var before = network.time().elapsed();

        assertThat(peer.next()).as("whom else it knows").hasToString("(04) 0220");
        assertThat(peer.next().type()).isEqualTo(Wire.PING);
        assertThat(network.time().elapsed().minus(before)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(32));
        peer.closesWith(6);
        assertThat(network.time().elapsed().minus(before)).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(43));
    }

    @Test
    void itsRecordMakesTheForeignNodeKnownByName() {
        var peer = foreign.link(node);

        peer.send(Wire.RECORDS, foreign.record("sim://foreign:1")).stays();

        var known = node.node.mesh().peer(foreign.id()).get();
        assertThat(known.name()).isEqualTo("foreign");
        assertThat(known.record().get().addresses()).containsExactly(SimNode.address("foreign"));
    }

    @Test
    void itsRecordMayStandBehindThoseOfOthers() {
        var other = new ForeignNode(network, "other", cluster);
        var peer = foreign.link(node);
        var own = foreign.record();

        peer.send(Wire.RECORDS, Wire.join(other.record(), java.util.Arrays.copyOfRange(own, 1, own.length)))
                .stays();

        assertThat(node.node.mesh().peer(foreign.id()).get().record()).isPresent();
        assertThat(node.node.mesh().peer(other.id())).isEmpty();
    }
}
