package org.osier.core.node;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osier.core.node.rules.CandidateBook;
import org.osier.discovery.Candidate;
import org.osier.discovery.Discovery;
import org.osier.mesh.CandidateStatus;
import org.osier.mesh.DiscoveryStatus;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * The discoveries that run, and the way of their findings into the {@link Dialler}. Findings come on any thread into the
 * {@link CandidateBook}, under its lock and no other; the loop takes over what follows from them, once for however many
 * there were.
 */
final class Discoveries implements Dialler.Watcher {
    /** So long findings are gathered before they are dialled: a flood of them costs the loop no more than this. */
    private static final int GATHER_MS = 10;

    private final Environment environment;
    private final OwnRecord ownRecord;
    private final Dialler dialler;
    private final TransportTable transports;
    private final PeerTable table;
    private final Counters counters;
    private final CandidateBook<RunningDiscovery> book; // guarded by itself
    private final AtomicBoolean gathering = new AtomicBoolean();
    private final List<RunningDiscovery> running = new CopyOnWriteArrayList<>();
    private final Map<RunningDiscovery, CandidateBook.Tally> failed =
            new ConcurrentHashMap<>(); // until their service goes
    private boolean stopped; // guarded by the book

    Discoveries(
            Environment environment,
            NodeId self,
            OwnRecord ownRecord,
            Dialler dialler,
            TransportTable transports,
            PeerTable table,
            Counters counters) {
        this.environment = environment;
        this.ownRecord = ownRecord;
        this.dialler = dialler;
        this.transports = transports;
        this.table = table;
        this.counters = counters;
        this.book = new CandidateBook<>(self);
        dialler.watcher(this);
    }

    /** @param serviceId of its service, 0: it is a part of the node */
    void add(Discovery discovery, long serviceId) {
        var added = new RunningDiscovery(environment, discovery, serviceId, this::failed);
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
        failed.keySet().removeIf(one -> one.is(discovery));
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

    /** A transport came or went. */
    void transportsChanged() {
        synchronized (book) {
            book.schemesChanged();
        }
        gather();
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

    /** It threw: it stays in view, with its last count, until its service goes. */
    private void failed(RunningDiscovery source) {
        CandidateBook.Tally last;
        synchronized (book) {
            last = book.tally(source);
        }
        if (running.contains(source)) failed.put(source, new CandidateBook.Tally(0, last.found(), last.shed()));
        forget(source);
    }

    private void forget(RunningDiscovery source) {
        running.remove(source);
        synchronized (book) {
            book.remove(source);
        }
        gather();
    }

    // --- what dials and links taught: on the loop

    @Override
    public void proved(URI address, NodeId node) {
        boolean changed;
        synchronized (book) {
            changed = book.proved(address, node, now());
        }
        if (changed) gather();
    }

    @Override
    public void failed(URI address, Optional<NodeId> node) {
        boolean changed;
        synchronized (book) {
            changed = book.failed(address, node, now());
        }
        if (changed) gather();
    }

    @Override
    public void linked(NodeId node) {
        boolean changed;
        synchronized (book) {
            changed = book.linked(node);
        }
        if (changed) gather();
    }

    @Override
    public void unlinked(NodeId node) {
        boolean changed;
        synchronized (book) {
            changed = book.unlinked(node);
        }
        if (changed) gather();
    }

    // --- what people see

    /** All that there are, failed ones too, by name. Any thread. */
    List<DiscoveryStatus> status() {
        var all = new ArrayList<DiscoveryStatus>();
        for (var one : running) {
            CandidateBook.Tally tally;
            synchronized (book) {
                tally = book.tally(one);
            }
            all.add(one.status(tally)); // foreign code: under no lock
        }
        failed.forEach((one, tally) -> all.add(one.status(tally)));
        all.sort(Comparator.comparing(DiscoveryStatus::name).thenComparing(DiscoveryStatus::serviceId));
        return List.copyOf(all);
    }

    /** Everybody whom they found, and why he is not dialled; on the loop. */
    List<CandidateStatus> candidates() {
        List<CandidateBook.Seen<RunningDiscovery>> all;
        synchronized (book) {
            all = book.all(now());
        }
        var reasons = dialler.reasons();
        return all.stream()
                .<CandidateStatus>map(seen -> CandidateView.of(seen, reasons))
                .toList();
    }

    // --- what follows

    private void gather() {
        if (!gathering.getAndSet(true)) environment.later(this::takeOver, GATHER_MS, TimeUnit.MILLISECONDS);
    }

    private void takeOver() {
        gathering.set(false);
        boolean changed;
        CandidateBook.Wishes wishes = CandidateBook.Wishes.NONE;
        Map<NodeId, CandidateBook.Start> starts;
        synchronized (book) {
            changed = book.takeChanged();
            if (changed) wishes = book.wishes(now(), transports::carries);
            starts = book.takeStarts();
        }
        if (changed) dialler.found(wishes);
        var restarted = starts.entrySet().stream()
                .filter(e -> isRestart(e.getKey(), e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!restarted.isEmpty()) dialler.restarted(restarted);
    }

    /** Of whom nothing is known nothing follows, nor of the start that we are, or were, linked with. */
    private boolean isRestart(NodeId id, CandidateBook.Start start) {
        var entry = table.find(id);
        return entry == null ? !start.first() : entry.bootId != start.bootId();
    }

    private long now() {
        return environment.nanos().getAsLong();
    }
}
