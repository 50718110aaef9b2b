package org.osier.core.joining;

import org.jspecify.annotations.Nullable;
import org.osier.admission.Decision;
import org.osier.admission.Decision.Verdict;
import org.osier.core.link.Link;
import org.osier.core.node.Errand;
import org.osier.core.node.rules.Explained;

/** Somebody came with a ticket, which is used by that. The loop's. */
final class TicketVisit implements Errand {
    private final Visits visits;
    private @Nullable Link link;
    private boolean welcomed;
    private @Nullable String held = "the link broke; it needs another ticket";

    TicketVisit(Visits visits) {
        this.visits = visits;
    }

    @Override
    public void proved(Link link) {
        this.link = link;
        visits.ask(link, decision -> decided(link, decision));
    }

    private void decided(Link link, Decision decision) {
        if (decision.verdict() == Verdict.ADMIT) {
            link.admit();
        } else {
            held = null;
            visits.hold(link, decision.reason());
        }
    }

    @Override
    public void ready(Link link) {
        welcomed = visits.welcome(link);
    }

    @Override
    public void frame(Link link, int type, byte[] payload) {
        visits.violation(link, "a frame that a joiner does not send");
    }

    @Override
    public void ended(Explained why) {
        var link = this.link;
        if (link != null) visits.ended(link, welcomed, "by ticket", held);
    }
}
