package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.crypto.PinAgreement;
import org.osier.core.handshake.Door;
import org.osier.trust.JoinException;
import org.osier.trust.JoinStep;
import org.osier.trust.Pin;

/** Goal: who knows the PIN gets in, and a PIN is worth five guesses. Method: whole nodes in virtual time. */
class PairingTest {
    private static final int PAIR = 0x18;

    private final Strangers strangers = new Strangers(22);
    private SimNode alpha;
    private SimNode beta;

    @BeforeEach
    void twoNodesAlone() throws Exception {
        alpha = strangers.node("alpha");
        beta = strangers.node("beta");
    }

    private static String another(String pin) {
        return pin.equals("000000") ? "000001" : "000000";
    }

    private static boolean sameCluster(SimNode a, SimNode b) {
        return Strangers.cluster(a).equals(Strangers.cluster(b));
    }

    @Test
    void whoKnowsThePinBecomesAMember() throws Exception {
        var pin = alpha.node.joining().pair();
        assertThat(pin.digits()).matches("[0-9]{6}");

        var joined = strangers.byPin(beta, alpha, pin.digits()).joined();

        assertThat(strangers.steps)
                .containsExactly(JoinStep.DIALLING, JoinStep.PROVED, JoinStep.WELCOMED, JoinStep.LINKED);
        assertThat(joined.by()).isEqualTo(alpha.id());
        assertThat(sameCluster(alpha, beta)).isTrue();
        strangers.settle();
        assertThat(pin.result().toCompletableFuture()).isCompletedWithValue(beta.id());
        assertThat(alpha.linked(beta)).isTrue();
        assertThat(alpha.node.joining().entrances().pinUntil()).isEmpty();
        assertThat(alpha.node.joining().pending()).isEmpty();
        assertThat(strangers.network.openEnds()).isEqualTo(2);
    }

    @Test
    void whoHasAnotherPinStaysOutAndIsShownToTheOperator() throws Exception {
        var pin = alpha.node.joining().pair();

        var failure = strangers.byPin(beta, alpha, another(pin.digits())).failure();

        assertThat(failure.code()).isEqualTo(122);
        assertThat(sameCluster(alpha, beta)).isFalse();
        strangers.network.runFor(Duration.ofSeconds(2));
        assertThat(alpha.counter(Counter.PINS_WRONG)).isEqualTo(1);
        assertThat(alpha.node.joining().pending()).singleElement().satisfies(knock -> {
            assertThat(knock.id()).isEqualTo(beta.id());
            assertThat(knock.why()).isEqualTo("came with another PIN");
        });
        strangers.byPin(beta, alpha, pin.digits()).joined();
    }

    @Test
    void fiveTriesOverAllConnectionsAreAll() throws Exception {
        var pin = alpha.node.joining().pair();
        var gamma = strangers.node("gamma");
        for (int i = 0; i < 5; i++) {
            var guesser = i % 2 == 0 ? beta : gamma;
            assertThat(strangers
                            .byPin(guesser, alpha, another(pin.digits()))
                            .failure()
                            .code())
                    .isEqualTo(122);
        }

        assertThat(strangers.failure(pin.result()).code()).isEqualTo(122);
        var failure = strangers.byPin(beta, alpha, pin.digits()).failure();
        assertThat(failure.code()).isEqualTo(123);
        assertThat(failure.hint()).contains("osier:pair");
        assertThat(sameCluster(alpha, beta)).isFalse();
    }

    /** Goal: a guess counts when it could be tested, not when it was confirmed. Method: nobody ever confirms. */
    @Test
    void whoBreaksOffAfterTheSecondRoundHasUsedATry() throws Exception {
        var pin = alpha.node.joining().pair();
        for (int i = 0; i < 5; i++) guess("guesser-" + i, another(pin.digits())).close();

        assertThat(strangers.failure(pin.result()).code()).isEqualTo(122);
    }

    private ForeignPeer guess(String host, String pin) throws Exception {
        var foreign = stranger(host);
        var peer = foreign.handshake(alpha);
        var me = new PinAgreement(
                "joiner " + foreign.id(),
                "member " + alpha.id(),
                pin,
                strangers.network.time().random());
        peer.send(PAIR, Wire.join(Wire.bytes(1), me.round1()));
        me.takeRound1(body(peer.next(), 1));
        peer.send(PAIR, Wire.join(Wire.bytes(2), me.round2()));
        me.takeRound2(body(peer.next(), 2));
        return peer;
    }

    private static byte[] body(Wire.Frame frame, int kind) {
        assertThat(frame.type()).isEqualTo(PAIR);
        assertThat(frame.u8(0)).isEqualTo(kind);
        return java.util.Arrays.copyOfRange(frame.payload(), 1, frame.payload().length);
    }

    private ForeignNode stranger(String host) {
        var foreign = new ForeignNode(strangers.network, host, TestClusters.other());
        foreign.door = Door.stranger();
        return foreign;
    }

    @Test
    void whoBreaksOffBeforeTheSecondRoundHasNot() throws Exception {
        var pin = alpha.node.joining().pair();
        for (int i = 0; i < 20; i++) {
            var peer = stranger("stranger-" + i).handshake(alpha);
            var me = new PinAgreement(
                    "joiner", "member", "000000", strangers.network.time().random());
            peer.send(PAIR, Wire.join(Wire.bytes(1), me.round1()));
            peer.next(0x17);
            peer.close();
        }

        strangers.byPin(beta, alpha, pin.digits()).joined();
    }

    /** Goal: a wrong confirmation is refused, the right one counts. Method: both by hand. */
    @Test
    void theMemberSaysNothingBeforeTheJoinerHasConfirmed() throws Exception {
        var pin = alpha.node.joining().pair();
        var peer = guess("guesser", pin.digits());

        peer.stays();
        assertThat(peer.has()).isFalse();
        peer.send(PAIR, Wire.join(Wire.bytes(3), new byte[32]));
        var refusal = peer.next();
        assertThat(refusal.type()).isEqualTo(0x17);
        assertThat(refusal.u8(0)).isEqualTo(11);
    }

    /**
     * Goal: who stands between the two gains nothing. Method: it answers the joiner at one handshake, dials the member with
     * another, and hands on every Pair frame as it came.
     */
    @Test
    void whoRelaysAPairingGainsNothing() throws Exception {
        var pin = alpha.node.joining().pair();
        var middle = stranger("middle").listen();
        var join = strangers.join(
                beta,
                joining ->
                        joining.joinByPin(java.net.URI.create("sim://middle:1"), pin.digits(), strangers.steps::add));
        var fromBeta = middle.accepted(0).proved();
        var toAlpha = middle.handshake(alpha);
        for (int round = 0; round < 3 && !join.isDone(); round++) {
            toAlpha.send(PAIR, fromBeta.next().payload());
            var answer = toAlpha.next();
            fromBeta.send(answer.type(), answer.payload());
            strangers.network.runFor(Duration.ofSeconds(1));
            if (answer.type() != PAIR) break;
        }

        assertThat(join.failure().code()).isEqualTo(122);
        assertThat(sameCluster(alpha, beta)).isFalse();
        assertThat(pin.result().toCompletableFuture()).isNotCompleted();
    }

    /** Goal: a member that does not know the PIN gets no joiner. Method: it says Ready and Welcome without a proof. */
    @Test
    void aMemberThatDoesNotKnowThePinIsNotBelieved() throws Exception {
        var evil = stranger("evil").listen();
        var before = Strangers.cluster(beta);
        var join = strangers.join(
                beta,
                joining -> joining.joinByPin(java.net.URI.create("sim://evil:1"), "123456", strangers.steps::add));
        var peer = evil.accepted(0).proved();
        assertThat(peer.next().type()).isEqualTo(PAIR);
        peer.ready().send(0x15, new byte[200]);

        assertThat(join.failure().code()).isIn(122, 123, 132);
        assertThat(Strangers.cluster(beta)).isEqualTo(before);
    }

    @Test
    void aPinExpires() throws Exception {
        var pin = alpha.node.joining().pair();
        strangers.network.runFor(Duration.ofSeconds(120));

        assertThat(strangers.failure(pin.result()).code()).isEqualTo(114);
        assertThat(strangers.byPin(beta, alpha, pin.digits()).failure().code()).isEqualTo(123);
    }

    @Test
    void aPinThatIsWithdrawnCountsNoMore() throws Exception {
        var pin = alpha.node.joining().pair();
        pin.close();

        assertThat(strangers.failure(pin.result()).code()).isEqualTo(305);
        assertThat(strangers.byPin(beta, alpha, pin.digits()).failure().code()).isEqualTo(123);
    }

    @Test
    void onePinIsShownAtATimeAndTenInAnHour() throws Exception {
        var shown = alpha.node.joining().pair();
        assertThat(refused(() -> alpha.node.joining().pair())).isEqualTo(305);
        shown.close();
        for (int i = 1; i < 10; i++) alpha.node.joining().pair().close();

        assertThat(refused(() -> alpha.node.joining().pair())).isEqualTo(305);
        assertThat(refused(() -> alpha.node.joining().accept(beta.id()))).isEqualTo(305);
        strangers.network.runFor(Duration.ofHours(1));
        alpha.node.joining().pair();
    }

    private interface Showing {
        Pin show() throws JoinException;
    }

    private static int refused(Showing showing) {
        try {
            showing.show();
            throw new AssertionError("was shown");
        } catch (JoinException e) {
            return e.code();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "1234567", "12345x", "１２３４５６"})
    void aPinHasSixDigits(String pin) {
        assertThat(strangers.byPin(beta, alpha, pin).failure().code()).isEqualTo(122);
    }

    /** Goal: accept lets nobody in; it opens a PIN for one node. */
    @Test
    void anAcceptedNodeStillHasToKnowThePinAndNobodyElseMayTry() throws Exception {
        var gamma = strangers.node("gamma");
        alpha.node.joining().pair().close();
        var pin = alpha.node.joining().accept(beta.id());

        var failure = strangers.byPin(gamma, alpha, pin.digits()).failure();
        assertThat(failure.code()).isEqualTo(122);
        assertThat(failure).hasMessageContaining("no PIN is shown here for this node");
        assertThat(sameCluster(alpha, beta)).isFalse();
        for (int i = 0; i < 4; i++)
            assertThat(strangers
                            .byPin(beta, alpha, another(pin.digits()))
                            .failure()
                            .code())
                    .isEqualTo(122);
        strangers.byPin(beta, alpha, pin.digits()).joined();
        assertThat(sameCluster(alpha, beta)).isTrue();
        assertThat(sameCluster(alpha, gamma)).isFalse();
    }

    @Test
    void whoIsTurnedAwayIsNotAskedForAPin() throws Exception {
        var pin = alpha.node.joining().pair();
        strangers.byPin(beta, alpha, another(pin.digits())).failure();
        strangers.network.runFor(Duration.ofSeconds(2));

        assertThat(alpha.node.joining().reject(beta.id())).isTrue();
        assertThat(alpha.node.joining().pending()).isEmpty();
        assertThat(strangers.byPin(beta, alpha, pin.digits()).failure().code()).isEqualTo(123);
        pin.close();
        var again = alpha.node.joining().accept(beta.id()); // thinks better of it
        strangers.byPin(beta, alpha, again.digits()).joined();
    }

    @Test
    void theDoorOfStrangersIsOpenOnlyWhileAPinIsShown() throws Exception {
        assertThat(strangers.openly(beta, alpha).failure().code()).isEqualTo(123);
        var pin = alpha.node.joining().pair();
        var failure = strangers.openly(beta, alpha).failure();
        assertThat(failure.code()).isEqualTo(123);
        assertThat(failure).hasMessageContaining("it waits for its operator");
        assertThat(failure.hint()).contains("osier:accept " + beta.id().brief());
        assertThat(alpha.node.joining().pending()).extracting(k -> k.id()).containsExactly(beta.id());
        strangers.byPin(beta, alpha, pin.digits()).joined();
        assertThat(alpha.node.joining().pending()).isEmpty();
        var gamma = strangers.node("gamma");
        assertThat(strangers.openly(gamma, alpha).failure().code()).isEqualTo(123);
    }

    /** Goal: no more than four pairings cost us arithmetic at a time. */
    @Test
    void aFifthAtATimeIsToldToComeAgain() throws Exception {
        alpha.node.joining().pair();
        var peers = new java.util.ArrayList<ForeignPeer>();
        for (int i = 0; i < 5; i++) {
            var foreign = stranger("stranger-" + i);
            var me = new PinAgreement(
                    "joiner " + foreign.id(),
                    "member " + alpha.id(),
                    "000000",
                    strangers.network.time().random());
            var peer = foreign.handshake(alpha);
            peer.send(PAIR, Wire.join(Wire.bytes(1), me.round1()));
            peers.add(peer);
        }
        for (var peer : peers.subList(0, 4)) assertThat(peer.next().type()).isEqualTo(PAIR);
        assertThat(peers.get(4).next().toString()).startsWith("(17) 05");
        strangers.settle(); // the others are given up after 10 s
        assertThat(strangers.network.openEnds()).isZero();
        var late = stranger("late");
        late.handshake(alpha).send(PAIR, Wire.bytes(0)).next(0x17);
    }

    /** Goal: strangers who do nothing take no more than sixteen places, for ten seconds. */
    @Test
    void aCrowdOfStrangersTakesSixteenPlaces() throws Exception {
        var pin = alpha.node.joining().pair();
        for (int i = 0; i < 16; i++) stranger("idle-" + i).handshake(alpha).stays();
        assertThat(stranger("late").handshake(alpha).next().toString()).startsWith("(17) 05");
        assertThat(alpha.node.joining().pending()).isEmpty();

        strangers.settle();
        assertThat(alpha.node.joining().pending()).hasSize(16);
        strangers.byPin(beta, alpha, pin.digits()).joined();
    }

    @Test
    void hostilePairFramesCloseTheLink() throws Exception {
        alpha.node.joining().pair();
        var frames = List.of(
                new byte[0],
                Wire.bytes(4),
                Wire.bytes(0, 0),
                Wire.bytes(1),
                new byte[1_602],
                Wire.join(Wire.bytes(2), new byte[800]),
                Wire.join(Wire.bytes(3), new byte[32]));
        int n = 0;
        for (var frame : frames) {
            stranger("hostile-" + n++).handshake(alpha).send(PAIR, frame).closesWith(5);
        }
        var twice = stranger("twice").handshake(alpha);
        twice.record(Wire.frame(PAIR, Wire.bytes(0)), Wire.frame(PAIR, Wire.bytes(0)));
        strangers.network.runUntil(twice::closed, Duration.ofSeconds(20));
        var zeros = stranger("zeros").handshake(alpha);
        zeros.send(PAIR, Wire.join(Wire.bytes(1), new byte[1_600]));
        assertThat(zeros.next(0x17).u8(0)).isEqualTo(11);
        assertThat(alpha.node.mesh().peers()).isEmpty();
    }

    @Test
    void aStrangerIsNoMember() throws Exception {
        alpha.node.joining().pair();
        for (int type : new int[] {Wire.CONTROL, Wire.MESSAGE, Wire.PING, 0x15, 0x16}) {
            stranger("stranger-" + type)
                    .handshake(alpha)
                    .send(type, new byte[60])
                    .closesWith(5);
        }
        assertThatThrownBy(() -> alpha.send(beta, 0, "x").join()).isNotNull();
    }
}
