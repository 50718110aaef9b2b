package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.mesh.MeshException;
import org.osier.mesh.Message;
import org.osier.testkit.SimNetwork;

/** Goal: a session outlives its links as WIRE.md, section 4, says, whoever made the other end. */
class ForeignSessionTest {
    private final SimNetwork network = new SimNetwork(12);
    private final Cluster cluster = TestClusters.cluster();
    private final ForeignNode foreign = new ForeignNode(network, "foreign", cluster);
    private SimNode node;

    @BeforeEach
    void aNode() throws Exception {
        node = new SimNode(network, "node", cluster, NodeConfig.named("node").withListen(SimNode.address("node")));
        network.runFor(Duration.ofMillis(1));
    }

    private CompletableFuture<Void> send(String text) {
        return node.node.mesh().send(foreign.id(), Message.of(0x40, text)).toCompletableFuture();
    }

    private void soon(CompletableFuture<?> future) {
        network.runUntil(future::isDone, Duration.ofSeconds(2));
    }

    @Test
    void whatIsHalfAcknowledgedGoesOnWhereTheResumeSays() {
        var first = foreign.link(node);
        var sent = send("a message of some length");
        var whole = first.next(Wire.MESSAGE).buffer();
        int size = whole.remaining() - 10;
        first.send(Wire.CONTROL, Wire.acknowledge(0, 20, 262_144)).settle().close();

        var second = foreign.handshake(node).open(0, 30, 262_144);
        second.frames.clear();
        var third = foreign.handshake(node).ready();
        third.next();
        second.close();
        third.resume(0, 30, 262_144);
        var rest = third.next(Wire.MESSAGE);

        assertThat(rest.u8(0)).isEqualTo(Wire.LAST | Wire.QUIET);
        assertThat(rest.buffer().getLong(2)).isEqualTo(30);
        assertThat(rest.buffer().position(10).slice())
                .isEqualTo(whole.position(40).slice());
        assertThat(sent).isNotDone();
        third.send(Wire.CONTROL, Wire.acknowledge(0, size, 262_144));
        soon(sent);
        assertThat(sent).isCompleted();
    }

    @Test
    void theNodesResumeSaysWhatItHasAndTheRestIsTaken() {
        var first = foreign.link(node);
        var question = Wire.question(Wire.id(1), Wire.packet(foreign.ueps(first), 0x40, 0, Wire.text("split")));
        var head = java.util.Arrays.copyOf(question, 33);
        var tail = java.util.Arrays.copyOfRange(question, 33, question.length);
        first.send(Wire.MESSAGE, Wire.segment(Wire.FIRST, 4, 0, head)).settle().close();

        var second = foreign.handshake(node).ready();
        second.next();
        var resume = second.next();

        assertThat(resume.payload()).startsWith(Wire.greeting(3, second.yourBoot(), foreign.bootId, 4, 33, 0)[0]);
        assertThat(resume.u8(17)).isEqualTo(4);
        assertThat(resume.buffer().getLong(18)).isEqualTo(33);
        assertThat(resume.buffer().getInt(26)).isGreaterThan(200_000);
        second.resume().send(Wire.MESSAGE, Wire.segment(Wire.LAST | Wire.QUIET, 4, 33, tail));
        assertThat(second.next(Wire.MESSAGE).u8(1)).isEqualTo(4);
        assertThat(node.received).containsExactly("split");
    }

    @Test
    void whatWasReceivedAlreadyIsDroppedUnread() {
        var peer = foreign.link(node);
        var message = Wire.envelope(0, Wire.id(1), new byte[0], Wire.packet(foreign.ueps(peer), 0x40, 0, new byte[0]));

        peer.segment(0, 0, message).segment(0, 0, message).segment(0, 0, message);
        peer.stays();

        assertThat(node.received).hasSize(1);
    }

    @Test
    void piecesMayComeInAnyOrderInsideTheWindow() {
        var peer = foreign.link(node);
        var message =
                Wire.envelope(0, Wire.id(1), new byte[0], Wire.packet(foreign.ueps(peer), 0x40, 0, Wire.text("x")));
        int size = message.length;

        for (int at = size - 1; at >= 0; at--) {
            int flags = (at == 0 ? Wire.FIRST : 0) | (at == size - 1 ? Wire.LAST : 0);
            peer.send(Wire.MESSAGE, Wire.segment(flags, 0, at, new byte[] {message[at]}));
        }
        peer.stays();

        assertThat(node.received).containsExactly("x");
    }

    @Test
    void whoForgotSaysSoAndBothStartAtZero() {
        var first = foreign.link(node);
        var lost = send("whole, and not acknowledged");
        first.next(Wire.MESSAGE);
        var message = Wire.envelope(0, Wire.id(1), new byte[0], Wire.packet(foreign.ueps(first), 0x40, 0, new byte[0]));
        first.segment(0, 0, message).settle().close();

        var second = foreign.handshake(node).ready();
        second.next();
        second.send(Wire.CONTROL, Wire.greeting(2, foreign.bootId, second.yourBoot()));
        soon(lost);

        assertThat(failure(lost).kind()).isEqualTo(MeshException.Kind.UNKNOWN_OUTCOME);
        assertThat(failure(lost).code()).isEqualTo(307);
        second.segment(0, 0, message).settle();
        assertThat(node.received).hasSize(2);
        second.frames.clear();
        var fresh = send("fresh");
        assertThat(second.next(Wire.MESSAGE).buffer().getLong(2)).isZero();
        second.send(Wire.CONTROL, Wire.acknowledge(0, 1_000_000, 0)).closesWith(5); // more than was sent
        assertThat(fresh).isNotDone();
    }

    @Test
    void theNodeForgetsASessionAfterTenMinutesAndSaysSo() {
        var first = foreign.link(node);
        first.segment(0, 0, Wire.bytes(0x80)).settle().close();

        network.runFor(Duration.ofMinutes(11));
        var second = foreign.handshake(node).ready();
        second.next();

        assertThat(second.next().payload()).isEqualTo(Wire.greeting(2, second.yourBoot(), foreign.bootId));
        second.resume().segment(0, 0, Wire.bytes(0x80)); // ours crosses it and is ignored
        assertThat(second.next(Wire.CONTROL).buffer().getLong(2)).isEqualTo(1);
        second.stays();
        assertThat(node.counter(Counter.MESSAGES_UNKNOWN)).isEqualTo(2);
    }

    @Test
    void aSessionThatNeverCarriedIsForgottenToo() {
        var peer = foreign.handshake(node).ready();
        peer.next();
        peer.closesWith(6);

        network.runFor(Duration.ofMinutes(11));

        var second = foreign.handshake(node).ready();
        second.next();
        assertThat(second.next().u8(0)).as("forgotten").isEqualTo(2);
    }

    @Test
    void anotherBootIdIsARestart() {
        var first = foreign.link(node);
        var unknown = send("left");
        first.next(Wire.MESSAGE);
        first.send(Wire.CONTROL, Wire.acknowledge(0, 0, 0)).settle().close();
        var never = send("never left");
        foreign.bootId++;

        var second = foreign.handshake(node).open();
        soon(never);

        assertThat(failure(unknown).code()).isEqualTo(307);
        assertThat(failure(unknown).retrySafe()).isFalse();
        assertThat(failure(never).code()).isEqualTo(306);
        assertThat(failure(never).retrySafe()).isTrue();
        assertThat(node.node.mesh().peer(foreign.id()).get().counts().restarts())
                .isEqualTo(1);
        send("fresh");
        assertThat(second.next(Wire.MESSAGE).buffer().getLong(2)).isZero();
    }

    @Test
    void aSecondLinkOnlyInformsAndWhatWentOverALostOneIsSentAgain() {
        var first = foreign.link(node);
        var sent = send("twice on the wire");
        var segment = first.next(Wire.MESSAGE);
        var second = foreign.link(node).settle();
        assertThat(second.frames).isEmpty();

        first.close();

        assertThat(second.next(Wire.MESSAGE)).hasToString(segment.toString());
        second.send(Wire.CONTROL, Wire.acknowledge(0, segment.payload().length - 10, 262_144));
        soon(sent);
        assertThat(sent).isCompleted();
    }

    @Test
    void whatAnAcknowledgementBeforeAViolationCompletesIsTold() {
        var peer = foreign.link(node);
        var sent = send("told");
        int size = peer.next(Wire.MESSAGE).payload().length - 10;

        peer.record(Wire.frame(Wire.CONTROL, Wire.acknowledge(0, size, 262_144)), Wire.bytes(0, 0, 0, 0, 0));

        peer.closesWith(5);
        assertThat(sent).isCompleted();
    }

    private static MeshException failure(CompletableFuture<?> future) {
        try {
            future.join();
            throw new AssertionError("did not fail");
        } catch (CompletionException e) {
            return (MeshException) e.getCause();
        }
    }
}
