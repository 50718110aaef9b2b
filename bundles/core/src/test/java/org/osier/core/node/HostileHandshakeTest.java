package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.admission.Decision;
import org.osier.core.cluster.Cluster;
import org.osier.core.handshake.Door;
import org.osier.core.handshake.Initiator;
import org.osier.core.handshake.Suite;
import org.osier.core.identity.Identity;
import org.osier.testkit.SimNetwork;

/**
 * Goal: whatever comes before a link stands, the node closes it as WIRE.md, section 2, says, holds nothing of it, and
 * goes on serving others. What is wrong inside the handshake's messages is tested beside the handshake.
 */
class HostileHandshakeTest {
    private static final long NOW_MS = 1_767_225_600_000L;

    private final SimNetwork network = new SimNetwork(14);
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
        friend.send(Wire.PING, new byte[8]).next(Wire.PONG);
        network.runFor(Duration.ofSeconds(2));
        assertThat(network.openEnds()).isEqualTo(2);
        assertThat(node.node.mesh().peers().stream().filter(p -> p.path().isPresent()))
                .hasSize(1);
    }

    private void assertFailed(long count) {
        network.runFor(Duration.ofSeconds(2));
        assertThat(node.counter(Counter.HANDSHAKES_FAILED)).isEqualTo(count);
    }

    private void assertUnknown(long count) {
        network.runFor(Duration.ofSeconds(2));
        assertThat(node.counter(Counter.KNOCKS_UNKNOWN)).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 23, 24, 25, 1_271, 1_272, 1_273, 1_484, 65_535})
    void garbageIsMetWithSilence(int length) {
        var garbage = new byte[length];
        new Random(length).nextBytes(garbage);

        evil.connect(node).say(garbage).closesSilently();

        assertFailed(1);
    }

    @Test
    void garbageOfAnyLengthIsMetWithSilence() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var garbage = new byte[1 + random.nextInt(2_000)];
            random.nextBytes(garbage);
            evil.connect(node).say(garbage).closesSilently();
        }
        assertFailed(200);
    }

    @ParameterizedTest
    @CsvSource({"0, -1", "3, -1", "4, 2", "5, 3", "6, 2", "7, 2", "8, 1", "15, 1", "16, 1", "23, 1"})
    void aPreambleThatIsChangedIsRefusedAsItsByteDeserves(int at, int code) {
        var message1 = evil.initiator().message1();
        message1[at] ^= 0x40;
        var peer = evil.connect(node).say(message1);

        if (code < 0) peer.closesSilently();
        else refused(peer, code);
        assertUnknown(code == 1 ? 1 : 0);
        assertFailed(code == 1 ? 0 : 1);
    }

    private void refused(ForeignPeer peer, int code) {
        network.runUntil(peer::closed, Duration.ofSeconds(2));
        assertThat(peer.clear).hasSize(1);
        assertThat(peer.clear.get(0)).isEqualTo(Wire.bytes(0, code));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aDoorThatIsShutIsSaidToBe(int number) {
        evil.door = number == 0 ? Door.stranger() : Door.ticket(new byte[16]);

        refused(evil.connect(node).say(evil.initiator().message1()), 3);
        assertFailed(1);
    }

    @Test
    void anotherClusterIsAnUnknownKnock() {
        var other = TestClusters.other();
        evil.door = Door.member(other.id(), other.secret());

        refused(evil.connect(node).say(evil.initiator().message1()), 1);
        assertUnknown(1);
        assertFailed(0);
    }

    @Test
    void aRecordedFirstMessageIsAnUnknownKnock() {
        var message1 = evil.initiator().message1();
        evil.connect(node).say(message1).settle().close();

        refused(evil.connect(node).say(message1), 1);
        network.runFor(Duration.ofMinutes(9));
        friend = honest.link(node);
        refused(evil.connect(node).say(message1), 1);
        assertUnknown(2);
        assertFailed(1);
    }

    @ParameterizedTest
    @CsvSource({"-601, 5", "-599, 0", "599, 0", "601, 5"})
    void aClockMoreThanTenMinutesOffIsRefused(int seconds, int code) {
        var early = new Initiator(
                evil.keys(), evil.door, Suite.AES_256_GCM, null, new Random(1), NOW_MS + seconds * 1_000L);
        var peer = evil.connect(node);

        if (code == 0) peer.handshake(early).close();
        else refused(peer.say(early.message1()), code);
        assertFailed(code == 0 ? 0 : 1);
    }

    @Test
    void aSilentConnectionEndsAfterTenSeconds() {
        var before = network.time().elapsed();

        evil.connect(node).closesSilently();

        assertThat(network.time().elapsed().minus(before)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
        assertThat(node.counter(Counter.HANDSHAKES_TOO_SLOW)).isPositive();
    }

    @Test
    void whoSaysNoMoreThanMessage1IsDroppedAfterTenSeconds() {
        var peer = evil.connect(node).say(evil.initiator().message1());
        var before = network.time().elapsed();

        network.runUntil(peer::closed, Duration.ofSeconds(12));

        assertThat(network.time().elapsed().minus(before)).isGreaterThan(Duration.ofSeconds(9));
        assertThat(peer.clear).as("message 2").hasSize(1);
        assertFailed(1);
    }

    @Test
    void whoIsNeverReadyIsClosedWithTimeout() {
        var peer = evil.handshake(node);
        var before = network.time().elapsed();

        peer.closesWith(6);

        assertThat(network.time().elapsed().minus(before)).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(12));
    }

    @Test
    void whoNeverResumesIsClosedWithTimeout() {
        evil.handshake(node).ready().closesWith(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 227, 228, 300, 1_088, 1_089, 65_535})
    void aThirdMessageThatIsNoneEndsInSilence(int length) {
        var peer = evil.connect(node).say(evil.initiator().message1()).settle();
        peer.clear.clear();

        peer.say(new byte[length]).closesSilently();

        assertFailed(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1_363, 1_364, 2_224, 2_225, 65_535})
    void aSecondMessageThatIsNoneEndsInSilence(int length) throws Exception {
        evil.listen();
        node.node.mesh().connect(SimNode.address("evil"));
        var peer = evil.accepted(0).answering(null);
        peer.connection();
        peer.settle();
        assertThat(peer.clear).hasSize(1);
        peer.clear.clear();

        var answer = new byte[length];
        answer[length - 1] = 1;
        peer.say(answer).closesSilently();

        assertFailed(1);
        assertThat(node.counter(Counter.DIALS_FAILED)).isEqualTo(1);
    }

    @Test
    void anOlderLinkKeyIsRefusedBeforeReady() {
        evil.serial += 5;
        evil.link(node).close();
        var other = new ForeignNode(network, "twin", cluster);
        other.identity = Identity.of(evil.identity.seed(), other.identity.linkPrivateKey());

        for (long serial : new long[] {evil.serial - 1, evil.serial}) {
            other.serial = serial;
            var refusal = other.handshake(node).next();
            assertThat(refusal.type()).isEqualTo(Wire.READY);
            assertThat(refusal.u8(0)).isEqualTo(9);
        }
        other.serial = evil.serial + 1;
        other.link(node).close();
        assertThat(node.counter(Counter.LINKS_REFUSED)).isEqualTo(2);
    }

    @Test
    void aRecordOfAHigherSerialMakesOtherLinkKeysOlderToo() {
        var link = evil.link(node);
        evil.serial += 100;
        link.send(Wire.RECORDS, evil.record()).settle().close();
        var other = new ForeignNode(network, "twin", cluster);
        other.identity = Identity.of(evil.identity.seed(), other.identity.linkPrivateKey());
        other.serial = evil.serial - 1;

        assertThat(other.handshake(node).next().u8(0)).isEqualTo(9);
    }

    @Test
    void whoComesAndGoesAtOnceLeavesNothing() {
        for (int i = 0; i < 50; i++) {
            evil.handshake(node).ready().connection().close();
            network.runFor(Duration.ofMillis(i % 3));
        }
        network.runFor(Duration.ofMinutes(1));
        friend = honest.link(node);
        evil.link(node).close(); // each of the hundred places is free again
    }

    /**
     * Method: an admission that takes its time; each link is gone before it is decided, and would count against its
     * peer.
     */
    @Test
    void whoIsAdmittedAfterItLeftLeavesNothing() {
        var loop = network.time().loop();
        node.node.add(
                hello -> {
                    var answer = new CompletableFuture<Decision>();
                    loop.schedule(() -> answer.complete(Decision.admit()), 500, TimeUnit.MILLISECONDS);
                    return answer;
                },
                1);
        for (int i = 0; i < 20; i++) evil.handshake(node).ready().connection().close();
        network.runFor(Duration.ofSeconds(5));

        evil.link(node).close();

        assertThat(node.counter(Counter.LINKS_REFUSED)).isZero();
    }

    @Test
    void whoIsRejectedByARuleIsToldWhy() {
        node.node.add(hello -> CompletableFuture.completedFuture(Decision.reject("not today")), 1);
        var refused = evil.handshake(node).next();
        assertThat(refused.type()).isEqualTo(Wire.READY);
        assertThat(refused.payload()).isEqualTo(Wire.join(Wire.bytes(10), Wire.text("not today")));
    }
}
