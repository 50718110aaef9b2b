package org.osier.core.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osier.core.link.Link;
import org.osier.core.node.Environment;
import org.osier.core.node.PeerEntry;
import org.osier.core.session.rules.Incoming;
import org.osier.core.session.rules.LinkState;
import org.osier.core.session.rules.Outgoing;
import org.osier.core.session.rules.SessionRules;
import org.osier.core.session.rules.Violation;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;

/**
 * The conversation with one start of one peer (rooms 2 and 6 of the walk of a message); it outlives its links. One short
 * lock around the pure rules: senders, links and timers all enter here. Nothing is sealed, written or called upwards
 * under it.
 */
public final class Session {
    /** The floor above. */
    public interface Upper {
        /**
         * Takes one message, in order within its stream. Any thread, under no lock.
         *
         * @param message {@code [u8 type][body]}, its own to keep
         * @param roomAgain run once, on any thread, when there is room again after false was returned
         * @return false: no room; the session keeps the message
         */
        boolean deliver(Session session, PeerEntry peer, int stream, byte[] message, Runnable roomAgain);

        /** Something was offered while no link carries. Any thread, under no lock. */
        void waits(PeerEntry peer);
    }

    /** Why a session ends. */
    public enum End {
        PEER_RESTARTED("the peer restarted"),
        DROPPED("no link for too long, or this node is stopping");

        private final String text;

        End(String text) {
            this.text = text;
        }
    }

    /** When to look again at what is due, and could not be done yet. */
    private static final long OVERDUE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Upper upper;
    private final Environment environment;
    private final LongSupplier nanos;
    private final PeerEntry peer;
    private final long peerBoot;

    private final RoomQueue roomQueue = new RoomQueue(); // under the lock
    private final AnswerRoom answers = new AnswerRoom();
    private final Object lock = new Object();
    private final SessionRules rules; // under the lock
    private final List<SessionLink> links = new ArrayList<>(1); // under the lock, in the order in which they came
    /** Timers that run, the first one to end on top: a new one is set only if it ends before all of them. Under the lock. */
    private final ArrayDeque<Long> timers = new ArrayDeque<>(1);

    private volatile boolean loses; // a link of it does, or did
    private boolean ended; // under the lock
    private volatile @Nullable SessionLink carrier; // of those that both ends resumed; written under the lock

    /** @param forgotten whether a session of this pair of boot ids was dropped before */
    public Session(
            Upper upper, Environment environment, PeerEntry peer, long myBoot, long peerBoot, boolean forgotten) {
        this.upper = upper;
        this.environment = environment;
        this.nanos = environment.nanos();
        this.peer = peer;
        this.peerBoot = peerBoot;
        this.rules = new SessionRules(myBoot, peerBoot, forgotten);
    }

    /** Which start of the peer this is with. */
    public long peerBoot() {
        return peerBoot;
    }

    /** Queues a message and sends what the window and the wire allow. Any thread. @return false: full, or over */
    public boolean offer(Token message) {
        synchronized (lock) {
            if (ended || !rules.offer(message)) return false;
        }
        flush();
        if (carrier == null) upper.waits(peer);
        if (loses) setTimer();
        return true;
    }

    /** Done when a stream that was full may go on. Any thread. */
    public CompletionStage<Void> room(int stream) {
        synchronized (lock) {
            if (ended) return CompletableFuture.failedFuture(over());
            if (rules.hasRoom(stream)) return CompletableFuture.completedFuture(null);
            var there = roomQueue.add(stream);
            return there != null ? there : CompletableFuture.failedFuture(tooManyWait());
        }
    }

    private MeshException over() {
        return new MeshException(Kind.NOT_SENT, peer.name() + ": the session ended");
    }

    private MeshException tooManyWait() {
        return new MeshException(
                Kind.OVERLOADED, peer.name() + ": " + RoomQueue.MAX_WAITING + " senders wait for room already");
    }

    /** Queues an answer. {@link #takesRequests} keeps room for it. Any thread. @return false: no room, or over */
    public boolean answer(int stream, byte[] message) {
        if (!answers.take(message.length, nanos.getAsLong())) return false;
        synchronized (lock) {
            if (ended) return false;
            rules.offerAnswer(new Answer(stream, message));
        }
        flush();
        if (carrier == null) upper.waits(peer);
        if (loses) setTimer();
        return true;
    }

    private final class Answer extends Token {
        private final int length;

        Answer(int stream, byte[] message) {
            super(stream, message);
            length = message.length;
        }

        @Override
        protected void acknowledged() {
            if (answers.done(length, nanos.getAsLong())) releaseAll();
        }

        @Override
        protected void failed(Kind kind, String why) {
            acknowledged();
        }
    }

    /** Whether the answer to another request would find room. If not, what is held now is offered again later. */
    public boolean takesRequests() {
        if (answers.hasRoom() || carrier != null && answers.isStuck(nanos.getAsLong())) return true;
        if (answers.watch()) environment.later(this::lookForRoom, AnswerRoom.STUCK_NANOS, TimeUnit.NANOSECONDS);
        return false;
    }

    private void lookForRoom() {
        answers.watched();
        releaseAll();
    }

    /** Whether everything that was offered has been acknowledged. */
    public boolean idle() {
        synchronized (lock) {
            return rules.queuedBytes() == 0;
        }
    }

    /**
     * What the session holds.
     *
     * @param queued bytes that wait or are unacknowledged, with about what the objects around them cost
     * @param unacknowledged bytes that were sent
     * @param kept bytes that came and were not handed over yet
     */
    public record Load(long queued, long unacknowledged, long kept) {}

    /** What it holds now. */
    public Load load() {
        synchronized (lock) {
            return new Load(rules.queuedBytes(), rules.unacknowledgedBytes(), rules.keptBytes());
        }
    }

    // --- links come and go

    /**
     * A link is ready at both ends.
     *
     * @return null: not now, close it; the other side must first learn over another link that we forgot the session
     */
    public @Nullable SessionLink attach(Link link) {
        synchronized (lock) {
            int datagramBytes = link.datagramBytes();
            var state = ended ? null : rules.linkUp(datagramBytes, link.readyAt());
            if (state == null) return null;
            var place = new SessionLink(this, link, state);
            links.add(place);
            if (datagramBytes > 0) loses = true;
            return place;
        }
    }

    /**
     * A link is gone: what went over it and was not acknowledged goes over another.
     *
     * @return whether it was here
     */
    public boolean detach(Link link) {
        boolean here = false;
        synchronized (lock) {
            for (var place : List.copyOf(links)) {
                if (place.link() != link) continue;
                here = true;
                links.remove(place);
                rules.linkDown(place.state(), nanos.getAsLong());
                if (carrier == place) prefer(newestOpen());
            }
        }
        flush();
        if (loses) setTimer();
        return here;
    }

    /** Whether a link is here, carrying or about to. */
    public boolean linked() {
        synchronized (lock) {
            return !links.isEmpty();
        }
    }

    /** This link carries from now on, if it still can: the node has found it to be the best. */
    public void carry(Link link) {
        synchronized (lock) {
            var place = place(link);
            if (ended || place == null || !place.isOpen() || carrier == place) return;
            prefer(place);
        }
        flush();
    }

    /** The transport of this link goes: it carries on only until another can. */
    public void leave(Link link) {
        synchronized (lock) {
            var place = place(link);
            if (place != null) place.leave();
        }
    }

    /**
     * Nothing new goes over this link any more.
     *
     * @return whether something that did is not acknowledged
     */
    public boolean holds(Link link) {
        synchronized (lock) {
            var place = place(link);
            if (place == null) return false;
            if (carrier == place) prefer(newestOpen());
            rules.hold(place.state());
            return rules.isCarrying(place.state());
        }
    }

    /** Whether something that went over this link is not acknowledged. */
    public boolean isCarrying(Link link) {
        synchronized (lock) {
            var place = place(link);
            return place != null && rules.isCarrying(place.state());
        }
    }

    /** Bytes that are acknowledged, over all streams. */
    public long acknowledged() {
        synchronized (lock) {
            return rules.acknowledgedBytes();
        }
    }

    private @Nullable SessionLink place(Link link) {
        for (var place : links) if (place.link() == link) return place;
        return null;
    }

    private @Nullable SessionLink newestOpen() {
        for (int i = links.size() - 1; i >= 0; i--) {
            if (links.get(i).isOpen() && !links.get(i).isLeaving()) return links.get(i);
        }
        return null;
    }

    private void prefer(@Nullable SessionLink place) {
        carrier = place;
        rules.prefer(place == null ? null : place.state());
    }

    private void flush() {
        var carrier = this.carrier;
        if (carrier != null) carrier.link().flush();
    }

    // --- for the writer of a link

    boolean waiting(LinkState state) {
        synchronized (lock) {
            return rules.hasSomethingFor(state, nanos.getAsLong());
        }
    }

    int writeAcknowledgements(LinkState state, byte[] to, int from, int limit, boolean beside) {
        synchronized (lock) {
            long now = nanos.getAsLong();
            boolean leavesAnyway = beside || rules.hasSomethingFor(state, now);
            return rules.writeAcknowledgements(state, to, from, limit, now, leavesAnyway);
        }
    }

    int writeSegments(LinkState state, int priority, byte[] to, int from, int limit) {
        int end;
        synchronized (lock) {
            end = rules.writeFrames(state, priority, to, from, limit, nanos.getAsLong());
        }
        if (end > from && loses) setTimer();
        return end;
    }

    // --- for the reader of a link

    void segment(LinkState state, byte[] record, int offset, int length, long now) throws Violation {
        synchronized (lock) {
            rules.onSegment(state, record, offset, length, now);
        }
    }

    void control(SessionLink place, byte[] record, int offset, int length) throws Violation {
        synchronized (lock) {
            rules.onControl(place.state(), record, offset, length, nanos.getAsLong());
        }
    }

    void confirm() {
        synchronized (lock) {
            rules.confirm();
        }
    }

    /**
     * Both ends resumed over this link: it carries from now on if none does, or only one of its own scheme, which is about
     * to be closed. Else it stands by until the node says {@link #carry}.
     */
    void opened(SessionLink place) {
        synchronized (lock) {
            place.open();
            var before = carrier;
            boolean needed =
                    before == null || before.isLeaving() || before.link().isOver();
            if (needed || before.link().scheme().equals(place.link().scheme())) prefer(place);
        }
    }

    void recordRead(SessionLink place) {
        deliver();
        tellCompleted();
        if (loses) flushAll(); // what it acknowledged may make others go on
        else if (place != carrier) flush(); // else the link flushes itself when its record is done
    }

    private void flushAll() {
        List<SessionLink> all;
        synchronized (lock) {
            all = List.copyOf(links);
        }
        for (var place : all) place.link().flush();
    }

    /** Hands up what may go, one message of a stream at a time; streams may go on different threads. */
    private void deliver() {
        Incoming done = null;
        boolean taken = false;
        while (true) {
            Incoming next;
            synchronized (lock) {
                if (done != null && taken) rules.handed(done, nanos.getAsLong());
                else if (done != null) rules.hold(done);
                next = ended ? null : rules.poll();
            }
            if (next == null) break;
            int stream = next.stream();
            taken = upper.deliver(this, peer, stream, next.message(), () -> release(stream));
            if (taken) peer.countReceived();
            done = next;
        }
        setTimer();
    }

    /** There is room again for messages of this stream. */
    private void release(int stream) {
        synchronized (lock) {
            rules.release(stream);
        }
        deliver();
        flush();
    }

    /** There is room again for everything. */
    public void releaseAll() {
        synchronized (lock) {
            for (int stream = 0; stream <= 15; stream++) rules.release(stream);
        }
        deliver();
        flush();
    }

    private void tellCompleted() {
        Outgoing first;
        List<Outgoing> lost;
        List<CompletableFuture<Void>> room;
        synchronized (lock) {
            first = rules.takeCompleted();
            lost = rules.takeLost();
            room = roomQueue.take(rules::hasRoom);
        }
        for (var message = first; message != null; message = message.next()) ((Token) message).acknowledged();
        for (var message : lost) ((Token) message).failed(Kind.UNKNOWN_OUTCOME, "the peer forgot the session");
        room.forEach(there -> there.complete(null));
    }

    // --- time

    /**
     * Acknowledgements that nothing hurries wait a little for company. What is due already needs no timer: the flush that
     * is made anyway takes it along, or the wire is busy, and then whoever frees it does.
     */
    private void setTimer() {
        long wait;
        synchronized (lock) {
            long now = nanos.getAsLong();
            long due = ended ? Long.MAX_VALUE : rules.nextTimer(now);
            if (due == Long.MAX_VALUE) return;
            wait = due - now;
            var first = timers.peek();
            if (wait <= 0) {
                if (!loses) return;
                wait = OVERDUE_NANOS; // nobody else may come by
                due = now + wait;
            }
            if (first != null && first - due <= 0) return;
            timers.push(due);
        }
        environment.later(this::onTimer, wait, TimeUnit.NANOSECONDS);
    }

    private void onTimer() {
        synchronized (lock) {
            timers.poll();
            if (!ended) rules.onTime(nanos.getAsLong());
        }
        if (loses) flushAll();
        else flush();
        setTimer();
    }

    // --- the end

    /** Nothing is sent or delivered any more; whoever waits is told. */
    public void end(End why) {
        var failed = new ArrayList<Runnable>();
        synchronized (lock) {
            if (ended) return;
            ended = true;
            carrier = null;
            var unfinished = rules.abandon();
            unfinished
                    .unknownOutcome()
                    .forEach(m -> failed.add(() -> ((Token) m).failed(Kind.UNKNOWN_OUTCOME, why.text)));
            unfinished.notSent().forEach(m -> failed.add(() -> ((Token) m).failed(Kind.NOT_SENT, why.text)));
            roomQueue.take(stream -> true).forEach(m -> failed.add(() -> m.completeExceptionally(over())));
        }
        failed.forEach(Runnable::run);
    }
}
