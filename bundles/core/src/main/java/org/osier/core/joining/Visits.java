package org.osier.core.joining;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.osier.admission.Decision;
import org.osier.admission.Decision.Verdict;
import org.osier.core.link.Link;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.link.rules.FrameType;
import org.osier.core.link.rules.Refusal;
import org.osier.core.node.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is the same for all who come in: whom nobody wants goes, who is let in gets what makes it a member. The loop's. */
final class Visits {
    private static final Logger log = LoggerFactory.getLogger(Visits.class);

    private final JoiningNode node;
    private final Arrival arrival;
    private final Pending pending;
    private final RandomGenerator random;

    Visits(JoiningNode node, Arrival arrival, Pending pending, RandomGenerator random) {
        this.random = random;
        this.node = node;
        this.arrival = arrival;
        this.pending = pending;
    }

    /** For keys. */
    RandomGenerator random() {
        return random;
    }

    /** Asks the operator's list, then the admissions. @param then gets a decision that is no rejection */
    void ask(Link link, Consumer<Decision> then) {
        if (pending.rejected(link.peer())) {
            refuse(link, Refusal.NOT_ADMITTED, "its operator turned this node away");
            return;
        }
        node.decide(link).thenAccept(decision -> {
            if (link.isOver()) return;
            if (decision.verdict() == Verdict.REJECT) refuse(link, node.refusal(decision), decision.reason());
            else then.accept(decision);
        });
    }

    /** An operator has to decide: he is told now, the other end too. */
    void hold(Link link, String why) {
        pending.note(link.peer(), link.address(), why);
        link.askToWait(why);
    }

    void refuse(Link link, Refusal refusal, String text) {
        node.count(Counter.LINKS_REFUSED);
        link.refuse(refusal, text);
    }

    void wrongPin() {
        node.count(Counter.PINS_WRONG);
    }

    /** The other end broke the rules. */
    void violation(Link link, String what) {
        node.count(Counter.LINK_VIOLATIONS);
        link.close(CloseReason.PROTOCOL, what);
    }

    /** Both are ready: the other end gets everything; it closes when it has stored it. @return whether it is on its way */
    boolean welcome(Link link) {
        arrival.notAlone(); // first: whoever has the secret may be anywhere by tomorrow
        try {
            var welcome = new Welcome(node.cluster(), node.rotation(), node.record());
            return link.send(FrameType.WELCOME, welcome.bytes());
        } catch (IllegalArgumentException e) {
            log.error("{}: nobody can join, {}", node.cluster(), e.getMessage());
            link.close(CloseReason.REFUSED, "the last rotation does not fit");
            return false;
        }
    }

    /**
     * A visit is over.
     *
     * @param welcomed whether everything was sent; it is known to have arrived if the other end has said goodbye
     * @param how it was let in
     * @param held why it was not; null: the operator knows already
     * @return whether it is a member now
     */
    boolean ended(Link link, boolean welcomed, String how, @Nullable String held) {
        boolean came = welcomed
                && link.closedByPeer()
                        .filter(said -> said.reason() == CloseReason.GOING_AWAY)
                        .isPresent();
        var who = link.peer();
        if (came) {
            pending.forget(who);
            log.info("{}: let in from {}, {}", who.brief(), link.address(), how);
        } else {
            var why = welcomed ? "the link broke while it was let in" : held;
            if (why != null) pending.note(who, link.address(), why);
        }
        return came;
    }
}
