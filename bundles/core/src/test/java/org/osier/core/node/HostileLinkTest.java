package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.cluster.Cluster;
import org.osier.testkit.SimNetwork;

/**
 * Goal: a member that breaks the rules of frames and sessions (WIRE.md, sections 2 to 4) is told PROTOCOL and closed,
 * and nobody else notices. Method: one violation per test, over a link that keeps all other rules.
 */
class HostileLinkTest {
    private static final int PROTOCOL = 5;

    private final SimNetwork network = new SimNetwork(15);
    private final Cluster cluster = TestClusters.cluster();
    private final ForeignNode evil = new ForeignNode(network, "evil", cluster);
    private final ForeignNode honest = new ForeignNode(network, "honest", cluster);
    private SimNode node;
    private ForeignPeer friend;

    @BeforeEach
    void aNodeWithAFriend() throws Exception {
        node = new SimNode(network, "node", cluster, NodeConfig.named("node").withListen(SimNode.address("node")));
        network.runFor(Duration.ofMillis(1));
        friend = honest.link(node);
    }

    @AfterEach
    void theFriendIsServedAndNothingIsLeft() {
        var question = Wire.question(Wire.id(1), Wire.packet(honest.ueps(friend), 0x40, 0, Wire.text("well?")));
        friend.segment(0, 0, question).next(Wire.MESSAGE);
        network.runFor(Duration.ofSeconds(2));
        assertThat(network.openEnds()).isEqualTo(2);
    }

    private void violates(ForeignPeer peer) {
        peer.closesWith(PROTOCOL);
        assertThat(node.counter(Counter.LINK_VIOLATIONS)).isEqualTo(1);
    }

    // --- records and frames

    static Stream<Arguments> brokenRecords() {
        return Stream.of(
                Arguments.of("a frame of length 0", Wire.bytes(0, 0, 0, 0, 0x1B)),
                Arguments.of("a frame longer than its record", Wire.bytes(0, 0, 0, 10, 0x1B, 1, 2, 3)),
                Arguments.of("a frame longer by one", Wire.bytes(0, 0, 0, 2, 0x1B)),
                Arguments.of("a negative length", Wire.bytes(0xff, 0xff, 0xff, 0xff, 0x1B)),
                Arguments.of("the highest length", Wire.bytes(0x7f, 0xff, 0xff, 0xff, 0x1B)),
                Arguments.of("a lone byte", Wire.bytes(0)),
                Arguments.of("a length and no type", Wire.bytes(0, 0, 0, 1)),
                Arguments.of(
                        "a cut frame behind a whole one",
                        Wire.join(Wire.frame(Wire.PING, new byte[8]), Wire.bytes(0, 0, 0))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenRecords")
    void aRecordThatIsNotWholeFramesCloses(String what, byte[] record) {
        violates(evil.link(node).record(record));
    }

    @Test
    void anEmptyRecordCloses() {
        violates(evil.link(node).record());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 100, 65_535})
    void aRecordThatIsNotAuthenticCloses(int length) {
        violates(evil.link(node).say(new byte[length]));
    }

    @Test
    void aRecordThatIsRepeatedCloses() {
        var peer = evil.link(node);
        var plain = java.util.Arrays.copyOf(Wire.frame(Wire.PING, new byte[8]), 13 + 16);
        peer.outcome().send().seal(plain, 0, 13);

        violates(peer.say(plain).say(plain));
    }

    // --- before the link stands

    static Stream<Arguments> tooEarly() {
        return Stream.of(0x01, 0x02, 0x03, 0x04, 0x14, 0x15, 0x16, 0x1A, 0x1B, 0x1C, 0x80, 0xff)
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("tooEarly")
    void aFrameBeforeReadyCloses(int type) {
        violates(evil.handshake(node).send(type, new byte[8]));
    }

    @ParameterizedTest
    @MethodSource("tooEarly")
    void aFrameBeforeResumeCloses(int type) {
        violates(evil.handshake(node).ready().settle().send(type, new byte[8]));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 255})
    void anythingOf0x17AfterReadyCloses(int code) {
        violates(evil.handshake(node).ready().send(Wire.READY, Wire.bytes(code)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 255})
    void anythingOf0x17AfterResumeCloses(int code) {
        violates(evil.link(node).send(Wire.READY, Wire.bytes(code)));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 15, 17, 128, 255})
    void anUnknownCodeOf0x17Closes(int code) {
        violates(evil.handshake(node).send(Wire.READY, Wire.bytes(code)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 201, 202})
    void aReadyOfAnotherLengthCloses(int length) {
        violates(evil.handshake(node).send(Wire.READY, new byte[length]));
    }

    @Test
    void moreThan8KiBBeforeReadyCloses() {
        var peer = evil.handshake(node);
        for (int i = 0; i < 8; i++) peer.send(0x18, new byte[1_019]);
        peer.stays();

        violates(peer.send(0x18, new byte[0]));
    }

    @Test
    void aRefusalEndsTheLinkWithoutAViolation() {
        var peer = evil.handshake(node).send(Wire.READY, Wire.join(Wire.bytes(3), Wire.text("no \u001b[31m")));

        network.runUntil(peer::closed, Duration.ofSeconds(3));

        assertThat(node.counter(Counter.LINK_VIOLATIONS)).isZero();
        assertThat(node.counter(Counter.LINKS_REFUSED)).isEqualTo(1);
    }

    // --- resume

    static Stream<Arguments> badGreetings() {
        return Stream.of(
                Arguments.of("no kind", new byte[0]),
                Arguments.of("an acknowledgement", Wire.acknowledge()),
                Arguments.of("kind 4", Wire.bytes(4, 0)),
                Arguments.of("kind 0", new byte[17]),
                Arguments.of("kind 255", Wire.bytes(255)),
                Arguments.of("cut", Wire.bytes(3, 0, 0, 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badGreetings")
    void whatIsNoGreetingCloses(String what, byte[] payload) {
        violates(evil.handshake(node).ready().settle().send(Wire.CONTROL, payload));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void otherBootIdsThanTheHandshakesClose(int kind) {
        var peer = evil.handshake(node).ready().settle();
        violates(peer.send(Wire.CONTROL, Wire.greeting(kind, evil.bootId + 1, peer.yourBoot())));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void anotherBootIdOfTheNodeCloses(int kind) {
        var peer = evil.handshake(node).ready().settle();
        violates(peer.send(Wire.CONTROL, Wire.greeting(kind, evil.bootId, peer.yourBoot() ^ 1)));
    }

    @Test
    void receivedAboveWhatWasSentCloses() {
        violates(evil.handshake(node).ready().settle().resume(0, 1, 262_144));
    }

    @Test
    void receivedAsANegativeNumberCloses() {
        violates(evil.handshake(node).ready().settle().resume(0, -1, 262_144));
    }

    @Test
    void streamsThatDoNotAscendClose() {
        violates(evil.handshake(node).ready().settle().resume(3, 0, 1, 2, 0, 1));
    }

    @Test
    void aStreamAbove15InAResumeCloses() {
        violates(evil.handshake(node).ready().settle().resume(16, 0, 1));
    }

    @Test
    void aCutEntryCloses() {
        var peer = evil.handshake(node).ready().settle();
        var resume = Wire.greeting(3, evil.bootId, peer.yourBoot(), 0, 0, 1);
        violates(peer.send(Wire.CONTROL, java.util.Arrays.copyOf(resume, resume.length - 1)));
    }

    @Test
    void aForgottenWithMoreBehindItCloses() {
        var peer = evil.handshake(node).ready().settle();
        violates(peer.send(Wire.CONTROL, Wire.greeting(2, evil.bootId, peer.yourBoot(), 0, 0, 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aSecondGreetingCloses(int kind) {
        var peer = evil.link(node);
        violates(peer.send(Wire.CONTROL, Wire.greeting(kind, evil.bootId, peer.yourBoot())));
    }

    // --- frames of the link itself

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 9, 1_000})
    void aPingOrPongOfAnotherLengthCloses(int length) {
        evil.link(node).send(Wire.PING, new byte[length]).closesWith(PROTOCOL);
        evil.link(node).send(Wire.PONG, new byte[length]).closesWith(PROTOCOL);
        assertThat(node.counter(Counter.LINK_VIOLATIONS)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 10})
    void aPathEchoOfAnotherLengthCloses(int length) {
        violates(evil.link(node).send(Wire.PATH_ECHO, new byte[length]));
    }

    @Test
    void aCloseWithoutAReasonIsAViolation() {
        violates(evil.link(node).send(Wire.CLOSE, new byte[0]));
    }

    @Test
    void aPongThatNobodyAskedForIsNothing() {
        var peer = evil.link(node).send(Wire.PONG, new byte[8]);
        peer.stays();
        peer.close();
    }
}
