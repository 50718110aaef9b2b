package org.osier.core.node;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.osier.core.link.LinkReceiver;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.node.rules.ConnectionLimits;
import org.osier.core.node.rules.DoorBudget;
import org.osier.transport.Transport;

/**
 * Every connection that the node holds, proved or not: the place that each one reserves before it is used, and the
 * deadline until which it must have become a link. Any thread.
 */
final class Connections {
    /** @param transport empty: all */
    private record Wait(Optional<Transport> transport, CompletableFuture<Void> gone) {}

    private final List<Wait> waiting = new CopyOnWriteArrayList<>(); // one for each transport that goes
    private final ConnectionLimits<LinkReceiver> limits; // guarded by itself
    private final Map<LinkReceiver, Transport> all = new LinkedHashMap<>(); // guarded and bounded by the limits
    private final Map<Transport, Integer> perTransport = new IdentityHashMap<>(); // guarded by the limits
    private final DoorBudget budget; // guarded by the limits
    private final Counters counters;
    private volatile Predicate<LinkReceiver> standsBy = end -> false;
    private boolean shut; // guarded by the limits

    /** @param now by the node's nanosecond clock */
    Connections(ConnectionLimits.Limits limits, DoorBudget.Size budget, long now, Counters counters) {
        this.limits = new ConnectionLimits<>(limits);
        this.budget = new DoorBudget(budget, now);
        this.counters = counters;
    }

    /** Who knows which of them only stand by: those give their places to others. Before the first connection. */
    void standsBy(Predicate<LinkReceiver> standsBy) {
        this.standsBy = standsBy;
    }

    /** Whether there are places for links that only stand by. */
    boolean hasRoomForStandby() {
        synchronized (limits) {
            return !shut && limits.hasRoomForStandby();
        }
    }

    private Optional<LinkReceiver> standby() {
        return all.keySet().stream().filter(standsBy).findFirst();
    }

    void limits(ConnectionLimits.Limits limits) {
        synchronized (this.limits) {
            this.limits.limits(limits);
        }
    }

    void budget(DoorBudget.Size size) {
        synchronized (limits) {
            budget.size(size);
        }
    }

    /** The node stops: no connection has a place any more. */
    void shut() {
        synchronized (limits) {
            shut = true;
        }
    }

    /** Somebody connects: reserves a place, for which an unproved one may have to go. @return false: no place */
    boolean accept(Transport transport, URI remote, LinkReceiver end) {
        ConnectionLimits.Verdict<LinkReceiver> verdict;
        synchronized (limits) {
            if (shut) return false;
            verdict = limits.reserve(end, source(remote), this::standby);
            if (verdict.taken()) put(end, transport);
        }
        evict(verdict.evicted());
        counters.count(verdict.taken() ? Counter.CONNECTIONS_ACCEPTED : Counter.CONNECTIONS_REFUSED);
        return verdict.taken();
    }

    /** Somebody who has a place knows a door. @return false: there is no room for his handshake now */
    boolean knocked(LinkReceiver end, long now) {
        var source = source(end.origin().address());
        synchronized (limits) {
            return limits.knocked(end) && budget.take(source, now);
        }
    }

    /** We dial. @return false: no place */
    boolean dial(Transport transport, LinkReceiver end) {
        ConnectionLimits.Verdict<LinkReceiver> verdict;
        synchronized (limits) {
            if (shut) return false;
            verdict = limits.reserveDialled(end, this::standby);
            if (verdict.taken()) put(end, transport);
        }
        evict(verdict.evicted());
        return verdict.taken();
    }

    private void evict(List<LinkReceiver> evicted) {
        for (var end : evicted) {
            counters.count(Counter.CONNECTIONS_EVICTED);
            var link = end.link();
            if (link == null) end.giveUp(LinkReceiver.GaveUp.NOT_WANTED);
            else link.close(CloseReason.OVERLOADED, "it stood by, and its place is needed");
        }
    }

    private void put(LinkReceiver end, Transport transport) {
        all.put(end, transport);
        perTransport.merge(transport, 1, Integer::sum);
    }

    void proved(LinkReceiver end) {
        synchronized (limits) {
            limits.proved(end);
        }
    }

    void ended(LinkReceiver end) {
        synchronized (limits) {
            limits.release(end);
            var transport = all.remove(end);
            if (transport != null)
                perTransport.computeIfPresent(transport, (t, count) -> count == 1 ? null : count - 1);
        }
        tellWhoWaits();
    }

    /** Done when none of this transport is left. */
    CompletableFuture<Void> gone(Transport transport) {
        return await(Optional.of(transport));
    }

    /** Done when none is left. */
    CompletableFuture<Void> gone() {
        return await(Optional.empty());
    }

    private CompletableFuture<Void> await(Optional<Transport> transport) {
        var wait = new Wait(transport, new CompletableFuture<>());
        waiting.add(wait);
        tellWhoWaits(); // the last one may have gone before
        return wait.gone();
    }

    private void tellWhoWaits() {
        for (var wait : waiting) if (isOver(wait)) wait.gone().complete(null);
        waiting.removeIf(wait -> wait.gone().isDone()); // it holds on to a transport that is replaced
    }

    private boolean isOver(Wait wait) {
        synchronized (limits) {
            return wait.transport().map(t -> !perTransport.containsKey(t)).orElseGet(all::isEmpty);
        }
    }

    /** What carries it; empty if it has ended. */
    Optional<Transport> transport(LinkReceiver end) {
        synchronized (limits) {
            return Optional.ofNullable(all.get(end));
        }
    }

    /** Those of one transport, in the order in which they came. */
    List<LinkReceiver> of(Transport transport) {
        synchronized (limits) {
            return all.entrySet().stream()
                    .filter(e -> e.getValue() == transport)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    /** Places that are taken: what was evicted has none any more, although it may take a moment to close. */
    int taken() {
        synchronized (limits) {
            return limits.size();
        }
    }

    /** All of them, in the order in which they came. */
    List<LinkReceiver> all() {
        synchronized (limits) {
            return List.copyOf(all.keySet());
        }
    }

    /**
     * The /32 or /56 that a connection comes from; for transports without IP addresses the host, else the authority.
     */
    static String source(URI remote) {
        var host = remote.getHost();
        if (host == null) return String.valueOf(remote.getAuthority());
        if (!host.matches("[0-9.]+|\\[[0-9a-fA-F:.%]+]")) return host;
        try {
            var ip = InetAddress.getByName(host).getAddress(); // a literal: nothing is looked up
            return HexFormat.of().formatHex(ip.length == 4 ? ip : Arrays.copyOf(ip, 7));
        } catch (UnknownHostException e) {
            return host;
        }
    }
}
