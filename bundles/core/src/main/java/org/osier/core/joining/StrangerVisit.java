package org.osier.core.joining;

import org.jspecify.annotations.Nullable;
import org.osier.admission.Decision;
import org.osier.admission.Decision.Verdict;
import org.osier.core.joining.rules.PairFrames;
import org.osier.core.link.Link;
import org.osier.core.link.rules.FrameType;
import org.osier.core.link.rules.Refusal;
import org.osier.core.node.Errand;
import org.osier.core.node.rules.Explained;
import org.osier.core.session.rules.Violation;
import org.osier.node.NodeId;

/**
 * Somebody came through the door that anybody can come through. It says first whether it has a PIN: without one the
 * admissions decide, with one the PIN does, unless they reject. The loop's.
 */
final class StrangerVisit implements Errand {
    private final Visits visits;
    private final Pins pins;
    private final NodeId self;
    private final PairFrames frames = new PairFrames(true);
    private @Nullable Link link;
    private @Nullable Decision decision;
    private byte @Nullable [] first; // what it said before we had decided
    private @Nullable Pairing pairing;
    private boolean welcomed;
    private @Nullable String held = "said nothing";

    StrangerVisit(Visits visits, Pins pins, NodeId self) {
        this.visits = visits;
        this.pins = pins;
        this.self = self;
    }

    @Override
    public void proved(Link link) {
        this.link = link;
        visits.ask(link, decided -> {
            decision = decided;
            var before = first;
            if (before != null) frame(link, before);
        });
    }

    @Override
    public void frame(Link link, int type, byte[] payload) {
        if (type != FrameType.PAIR || first != null && decision == null) {
            visits.violation(link, "a frame that a joiner does not send");
        } else if (decision == null) {
            first = payload; // one, since it waits for an answer
        } else {
            frame(link, payload);
        }
    }

    private void frame(Link link, byte[] payload) {
        try {
            int kind = frames.take(payload);
            if (kind == PairFrames.NO_PIN) withoutPin(link);
            else if (kind == PairFrames.ROUND_1) pair(link, PairFrames.body(payload));
            else if (pairing != null) pairing.take(kind, PairFrames.body(payload));
        } catch (Violation e) {
            visits.violation(link, e.getMessage());
        }
    }

    private void withoutPin(Link link) {
        var decided = decision;
        if (decided != null && decided.verdict() == Verdict.ADMIT) {
            link.admit();
            return;
        }
        held = null;
        visits.hold(link, decided == null ? "" : decided.reason());
    }

    private void pair(Link link, byte[] round1) {
        var pin = pins.forWhom(link.peer());
        if (pin == null) {
            held = "came with a PIN, but none is shown for it";
            visits.refuse(link, Refusal.PIN, "no PIN is shown here for this node");
        } else if (!pins.begin()) {
            held = "came while others paired";
            visits.refuse(link, Refusal.OVERLOADED, "others are pairing, try again");
        } else {
            pairing = new Pairing(visits, pin, link, frames, self);
            pairing.begin(round1);
        }
    }

    @Override
    public void ready(Link link) {
        welcomed = visits.welcome(link);
    }

    @Override
    public void ended(Explained why) {
        pins.left();
        var link = this.link;
        if (link == null) return;
        var paired = pairing;
        var how = paired == null ? "by an admission" : "by PIN";
        boolean came = visits.ended(link, welcomed, how, paired == null ? held : paired.held());
        if (paired == null) return;
        pins.ended();
        paired.ended(came);
    }
}
