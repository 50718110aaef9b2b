package org.osier.core.node;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osier.core.node.rules.CandidateBook;
import org.osier.discovery.Candidate;
import org.osier.discovery.Discovery;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * The discoveries that run, and the way of their findings into the {@link Dialler}. Findings come on any thread into the
 * {@link CandidateBook}, under its lock and no other; the loop takes over what follows from them, once for however many
 * there were.
 */
final class Discoveries {
    /** So long findings are gathered before they are dialled: a flood of them costs the loop no more than this. */
    private static final int GATHER_MS = 10;

    private final Environment environment;
    private final OwnRecord ownRecord;
    private final Dialler dialler;
    private final Counters counters;
    private final CandidateBook<RunningDiscovery> book; // guarded by itself
    private final AtomicBoolean gathering = new AtomicBoolean();
    private final List<RunningDiscovery> running = new CopyOnWriteArrayList<>();
    private boolean stopped; // guarded by the book

    Discoveries(Environment environment, NodeId self, OwnRecord ownRecord, Dialler dialler, Counters counters) {
        this.environment = environment;
        this.ownRecord = ownRecord;
        this.dialler = dialler;
        this.counters = counters;
        this.book = new CandidateBook<>(self);
    }

    void add(Discovery discovery) {
        var added = new RunningDiscovery(environment, discovery, this::forget);
        synchronized (book) {
            if (stopped) return;
            book.add(added);
            running.add(added);
        }
        // On the loop: no record is renewed between the one that it starts with and the first that it is told.
        environment.onLoop(() -> added.start(ownRecord.get(), new Findings(this, added)));
    }

    /** @return done when it has stopped, after 2 s at most */
    CompletableFuture<Void> remove(Discovery discovery) {
        for (var one : running) {
            if (!one.is(discovery)) continue;
            forget(one);
            return one.end();
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Our record is this one from now on. */
    void announce(NodeRecord self) {
        for (var one : running) one.announce(self);
    }

    /** Stops them all, and takes no more. @return done when they have stopped, after 2 s at most */
    CompletableFuture<Void> stop() {
        synchronized (book) {
            stopped = true;
        }
        var ends = running.stream().map(RunningDiscovery::end).toArray(CompletableFuture<?>[]::new);
        running.forEach(this::forget);
        return CompletableFuture.allOf(ends);
    }

    /** What time asks for; on the loop, about once a second. */
    void tick() {
        synchronized (book) {
            book.expire(now());
        }
        takeOver();
    }

    void found(RunningDiscovery source, Candidate candidate) {
        boolean taken;
        synchronized (book) {
            taken = book.found(source, candidate, now());
        }
        if (!taken) counters.count(Counter.CANDIDATES_SHED);
        gather();
    }

    void withdrawn(RunningDiscovery source, Candidate candidate) {
        synchronized (book) {
            book.withdrawn(source, candidate);
        }
        gather();
    }

    private void forget(RunningDiscovery source) {
        running.remove(source);
        synchronized (book) {
            book.remove(source);
        }
        gather();
    }

    private void gather() {
        if (!gathering.getAndSet(true)) environment.later(this::takeOver, GATHER_MS, TimeUnit.MILLISECONDS);
    }

    private void takeOver() {
        gathering.set(false);
        CandidateBook.Wishes wishes;
        synchronized (book) {
            if (!book.takeChanged()) return;
            wishes = book.wishes();
        }
        dialler.found(wishes);
    }

    private long now() {
        return environment.nanos().getAsLong();
    }
}
