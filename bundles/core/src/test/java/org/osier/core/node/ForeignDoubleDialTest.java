package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.testkit.SimNetwork;

/**
 * Goal: when both dialled, exactly the link of the lower id's dial goes, and not before the other carries (WIRE.md, 2).
 */
class ForeignDoubleDialTest {
    private final SimNetwork network = new SimNetwork(13);
    private final Cluster cluster = TestClusters.cluster();
    private final ForeignNode foreign = new ForeignNode(network, "foreign", cluster);
    private SimNode node;

    private final NodeConfig config = NodeConfig.named("node").withListen(SimNode.address("node"));

    @BeforeEach
    void aNode() throws Exception {
        foreign.listen();
        node = new SimNode(network, "node", cluster, config);
        network.runFor(Duration.ofMillis(1));
    }

    /** From now on the node dials. @return its dial, proved */
    private ForeignPeer dialled() {
        node.dials(SimNode.address("foreign"));
        return foreign.accepted(0).proved();
    }

    @Test
    void theDialOfTheHigherIdStaysWhenThatIsOurs() {
        foreign.whoseId(id -> id.compareTo(node.id()) > 0);
        var theirs = dialled().open();

        var ours = foreign.handshake(node).ready();
        ours.next();
        theirs.stays(); // the winner has not carried a frame both ways yet
        ours.resume();

        theirs.closesWith(3);
        ours.stays();
        network.runFor(Duration.ofSeconds(20));
        assertThat(foreign.accepted).hasSize(1);
    }

    @Test
    void theDialOfTheHigherIdStaysWhenThatIsTheNodes() {
        foreign.whoseId(id -> id.compareTo(node.id()) < 0);
        var ours = foreign.link(node);
        var theirs = dialled().open();

        network.runFor(Duration.ofSeconds(20));
        ours.stays(); // the node did not dial it, so it is ours to close
        theirs.stays();

        ours.send(Wire.CLOSE, Wire.bytes(3)).close();
        theirs.stays();
        assertThat(foreign.accepted).hasSize(1);
    }

    @Test
    void theLoserThatStandsFirstIsClosedWhenTheWinnerStands() {
        foreign.whoseId(id -> id.compareTo(node.id()) > 0);
        var ours = foreign.handshake(node);
        var theirs = dialled().open();
        theirs.stays();
        ours.open();

        theirs.closesWith(3);
        ours.stays();
    }

    @Test
    void aDialerThatIsRefusedWithProtocolWaits() {
        var peer = dialled().open();
        peer.send(Wire.CLOSE, Wire.bytes(5)).close();
        int before = foreign.accepted.size();

        network.runFor(Duration.ofMinutes(1));

        assertThat(foreign.accepted.size() - before).isBetween(1, 60);
    }

    /** Method: a peer that resumes and lets go at once, whenever it is dialled, for five minutes: at most twice a second, and 20 times before that. */
    @Test
    void aPeerThatLetsGoAtOnceIsNotDialledWithoutAPause() {
        dialled();
        for (int n = 0; network.time().elapsed().compareTo(Duration.ofMinutes(5)) < 0; n++) {
            var peer = foreign.accepted(n).proved().ready();
            if (peer.next().type() == Wire.READY) peer.resume().send(Wire.CLOSE, Wire.bytes(1));
            assertThat(n).as("dials, seed %d", network.seed()).isLessThan(630);
        }
        assertThat(foreign.accepted).hasSizeGreaterThan(10);
    }

    @Test
    void aStoppedNodeDialsNoMore() {
        dialled().open();
        var stopped = node.node.stop();
        network.runUntil(stopped::isDone, Duration.ofSeconds(10));

        network.runFor(Duration.ofMinutes(5));

        assertThat(foreign.accepted).hasSize(1);
        assertThat(network.openEnds()).isZero();
    }
}
