package org.osier.dispatcher;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.osier.dispatch.Reply;
import org.osier.mesh.Mesh;
import org.osier.mesh.MeshException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a delivery to the handler that serves its intent now, and the reply back. Thread-safe. */
final class Router implements Workers.Work {
    private static final Logger log = LoggerFactory.getLogger(Router.class);

    private final RouteTable table;
    private final Checks checks;
    private final Outcomes outcomes;

    Router(RouteTable table, Checks checks, Outcomes outcomes) {
        this.table = table;
        this.checks = checks;
        this.outcomes = outcomes;
    }

    /** Checks and calls whoever serves the intent; an intent without handler may have to wait for its return. */
    @Override
    public OptionalLong on(Delivery delivery) {
        if (!checks.pass(delivery)) return OptionalLong.empty();
        while (true) {
            var routes = table.current();
            var route = routes.at(delivery.intent());
            if (route == null) {
                if (table.closed()) break;
                var awaited = routes.awaitedUntil(delivery.intent(), System.nanoTime());
                if (awaited.isPresent()) return awaited;
                checks.refuse(delivery, Kind.NO_HANDLER, routes.summary());
                return OptionalLong.empty();
            }
            // False if it went since we looked; then the table has changed already.
            if (call(route, delivery)) return OptionalLong.empty();
        }
        tooLate(delivery);
        return OptionalLong.empty();
    }

    @Override
    public void tooLate(Delivery delivery) {
        checks.refuse(delivery, Kind.OVERLOADED, "the dispatcher was stopped before its turn came");
    }

    /**
     * Calls a handler with a checked delivery, and answers.
     *
     * @return false if it does not take calls any more; then nothing happened
     */
    boolean call(Route route, Delivery delivery) {
        if (!route.calls().enter()) return false;
        Reply reply;
        try {
            reply = reply(route, delivery);
        } finally {
            route.calls().leave();
        }
        if (reply != null) {
            outcomes.delivered();
            if (delivery.replyWanted()) delivery.envelope().answer(delivery.packet(), reply);
        }
        return true;
    }

    /** @return null if the handler failed; that was answered then */
    private @Nullable Reply reply(Route route, Delivery delivery) {
        try {
            @Nullable Reply reply = route.handler().on(delivery); // others write handlers: what they promise is checked
            if (reply == null) throw new IllegalStateException("the handler returned no reply");
            if (!delivery.replyWanted()) return reply;
            int size = reply.payload().remaining();
            if (size <= Mesh.MAX_PAYLOAD_BYTES) return reply;
            throw new IllegalStateException("the reply has " + size + " bytes, more than " + Mesh.MAX_PAYLOAD_BYTES);
        } catch (Throwable e) { // errors too: a missing class in a handler is the handler's
            if (e instanceof InterruptedException) Thread.currentThread().interrupt();
            var message = e.getMessage();
            checks.refuse(
                    delivery,
                    Kind.HANDLER_FAILED,
                    message == null ? e.getClass().getSimpleName() : message);
            tellOperator(route, delivery, e);
            return null;
        }
    }

    private static void tellOperator(Route route, Delivery delivery, Throwable e) {
        if (route.calls().firstFailure()) {
            var handler = route.handler().getClass().getName();
            log.warn("{}: handler {} failed; its next failures are logged at DEBUG", route, handler, e);
        } else {
            log.debug("{}: handler failed with {}", route, delivery, e);
        }
    }
}
