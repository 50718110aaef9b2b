package org.osier.core.joining;

import org.jspecify.annotations.Nullable;
import org.osier.core.crypto.BadProofException;
import org.osier.core.joining.rules.PairFrames;
import org.osier.core.link.Link;
import org.osier.core.link.rules.FrameType;
import org.osier.core.link.rules.Refusal;
import org.osier.node.NodeId;

/** Somebody tries the PIN that we show: at most once on one link. The loop's; the arithmetic is the worker's. */
final class Pairing {
    private final Visits visits;
    private final Pins.Shown pin;
    private final Link link;
    private final PairFrames frames;
    private final Proof proof;
    private @Nullable Confirmations expected;
    private boolean counted; // as a try, and not ended yet
    private boolean proved;
    private String held = "broke off while it paired";

    Pairing(Visits visits, Pins.Shown pin, Link link, PairFrames frames, NodeId self) {
        this.visits = visits;
        this.pin = pin;
        this.link = link;
        this.frames = frames;
        this.proof = Proof.ofMember(link, self, pin.digits(), visits.random());
    }

    /** Why it was not let in. */
    String held() {
        return held;
    }

    void begin(byte[] round1) {
        pin.worker().run(() -> first(round1), ours -> send(PairFrames.ROUND_1, ours), this::wrong);
    }

    private byte[] first(byte[] theirs) throws BadProofException {
        var ours = proof.round1();
        proof.takeRound1(theirs);
        return ours;
    }

    /** @param kind 2 or 3 */
    void take(int kind, byte[] body) {
        if (kind == PairFrames.ROUND_2) {
            pin.worker().run(() -> new Second(proof.round2(), proof.takeRound2(body)), this::second, this::wrong);
        } else {
            confirm(body);
        }
    }

    private record Second(byte[] round2, Confirmations confirmations) {}

    /** With our second round the other end can test its guess: a try, whatever comes of it. */
    private void second(Second second) {
        if (link.isOver()) return;
        if (!pin.countTry()) {
            held = "came too late";
            refuse("the PIN is shown no more");
            return;
        }
        counted = true;
        expected = second.confirmations();
        send(PairFrames.ROUND_2, second.round2());
    }

    private void confirm(byte[] said) {
        var expected = this.expected;
        if (expected == null || !expected.isJoiner(said)) {
            wrong();
        } else if (!pin.succeeded()) {
            held = "came too late";
            refuse("the PIN is shown no more");
        } else {
            counted = false;
            proved = true;
            send(PairFrames.CONFIRMATION, expected.member());
            link.admit();
        }
    }

    private void wrong() {
        held = "came with another PIN";
        visits.wrongPin();
        refuse("the PIN is another one");
    }

    private void refuse(String why) {
        if (!link.isOver()) visits.refuse(link, Refusal.PIN, why);
    }

    private void send(int kind, byte[] body) {
        if (link.send(FrameType.PAIR, PairFrames.write(kind, body))) frames.sent();
    }

    /** The link is gone. @param came whether it is a member now */
    void ended(boolean came) {
        if (counted) pin.failed();
        counted = false;
        if (!proved) return;
        if (came) pin.came(link.peer());
        else pin.lost();
    }
}
