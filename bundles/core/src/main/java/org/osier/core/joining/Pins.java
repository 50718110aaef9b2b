package org.osier.core.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osier.core.handshake.Door;
import org.osier.core.joining.rules.PinBook;
import org.osier.core.link.Link;
import org.osier.core.link.rules.Refusal;
import org.osier.core.node.Environment;
import org.osier.core.node.Errand;
import org.osier.core.node.Errands;
import org.osier.node.NodeId;
import org.osier.trust.JoinException;
import org.osier.trust.Pin;

/**
 * Shows PINs and serves who comes through door 0, which is open while there are tries left at one, or while the node lets
 * anybody in. Any thread.
 */
final class Pins implements Errands.Desk {
    /** Strangers at one time, at most: they have proved who they are, and must not take the places of members. Our choice. */
    static final int MAX_VISITS = 16;

    /** Who pairs at one time, at most: each costs us a tenth of a second of one processor. Our choice. */
    static final int MAX_AT_ONCE = 4;

    private static final Door DOOR = Door.stranger();
    private static final int PINS = 1_000_000;

    /** One that was shown. */
    final class Shown implements Pin {
        private final int number;
        private final String digits;
        private final Instant expires;
        private final Worker worker;
        private final CompletableFuture<NodeId> result = new CompletableFuture<>();

        private Shown(int number, String digits, Instant expires, Worker worker) {
            this.number = number;
            this.digits = digits;
            this.expires = expires;
            this.worker = worker;
        }

        @Override
        public String digits() {
            return digits;
        }

        @Override
        public Instant expires() {
            return expires;
        }

        @Override
        public CompletionStage<NodeId> result() {
            return result.minimalCompletionStage();
        }

        @Override
        public void close() {
            end(this, new JoinException(305, "the PIN was withdrawn", "osier:pair shows another one"));
        }

        Worker worker() {
            return worker;
        }

        /** Our second round is about to leave. @return false: it must not */
        boolean countTry() {
            synchronized (book) {
                return book.countTry(number, now());
            }
        }

        /** A try that was counted came to nothing. */
        void failed() {
            boolean last;
            synchronized (book) {
                last = book.failed(number);
            }
            if (last) over(this, wrong());
        }

        /** Somebody proved to know it. @return whether it counts */
        boolean succeeded() {
            boolean counts;
            synchronized (book) {
                counts = book.succeeded(number, now());
            }
            if (counts) worker.end();
            return counts;
        }

        /** Who proved to know it has everything. */
        void came(NodeId who) {
            result.complete(who);
        }

        /** Who proved to know it was lost before that. */
        void lost() {
            result.completeExceptionally(new JoinException(
                    114, "the PIN was right, but the link broke before the other node had everything", "try again"));
        }
    }

    private final Environment environment;
    private final JoiningNode node;
    private final Visits visits;
    private final PinBook book = new PinBook(); // guarded by itself
    private volatile @Nullable Shown shown;
    private volatile boolean anybody;
    private int visiting; // the loop's
    private int pairing; // the loop's

    Pins(Environment environment, JoiningNode node, Visits visits) {
        this.environment = environment;
        this.node = node;
        this.visits = visits;
    }

    /** Whether the node lets anybody in. */
    void anybody(boolean anybody) {
        this.anybody = anybody;
    }

    boolean anybody() {
        return anybody;
    }

    /** @param only who may try it; empty: anybody */
    Pin show(Optional<NodeId> only) throws JoinException {
        PinBook.Opening opening;
        int number;
        synchronized (book) {
            opening = book.open(only, now());
            number = book.number();
        }
        switch (opening) {
            case ONE_IS ->
                throw new JoinException(305, "a PIN is shown already", "use that one, or end osier:pair there");
            case TOO_MANY ->
                throw new JoinException(
                        305, PinBook.MAX_AN_HOUR + " PINs were shown within the hour", "osier:invite makes a ticket");
            case SHOWN -> {}
        }
        var digits = String.format(Locale.ROOT, "%06d", environment.random().nextInt(PINS));
        var expires = environment.clock().instant().plus(Duration.ofNanos(PinBook.LIFE_NANOS));
        var pin = new Shown(number, digits, expires, new Worker(environment));
        shown = pin;
        environment.later(() -> end(pin, nobody()), PinBook.LIFE_NANOS, TimeUnit.NANOSECONDS);
        return pin;
    }

    private void end(Shown pin, JoinException why) {
        boolean wasShown;
        synchronized (book) {
            wasShown = book.close(pin.number);
        }
        if (wasShown) over(pin, why);
    }

    private static void over(Shown pin, JoinException why) {
        pin.worker.end();
        pin.result.completeExceptionally(why);
    }

    private static JoinException nobody() {
        return new JoinException(114, "nobody came who knows the PIN", "osier:pair shows another one");
    }

    private static JoinException wrong() {
        return new JoinException(
                122, PinBook.MAX_TRIES + " tries, all with another PIN", "osier:pending tells who it was");
    }

    /** Until when one is shown; empty: none is. */
    Optional<Instant> until() {
        synchronized (book) {
            var pin = shown;
            return pin == null || !book.shown(now()) ? Optional.empty() : Optional.of(pin.expires);
        }
    }

    /** The node stops. */
    void stop() {
        var pin = shown;
        if (pin != null) pin.close();
    }

    @Override
    public List<Door> doors() {
        synchronized (book) {
            return anybody || book.open(now()) ? List.of(DOOR) : List.of();
        }
    }

    @Override
    public Errand accept(Link link) {
        if (visiting >= MAX_VISITS) {
            return new Refusing(visits, Refusal.OVERLOADED, "others are at the door, try again");
        }
        visiting++;
        return new StrangerVisit(visits, this, node.id());
    }

    /** The PIN that this node may try now. @return null: none */
    @Nullable
    Shown forWhom(NodeId who) {
        synchronized (book) {
            return book.admits(who, now()) ? shown : null;
        }
    }

    /** A visit is over; the loop's. */
    void left() {
        visiting--;
    }

    /** Somebody begins to pair; the loop's. @return false: too many do */
    boolean begin() {
        if (pairing >= MAX_AT_ONCE) return false;
        pairing++;
        return true;
    }

    /** Somebody has ended that; the loop's. */
    void ended() {
        pairing--;
    }

    private long now() {
        return environment.nanos().getAsLong();
    }
}
