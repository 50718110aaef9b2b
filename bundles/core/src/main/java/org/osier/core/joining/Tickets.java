package org.osier.core.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osier.core.handshake.Door;
import org.osier.core.joining.rules.TicketBook;
import org.osier.core.link.Link;
import org.osier.core.link.rules.Refusal;
import org.osier.core.node.Environment;
import org.osier.core.node.Errand;
import org.osier.core.node.Errands;
import org.osier.trust.Invitation;
import org.osier.trust.JoinException;
import org.osier.trust.Joining;

/** Makes tickets and serves who comes with one: door 2. They are in memory alone. Any thread. */
final class Tickets implements Errands.Desk {
    private final Environment environment;
    private final JoiningNode node;
    private final Visits visits;
    private final TicketBook<Door> book = new TicketBook<>(); // guarded by itself

    Tickets(Environment environment, JoiningNode node, Visits visits) {
        this.environment = environment;
        this.node = node;
        this.visits = visits;
    }

    Invitation issue() throws JoinException {
        var at = node.record().addresses().stream()
                .filter(address -> "tcp".equals(address.getScheme()))
                .findFirst()
                .orElseThrow(() -> new JoinException(
                        102,
                        "this node listens nowhere on tcp that others could dial",
                        "set listen, or advertise, of org.osier.core"));
        var secret = new byte[Ticket.SECRET_BYTES];
        environment.random().nextBytes(secret);
        var ticket = Ticket.of(secret, node.id().brief(), at);
        synchronized (book) {
            if (!book.add(ticket.door(), now())) {
                throw new JoinException(
                        305,
                        Joining.MAX_TICKETS + " tickets are out already",
                        "wait until one is used, or is 10 minutes old");
            }
        }
        return new Invitation(ticket.text(), expires());
    }

    private Instant expires() {
        return environment.clock().instant().plus(Duration.ofNanos(TicketBook.LIFE_NANOS));
    }

    int count() {
        return doors().size();
    }

    @Override
    public List<Door> doors() {
        synchronized (book) {
            return book.doors(now());
        }
    }

    /** Whoever proves first to have the ticket has it; for all others it is used. */
    @Override
    public Errand accept(Link link) {
        boolean first;
        synchronized (book) {
            first = book.take(link.proof().door(), now());
        }
        // Two may come with one ticket at the same time, or it has just expired.
        return first ? new TicketVisit(visits) : new Refusing(visits, Refusal.TICKET, "the ticket is used or expired");
    }

    private long now() {
        return environment.nanos().getAsLong();
    }
}
