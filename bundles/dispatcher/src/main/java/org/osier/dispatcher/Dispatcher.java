package org.osier.dispatcher;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osier.dispatch.Envelope;
import org.osier.dispatch.Inbox;
import org.osier.dispatch.IntentHandler;
import org.osier.dispatch.PacketAuth;
import org.osier.mesh.MeshException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes envelopes from sessions and brings their packets to handlers: on the thread that brought them if the handler
 * does not block and nothing of the same peer and stream is before them, else through {@link Workers}. Thread-safe.
 * Immediate, and core is no condition: as a delayed component it would go, and the handlers with it, with every core.
 */
@Component(name = "org.osier.dispatcher", service = Inbox.class, immediate = true)
@Designate(ocd = DispatcherConfig.class)
public final class Dispatcher implements Inbox {
    /** How long going away may take, for a handler and for all of us (DESIGN: a swap drains at most 2 s). */
    static final Duration DRAIN = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final Outcomes outcomes = new Outcomes();
    private final RouteTable table;
    private final Checks checks;
    private final Router router;
    private final Workers workers;
    private final AtomicReference<@Nullable PacketAuth> auth = new AtomicReference<>();
    private volatile boolean closed;

    @Activate
    public Dispatcher(DispatcherConfig config) {
        this(Settings.of(config, Runtime.getRuntime().availableProcessors()));
    }

    Dispatcher(Settings settings) {
        table = new RouteTable(settings.handlerGrace());
        table.put(Echo.route());
        checks = new Checks(outcomes);
        router = new Router(table, checks, outcomes);
        workers = new Workers(settings.threads(), settings.queueBytes(), router);
    }

    /** Core comes, or another version of it: we stay as we are, and with us the handlers that live by our use. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindAuth(PacketAuth arrived) {
        auth.set(arrived);
    }

    /** Core goes: it brings nothing more. What it brought before is checked with what it gave for that. */
    void unbindAuth(PacketAuth gone) {
        auth.compareAndSet(gone, null); // a successor may be bound already
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindHandler(IntentHandler handler, Map<String, Object> properties) {
        put(handler, properties, new Calls());
    }

    /** Its properties changed, its calls go on. */
    void updatedHandler(IntentHandler handler, Map<String, Object> properties) {
        var known = table.of(Route.serviceId(properties));
        put(handler, properties, known == null ? new Calls() : known.calls());
    }

    /** What comes from now on goes to the next best; waits for what is inside. */
    void unbindHandler(IntentHandler handler, Map<String, Object> properties) {
        var gone = table.remove(Route.serviceId(properties));
        if (gone == null) return;
        gone.calls().close();
        if (!gone.calls().awaitEmpty(DRAIN)) {
            var name = handler.getClass().getName();
            log.warn("{}: handler {} is still busy after {}; it goes regardless", gone, name, DRAIN);
        }
    }

    private void put(IntentHandler handler, Map<String, Object> properties, Calls calls) {
        try {
            table.put(Route.of(handler, properties, calls));
            workers.routesChanged();
        } catch (IllegalArgumentException e) {
            unbindHandler(handler, properties);
            log.warn("handler {} is ignored: {}", handler.getClass().getName(), e.getMessage());
        }
    }

    @Override
    public boolean accept(Envelope envelope, Runnable roomAgain) {
        var auth = this.auth.get();
        if (closed || auth == null) return false;
        var packet = checks.read(envelope);
        if (packet == null) return true;
        var delivery = new Delivery(envelope, packet, auth);
        while (!closed) {
            int seen = workers.changes();
            var routes = table.current();
            var route = routes.at(delivery.intent());
            if (route == null) {
                if (table.closed()) return false;
                var awaited = routes.awaitedUntil(delivery.intent(), System.nanoTime());
                if (awaited.isPresent()) {
                    // It stays in its session: were it taken, it would be lost if we went before its handler came.
                    if (workers.hold(delivery, roomAgain, awaited.getAsLong(), seen)) return false;
                    continue;
                }
                if (checks.pass(delivery)) checks.refuse(delivery, Kind.NO_HANDLER, routes.summary());
                return true;
            }
            if (route.blocking() || !workers.idle(delivery.peer(), delivery.stream())) {
                return workers.offer(delivery, roomAgain);
            }
            // False if it went since we looked; then the table has changed already.
            if (!checks.pass(delivery) || router.call(route, delivery)) return true;
        }
        return false;
    }

    /** Finishes what was accepted, at most 2 s, tells the senders of the rest, and ends the threads. */
    @Deactivate
    void stop() {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        closed = true;
        workers.close(DRAIN);
        var handlers = table.close();
        for (var route : handlers) route.calls().close();
        for (var route : handlers) route.calls().awaitEmpty(Duration.ofNanos(deadline - System.nanoTime()));
        log.info("stopped; since its start: {}", outcomes);
    }

    /** How deliveries ended. */
    Outcomes outcomes() {
        return outcomes;
    }
}
