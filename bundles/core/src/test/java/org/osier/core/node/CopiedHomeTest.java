package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.core.identity.Identity;
import org.osier.mesh.MeshException;
import org.osier.mesh.Peer;
import org.osier.testkit.SimNetwork;

/**
 * Goal: when a home was copied, and both nodes run, the one that was started last is the node; the other is told so,
 * and disturbs nobody. Method: one identity on two hosts, in virtual time.
 */
class CopiedHomeTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofHours(1);
    private static final String ELSEWHERE = "OSIER-124 a later start of this identity is linked";

    private final SimNetwork network = new SimNetwork(4711);
    private final Cluster cluster = TestClusters.cluster();

    private SimNode node(String host) throws Exception {
        return new SimNode(network, host, cluster, config(host));
    }

    private SimNode node(String host, Identity identity) throws Exception {
        return new SimNode(network, host, cluster, config(host), identity);
    }

    private static NodeConfig config(String host) {
        return NodeConfig.named(host).withListen(SimNode.address(host));
    }

    private static Peer peer(SimNode of, SimNode who) {
        return of.node.mesh().peer(who.id()).orElseThrow();
    }

    /** Links the original, then the copy. */
    private SimNode copied(SimNode alpha, SimNode original) throws Exception {
        network.runUntil(() -> original.linked(alpha) && alpha.linked(original), SOON);
        network.runFor(Duration.ofMinutes(1));
        var copy = node("copy", original.identity).dials(SimNode.address("alpha"));
        network.runUntil(() -> copy.linked(alpha), SOON);
        return copy;
    }

    @Test
    void theOriginalIsToldAndTheCopyIsServed() throws Exception {
        var alpha = node("alpha");
        var original = node("original").dials(SimNode.address("alpha"));
        var copy = copied(alpha, original);
        network.runUntil(() -> !original.linked(alpha), SOON);

        assertThat(peer(original, alpha).why()).contains(ELSEWHERE);
        assertThat(original.node.mesh().self().identityElsewhere())
                .hasValueSatisfying(
                        said -> assertThat(said).startsWith("alpha: ").contains(ELSEWHERE));
        assertThat(copy.node.mesh().self().identityElsewhere()).isEmpty();
        var sent = alpha.send(copy, 0, "hello");
        var back = copy.send(alpha, 0, "hello too");
        network.runUntil(() -> sent.isDone() && back.isDone(), SOON);
        assertThat(sent).isCompleted();
        assertThat(back).isCompleted();
        assertThat(copy.received).containsExactly("hello");
        assertThat(original.received).isEmpty();
    }

    @Test
    void theOriginalTriesAgainNowAndThenAndDisturbsNobody() throws Exception {
        var alpha = node("alpha");
        var original = node("original").dials(SimNode.address("alpha"));
        var copy = copied(alpha, original);
        network.runFor(SOON);
        var links = peer(alpha, copy).counts().links();

        network.runFor(LONG);

        assertThat(copy.linked(alpha)).isTrue();
        assertThat(peer(alpha, copy).counts().links()).isEqualTo(links);
        assertThat(peer(alpha, copy).counts().restarts()).isEqualTo(1);
        assertThat(peer(original, alpha).why()).contains("(OSIER-124)", "a later start of this node is known");
        assertThat(alpha.counter(Counter.LINKS_REFUSED)).isBetween(1L, 20L);
    }

    @Test
    void theOriginalIsLetInAgainWhenTheCopyHasGone() throws Exception {
        var alpha = node("alpha");
        var original = node("original").dials(SimNode.address("alpha"));
        copied(alpha, original);
        network.runFor(Duration.ofMinutes(5));

        network.stop("copy");

        network.runUntil(() -> original.linked(alpha) && alpha.linked(original), LONG);
        var sent = original.send(alpha, 0, "back again");
        network.runUntil(sent::isDone, SOON);
        assertThat(alpha.received).containsExactly("back again");
    }

    @Test
    void whoMeetsItsOwnIdentityIsToldSo() throws Exception {
        var original = node("original");
        var copy = node("copy", original.identity);

        var connected = copy.node.mesh().connect(SimNode.address("original")).toCompletableFuture();
        network.runUntil(connected::isDone, SOON);

        assertThatThrownBy(connected::join).rootCause().isInstanceOfSatisfying(MeshException.class, e -> {
            assertThat(e.code()).isEqualTo(124);
            assertThat(e).hasMessageContaining("a node with our own identity answers there");
        });
    }

    /** Goal: whoever meets its own key answers, but not for ever. Method: two that dial each other all the time. */
    @Test
    void twoThatMeetPublishAboveEachOtherAtMostThreeTimesEach() throws Exception {
        var original = node("original");
        network.runFor(Duration.ofMinutes(1));
        var copy = node("copy", original.identity);
        network.runFor(Duration.ofSeconds(5));
        Map<SimNode, Set<Long>> published = Map.of(original, new TreeSet<>(), copy, new TreeSet<>());
        for (var node : List.of(original, copy)) published.get(node).add(serial(node));
        for (int i = 0; i < 40; i++) {
            copy.node.mesh().connect(SimNode.address("original"));
            original.node.mesh().connect(SimNode.address("copy"));
            network.runFor(Duration.ofSeconds(15));
            for (var node : List.of(original, copy)) published.get(node).add(serial(node));
        }
        assertThat(original.node.mesh().self().identityElsewhere())
                .contains("sim://copy:1: a node with our own identity answers there");
        assertThat(copy.node.mesh().self().identityElsewhere())
                .contains("sim://original:1: a node with our own identity answers there");
        assertThat(published.get(original)).as("its first, and three").hasSize(4);
        assertThat(published.get(copy)).as("its first, and three").hasSize(4);
        assertThat(serial(copy)).as("it answered last").isGreaterThan(serial(original));
    }

    private static long serial(SimNode node) {
        return node.node.mesh().self().record().serial();
    }

    /** Goal: a record that goes round is a proof, too, and everybody sees the answer. */
    @Test
    void aForeignRecordOfOursIsAnsweredAndPeersGetTheAnswer() throws Exception {
        var alpha = node("alpha");
        var original = node("original").dials(SimNode.address("alpha"));
        network.runUntil(() -> original.linked(alpha) && alpha.linked(original), SOON);
        network.runFor(Duration.ofMinutes(1));
        var copy = node("copy", original.identity);
        network.runFor(Duration.ofSeconds(5));
        var foreign = copy.node.mesh().self().record();

        original.node.records().verify(foreign.bytes());
        network.runFor(Duration.ofSeconds(5));

        assertThat(serial(original)).isGreaterThan(foreign.serial());
        assertThat(peer(alpha, original).record().orElseThrow().serial()).isEqualTo(serial(original));
        assertThat(original.node.mesh().self().identityElsewhere())
                .contains("sim://copy:1: a record with our key goes round that we did not sign");
    }

    @Test
    void earlierRecordsOfOursTellNothing() throws Exception {
        var before = node("before");
        network.runFor(Duration.ofSeconds(5));
        var foreign = before.node.mesh().self().record();
        network.stop("before");
        network.runFor(Duration.ofSeconds(5));
        var now = node("now", before.identity);
        network.runFor(Duration.ofSeconds(5));
        var serial = serial(now);

        now.node.records().verify(foreign.bytes());
        now.node.records().verify(now.node.mesh().self().record().bytes());
        network.runFor(Duration.ofMinutes(2));

        assertThat(now.node.mesh().self().identityElsewhere()).isEmpty();
        assertThat(serial(now)).isEqualTo(serial);
    }
}
