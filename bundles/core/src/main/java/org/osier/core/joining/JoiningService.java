package org.osier.core.joining;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.osier.core.handshake.Door;
import org.osier.core.node.Environment;
import org.osier.node.NodeId;
import org.osier.node.Records;
import org.osier.trust.Entrances;
import org.osier.trust.Invitation;
import org.osier.trust.JoinException;
import org.osier.trust.JoinStep;
import org.osier.trust.Joined;
import org.osier.trust.Joining;
import org.osier.trust.Knock;
import org.osier.trust.Pin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How nodes get in, and how this one does: the door of this room. Any thread. */
public final class JoiningService implements Joining {
    private static final Logger log = LoggerFactory.getLogger(JoiningService.class);
    private static final Pattern PIN = Pattern.compile("[0-9]{6}");

    private final Environment environment;
    private final JoiningNode node;
    private final Tickets tickets;
    private final Pins pins;
    private final Pending pending;
    private final Entering entering;
    private boolean asking; // the loop's

    /** @param records checks those that come */
    public JoiningService(Environment environment, JoiningNode node, Arrival arrival, Records records) {
        this.environment = environment;
        this.node = node;
        this.pending = new Pending(environment);
        var visits = new Visits(node, arrival, pending, environment.random());
        this.tickets = new Tickets(environment, node, visits);
        this.pins = new Pins(environment, node, visits);
        this.entering = new Entering(environment, node, arrival, records);
        node.serve(Door.TICKET, tickets);
        node.serve(Door.STRANGER, pins);
    }

    /** Whether the node lets anybody in, from now on. */
    public void anybody(boolean anybody) {
        pins.anybody(anybody);
    }

    /** The node stops. */
    public void stop() {
        pins.stop();
    }

    // --- who comes

    @Override
    public Invitation invite() throws JoinException {
        return tickets.issue();
    }

    @Override
    public Pin pair() throws JoinException {
        return pins.show(Optional.empty());
    }

    @Override
    public Pin accept(NodeId node) throws JoinException {
        var pin = pins.show(Optional.of(node));
        pending.pardon(node);
        return pin;
    }

    @Override
    public List<Knock> pending() {
        return pending.all();
    }

    @Override
    public boolean reject(NodeId node) {
        return pending.reject(node);
    }

    @Override
    public Entrances entrances() {
        return new Entrances(
                tickets.count(), pins.until(), pins.anybody(), pending.all().size());
    }

    // --- this node goes

    @Override
    public boolean mayJoin() {
        return entering.mayLeave();
    }

    @Override
    public CompletionStage<Joined> joinByTicket(String text, Consumer<JoinStep> progress) {
        try {
            var ticket = Ticket.parse(text.strip());
            var told = quietly(progress);
            return ask(ticket.door(), new TicketAsking(ticket, entering, told), ticket.address(), told);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new JoinException(
                    121, "that is no ticket: " + e.getMessage(), "copy the whole line that osier:invite printed"));
        }
    }

    @Override
    public CompletionStage<Joined> joinByPin(URI address, String pin, Consumer<JoinStep> progress) {
        if (!PIN.matcher(pin).matches()) {
            return CompletableFuture.failedFuture(
                    new JoinException(122, "a PIN has six digits", "look at it again where osier:pair shows it"));
        }
        var told = quietly(progress);
        var asking = new PinAsking(environment, node.id(), address, pin, entering, told);
        return ask(Door.stranger(), asking, address, told);
    }

    @Override
    public CompletionStage<Joined> joinOpen(URI address, Consumer<JoinStep> progress) {
        var told = quietly(progress);
        return ask(Door.stranger(), new OpenAsking(node.id(), address, entering, told), address, told);
    }

    /** Whoever is told of the steps must not break them. */
    private static Consumer<JoinStep> quietly(Consumer<JoinStep> progress) {
        return step -> {
            try {
                progress.accept(step);
            } catch (RuntimeException e) {
                log.warn("who asked to join failed at {}", step, e);
            }
        };
    }

    private CompletionStage<Joined> ask(Door door, Asking asking, URI address, Consumer<JoinStep> progress) {
        environment.onLoop(() -> begin(door, asking, address, progress));
        return asking.result().minimalCompletionStage();
    }

    private void begin(Door door, Asking asking, URI address, Consumer<JoinStep> progress) {
        try {
            if (this.asking) throw new JoinException(305, "this node is joining already", "wait for that");
            if (!entering.mayLeave()) throw entering.notAlone();
        } catch (JoinException e) {
            asking.over();
            asking.result().completeExceptionally(e);
            return;
        }
        this.asking = true;
        asking.result().whenComplete((joined, e) -> this.asking = false);
        progress.accept(JoinStep.DIALLING);
        node.dial(address, door, Optional.empty(), asking);
    }
}
