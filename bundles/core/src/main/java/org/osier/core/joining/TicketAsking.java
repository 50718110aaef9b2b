package org.osier.core.joining;

import java.util.function.Consumer;
import org.osier.core.link.Link;
import org.osier.core.link.rules.CloseReason;
import org.osier.trust.JoinException;
import org.osier.trust.JoinStep;

/** With a ticket: who answers knows its secret, and is who made it. */
final class TicketAsking extends Asking {
    private final Ticket ticket;

    TicketAsking(Ticket ticket, Entering entering, Consumer<JoinStep> progress) {
        super(ticket.address(), entering, progress);
        this.ticket = ticket;
    }

    @Override
    void begin(Link link) {
        if (link.peer().brief().equals(ticket.inviter())) {
            link.admit();
            return;
        }
        var what = "node " + link.peer().brief() + " answers at " + ticket.address() + ", the ticket is of "
                + ticket.inviter();
        fail(
                link,
                CloseReason.REFUSED,
                new JoinException(133, what, "ask for a new ticket, and look who that node is"));
    }
}
