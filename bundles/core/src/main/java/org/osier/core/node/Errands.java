package org.osier.core.node;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osier.core.handshake.Door;
import org.osier.core.link.Link;
import org.osier.core.link.LinkReceiver;
import org.osier.core.link.rules.Refusal;
import org.osier.core.node.rules.DialPlan;
import org.osier.core.node.rules.Ending;
import org.osier.core.node.rules.Explained;
import org.osier.mesh.Attempt.Stage;
import org.osier.node.NodeId;
import org.osier.transport.Dial;
import org.osier.transport.Transport;

/**
 * Links that never carry messages, and what they are for. Which doors are open for them says whoever serves them. The
 * loop's alone, but for {@link #doors}.
 */
public final class Errands {
    /** Serves those who come through doors of one number. */
    public interface Desk {
        /** Doors that are open now, newest first. Any thread. @return none: shut */
        List<Door> doors();

        /** Somebody proved to know one of them. @return null: nothing for it here */
        @Nullable
        Errand accept(Link link);
    }

    /** Begins a dial through a door. */
    interface Starter {
        void start(Transport transport, DialPlan.Order order, Dial dial, Door door);
    }

    private static final String JOB = "errand ";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final TransportTable transports;
    private final Map<Integer, Desk> desks = new ConcurrentHashMap<>(3); // by the number of the door
    private final Map<String, Errand> dialled = new HashMap<>(); // by job; as many as connections
    private final Map<Link, Errand> running = new HashMap<>(); // as many as connections
    private Function<Link, @Nullable Errand> unasked = link -> null;
    private @Nullable Starter starter;
    private long jobs;

    Errands(TransportTable transports) {
        this.transports = transports;
    }

    /** Who dials; before anything else. */
    void starter(Starter starter) {
        this.starter = starter;
    }

    /** Who serves a door from now on; for {@link Door#MEMBER} those who know the secret of the epoch before. */
    void serve(int door, Desk desk) {
        desks.put(door, desk);
    }

    /** Who takes a KeyUpdate that comes over a link that was meant for messages. */
    void unasked(Function<Link, @Nullable Errand> unasked) {
        this.unasked = unasked;
    }

    /** The doors of one number that are open for errands. Any thread. */
    List<Door> doors(int number) {
        var desk = desks.get(number);
        return desk == null ? List.of() : desk.doors();
    }

    /** Dials an address through a door, once. */
    void dial(URI address, Door door, Optional<NodeId> expected, Errand errand) {
        var transport = transports.forScheme(address.getScheme());
        if (transport.isEmpty() || starter == null) {
            errand.ended(Explained.of(Stage.CONNECT, new Ending.NoTransport()));
            return;
        }
        var job = JOB + ++jobs;
        dialled.put(job, errand);
        starter.start(transport.get(), new DialPlan.Order(job, address, expected), new ErrandDial(expected), door);
    }

    private record ErrandDial(Optional<NodeId> node) implements Dial {
        @Override
        public Duration timeout() {
            return CONNECT_TIMEOUT;
        }

        @Override
        public Optional<String> expected() {
            return node.map(NodeId::toString);
        }
    }

    /** A link proved itself through a door that is not that of this epoch's members. @param job that dialled it */
    void proved(Link link, Optional<String> job) {
        var errand = job.map(dialled::get).orElseGet(() -> accept(link));
        if (errand == null) {
            link.refuse(Refusal.NOT_ADMITTED, "nothing is open for this");
            return;
        }
        running.put(link, errand);
        errand.proved(link);
    }

    private @Nullable Errand accept(Link link) {
        var desk = desks.get(link.proof().door().number());
        return desk == null ? null : desk.accept(link);
    }

    void ready(Link link) {
        var errand = running.get(link);
        if (errand != null) errand.ready(link);
    }

    void frame(Link link, int type, byte[] payload) {
        var errand = running.get(link);
        if (errand == null && !link.isErrand()) {
            errand = unasked.apply(link);
            if (errand != null) running.put(link, errand);
        }
        if (errand != null) errand.frame(link, type, payload);
    }

    /** A connection is gone. @return whether it was there for an errand, and nobody else waits for it */
    boolean ended(LinkReceiver end, @Nullable Link link, Supplier<Explained> why) {
        var job = end.origin().job();
        var byJob = job.map(dialled::remove).orElse(null);
        var errand = link == null ? byJob : running.remove(link);
        if (errand == null) errand = byJob;
        if (errand != null) errand.ended(why.get());
        return job.map(name -> name.startsWith(JOB)).orElse(link != null && link.isErrand());
    }
}
