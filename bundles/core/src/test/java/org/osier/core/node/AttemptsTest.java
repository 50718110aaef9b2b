package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.osier.admission.Decision;
import org.osier.core.cluster.Cluster;
import org.osier.mesh.Attempt;
import org.osier.mesh.Attempt.Stage;
import org.osier.mesh.PeerState;
import org.osier.testkit.RecordingReceiver;
import org.osier.testkit.SimNetwork;
import org.osier.testkit.Waiting;
import org.osier.transport.Connection;
import org.osier.transport.TransportException;

/** Goal: of every dial it is known what came of it, in the words that a user reads. */
class AttemptsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final SimNetwork network = new SimNetwork(112);
    private final Cluster cluster = TestClusters.cluster();

    private SimNode node(Cluster cluster, String host, String... seeds) throws Exception {
        var addresses = java.util.Arrays.stream(seeds).map(SimNode::address).toArray(java.net.URI[]::new);
        var config = NodeConfig.named(host).withListen(SimNode.address(host));
        return new SimNode(network, host, cluster, config).dials(addresses);
    }

    private static List<Attempt> unknown(SimNode node) {
        return node.node.mesh().self().attempts();
    }

    private static List<Attempt> of(SimNode node, SimNode peer) {
        return node.node.mesh().peer(peer.id()).orElseThrow().attempts();
    }

    private static Attempt last(List<Attempt> attempts) {
        return attempts.get(attempts.size() - 1);
    }

    private Attempt firstUnknown(SimNode node) {
        network.runUntil(() -> !unknown(node).isEmpty(), SOON);
        return unknown(node).get(0);
    }

    private static void assertSays(Attempt attempt, Stage stage, int code, String cause, String hint) {
        assertThat(attempt.stage()).isEqualTo(stage);
        assertThat(attempt.code()).isEqualTo(code);
        assertThat(attempt.cause()).isEqualTo(cause);
        assertThat(attempt.hint()).isEqualTo(hint);
    }

    @Test
    void osier112NoRoute() throws Exception {
        var alpha = node(cluster, "alpha", "nowhere");

        assertSays(
                firstUnknown(alpha),
                Stage.CONNECT,
                112,
                "no route to it (no such host, seed 112)",
                "check the name, the address and the network");
        assertThat(firstUnknown(alpha).address()).isEqualTo(SimNode.address("nowhere"));
    }

    @Test
    void osier113Refused() throws Exception {
        network.transport("beta");
        var alpha = node(cluster, "alpha", "beta");

        assertSays(
                firstUnknown(alpha),
                Stage.CONNECT,
                113,
                "refused, nothing listens there",
                "start the node, or check the port");
    }

    @Test
    void osier114TimeoutAtConnect() throws Exception {
        network.transport("beta");
        network.cut("alpha", "beta");
        var alpha = node(cluster, "alpha", "beta");

        assertSays(
                firstUnknown(alpha),
                Stage.CONNECT,
                114,
                "timeout after 5 s at stage 'connect'",
                "check the address, the machine, and firewalls on the way");
    }

    @Test
    void osier114TimeoutAtTheHandshake() throws Exception {
        answers("beta", new byte[0]);
        var alpha = node(cluster, "alpha", "beta");

        var attempt = firstUnknown(alpha);
        assertThat(attempt.stage()).isEqualTo(Stage.HANDSHAKE);
        assertThat(attempt.code()).isEqualTo(114);
        assertThat(attempt.cause()).matches("timeout after 1[01] s at stage 'handshake'"); // looked at once a second
        assertThat(attempt.hint()).isEqualTo("look whether the port is that of an Osier node");
    }

    @Test
    void osier123NotAdmitted() throws Exception {
        var beta = node(cluster, "beta");
        beta.node.add(hello -> CompletableFuture.completedFuture(Decision.reject("ask Ada first")), 1);
        var alpha = node(cluster, "alpha", "beta");
        network.runUntil(
                () -> alpha.node
                        .mesh()
                        .peer(beta.id())
                        .filter(p -> p.state() == PeerState.FAILED)
                        .isPresent(),
                SOON);

        assertSays(
                last(of(alpha, beta)),
                Stage.ADMISSION,
                123,
                "it refused us: ask Ada first",
                "ask its operator to admit this node");
        assertThat(alpha.node.mesh().peer(beta.id()).get().why())
                .isEqualTo("sim://beta:1: it refused us: ask Ada first (OSIER-123)");
    }

    @Test
    void osier123NotAdmittedHere() throws Exception {
        var beta = node(cluster, "beta");
        var alpha = node(cluster, "alpha");
        alpha.node.add(hello -> CompletableFuture.completedFuture(Decision.reject("a stranger")), 1);
        alpha.dials(SimNode.address("beta"));
        network.runUntil(
                () -> alpha.node
                        .mesh()
                        .peer(beta.id())
                        .filter(p -> p.state() == PeerState.FAILED)
                        .isPresent(),
                SOON);

        assertSays(
                last(of(alpha, beta)),
                Stage.ADMISSION,
                123,
                "we refused it: a stranger",
                "look at the admission rules here");
    }

    @Test
    void osier131NotTheSameCluster() throws Exception {
        node(TestClusters.other(), "beta");
        var alpha = node(cluster, "alpha", "beta");

        assertSays(
                firstUnknown(alpha),
                Stage.HANDSHAKE,
                131,
                "the other side says, unproven: not the same cluster, or its secret has changed",
                "give both nodes the same cluster file");
    }

    @Test
    void osier132AnotherVersion() throws Exception {
        answers("beta", Wire.bytes(0, 2));
        var alpha = node(cluster, "alpha", "beta");

        assertSays(
                firstUnknown(alpha),
                Stage.HANDSHAKE,
                132,
                "the other side says, unproven: protocol version unsupported",
                "update the older of the two nodes");
    }

    @Test
    void osier132NotOsierAtAll() throws Exception {
        answers("beta", Wire.text("HTTP/1.1 400 Bad Request\r\n\r\n"));
        var alpha = node(cluster, "alpha", "beta");

        assertSays(
                firstUnknown(alpha),
                Stage.HANDSHAKE,
                132,
                "does not speak Osier version 1",
                "look whether the port is that of an Osier node");
    }

    /** Method: a node that took the address of another one, which its peer still looks for there. */
    @Test
    void osier133NotTheNodeThatWasAskedFor() throws Exception {
        var beta = node(cluster, "beta", "alpha");
        var alpha = node(cluster, "alpha");
        network.runUntil(() -> alpha.linked(beta), SOON);
        network.runFor(Duration.ofSeconds(15));
        network.stop("beta");
        var other = node(cluster, "beta");
        network.runUntil(
                () -> !of(alpha, beta).isEmpty() && last(of(alpha, beta)).code() == 133, SOON);

        assertSays(
                last(of(alpha, beta)),
                Stage.HANDSHAKE,
                133,
                "not the node that was asked for (" + other.id().brief() + " answers there)",
                "check the address: another node answers there now");
    }

    @Test
    void osier104ClocksApartAsWhoDialledIsTold() throws Exception {
        answers("beta", Wire.bytes(0, 5));
        var alpha = node(cluster, "alpha", "beta");

        assertSays(
                firstUnknown(alpha),
                Stage.HANDSHAKE,
                104,
                "the other side says, unproven: clocks are more than 10 minutes apart",
                "set the clocks of both machines");
    }

    @Test
    void osier104ClocksApartAreCountedByWhoWasDialled() throws Exception {
        var alpha = node(cluster, "alpha");
        var foreign = new ForeignNode(network, "foreign", cluster);
        foreign.clockAhead = Duration.ofMinutes(-11);
        var peer = foreign.connect(alpha);
        peer.say(foreign.initiator().message1());
        network.runUntil(peer::closed, SOON);
        peer.settle();

        assertThat(peer.clear).containsExactly(Wire.bytes(0, 5));
        assertThat(alpha.node.mesh().self().counters()).containsEntry("clocks apart", 1L);
    }

    @Test
    void whatFailedBeforeSomebodyAnsweredIsFoundAtHimWhoDid() throws Exception {
        network.transport("beta");
        var alpha = node(cluster, "alpha", "beta");
        firstUnknown(alpha);

        var beta = node(cluster, "beta");
        network.runUntil(() -> alpha.linked(beta), SOON);

        assertThat(unknown(alpha)).isEmpty();
        assertThat(of(alpha, beta).get(0).code()).isEqualTo(113);
        assertThat(last(of(alpha, beta)).stage()).isEqualTo(Stage.LINK);
        assertThat(last(of(alpha, beta)).code()).isZero();
    }

    @Test
    void onlyTheLastEightAreKept() throws Exception {
        network.transport("beta");
        var alpha = node(cluster, "alpha", "beta", "gamma");

        network.runFor(Duration.ofMinutes(20));

        assertThat(unknown(alpha)).hasSize(16);
        assertThat(unknown(alpha)).extracting(Attempt::code).startsWith(113).endsWith(112);
        var beta = unknown(alpha).subList(0, 8);
        assertThat(beta).isSortedAccordingTo(java.util.Comparator.comparing(Attempt::at));
        assertThat(beta.get(7).at()).isAfter(network.time().instant().minusSeconds(61));
    }

    @Test
    void aSeedThatIsNotWishedAnyMoreIsForgotten() throws Exception {
        var alpha = node(cluster, "alpha");
        var seeds = new ListedSeeds(SimNode.address("nowhere"));
        alpha.node.add(seeds);
        firstUnknown(alpha);

        alpha.node.remove(seeds);
        network.runFor(Duration.ofSeconds(1));

        assertThat(unknown(alpha)).isEmpty();
    }

    /** Whoever called it was told. */
    @Test
    void aConnectThatFailsIsNotAWishThatStays() throws Exception {
        var alpha = node(cluster, "alpha");

        var answer = alpha.node.mesh().connect(SimNode.address("nowhere")).toCompletableFuture();
        network.runUntil(answer::isDone, SOON);

        assertThat(unknown(alpha)).isEmpty();
        assertThat(answer).isCompletedExceptionally();
    }

    /** Many a list of seeds, the same on every node, names its reader too. */
    @Test
    void anAddressOfOursIsNoFailure() throws Exception {
        var alpha = node(cluster, "alpha", "alpha");

        network.runFor(Duration.ofMinutes(1));

        assertThat(unknown(alpha)).isEmpty();
    }

    @Test
    void theLastPathOutlivesItsLink() throws Exception {
        var beta = node(cluster, "beta");
        var alpha = node(cluster, "alpha", "beta");
        network.runUntil(() -> alpha.linked(beta), SOON);
        network.stop("beta");
        network.runUntil(() -> !alpha.linked(beta), SOON);

        var peer = alpha.node.mesh().peer(beta.id()).get();
        assertThat(peer.path()).isEmpty();
        assertThat(peer.lastPath()).contains(SimNode.address("beta"));
    }

    // --- clocks

    @Test
    void theClockOfAPeerThatDialledIsKnownToASecond() throws Exception {
        var alpha = node(cluster, "alpha");
        var foreign = new ForeignNode(network, "foreign", cluster);
        foreign.clockAhead = Duration.ofSeconds(-75);
        foreign.link(alpha);

        var skew = alpha.node.mesh().peer(foreign.id()).get().clockSkew();
        assertThat(skew.get()).isBetween(Duration.ofMillis(-76_000), Duration.ofMillis(-74_400));
    }

    /** Its record is refused (WIRE.md, section 7), but tells why. */
    @Test
    void aRecordFromTheFutureTellsOfAClockThatIsAhead() throws Exception {
        var foreign = new ForeignNode(network, "foreign", cluster).listen();
        foreign.clockAhead = Duration.ofSeconds(90);
        var alpha = node(cluster, "alpha", "foreign");
        var link = foreign.accepted(0).proved().open();
        var before = alpha.node.mesh().peer(foreign.id()).get();
        link.send(Wire.RECORDS, foreign.record("sim://foreign:1")).settle();

        assertThat(before.clockSkew()).isEmpty();
        var peer = alpha.node.mesh().peer(foreign.id()).get();
        assertThat(peer.record()).isEmpty();
        assertThat(peer.clockSkew().get()).isBetween(Duration.ofMillis(89_900), Duration.ofSeconds(90));
    }

    @Test
    void theClockOfAPeerThatOnlyWeDialIsNotGuessed() throws Exception {
        var beta = node(cluster, "beta");
        var alpha = node(cluster, "alpha", "beta");
        network.runUntil(() -> alpha.linked(beta) && beta.linked(alpha), SOON);
        network.runFor(Duration.ofSeconds(1));

        assertThat(alpha.node.mesh().peer(beta.id()).get().clockSkew()).isEmpty();
        assertThat(beta.node.mesh().peer(alpha.id()).get().clockSkew().get().abs())
                .isLessThan(Duration.ofMillis(600));
    }

    /** Somebody who answers each message with these bytes, or with nothing. */
    private void answers(String host, byte[] answer) throws TransportException {
        network.transport(host)
                .listen(
                        SimNode.address(host),
                        remote -> Optional.of(new RecordingReceiver(new Waiting()) {
                            @Override
                            protected void onMessage(Connection connection, byte[] message) {
                                if (answer.length > 0) connection.send(ByteBuffer.wrap(answer));
                            }
                        }));
    }
}
