package org.osier.core.node;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.osier.core.link.LinkReceiver;
import org.osier.core.node.rules.ConnectionLimits;
import org.osier.transport.Transport;

/**
 * Every connection that the node holds, proved or not: the place that each one reserves before it is used, and the
 * deadline until which it must have become a link. Any thread.
 */
final class Connections {
    private record Wait(Supplier<List<LinkReceiver>> ends, CompletableFuture<Void> gone) {
        boolean isOver() {
            return ends.get().isEmpty();
        }
    }

    private final List<Wait> waiting = new CopyOnWriteArrayList<>(); // one for each transport that goes
    private final ConnectionLimits<LinkReceiver> limits; // guarded by itself
    private final Map<LinkReceiver, Transport> all = new ConcurrentHashMap<>(); // bounded by the limits
    private final Counters counters;
    private boolean shut; // guarded by the limits

    Connections(ConnectionLimits.Limits limits, Counters counters) {
        this.limits = new ConnectionLimits<>(limits);
        this.counters = counters;
    }

    void limits(ConnectionLimits.Limits limits) {
        synchronized (this.limits) {
            this.limits.limits(limits);
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
            verdict = limits.reserve(end, source(remote));
            if (verdict.taken()) all.put(end, transport);
        }
        for (var evicted : verdict.evicted()) {
            counters.count(Counter.CONNECTIONS_EVICTED);
            evicted.giveUp(LinkReceiver.GaveUp.NOT_WANTED);
        }
        counters.count(verdict.taken() ? Counter.CONNECTIONS_ACCEPTED : Counter.CONNECTIONS_REFUSED);
        return verdict.taken();
    }

    /** We dial. @return false: no place */
    boolean dial(Transport transport, LinkReceiver end) {
        synchronized (limits) {
            if (shut || !limits.reserveDialled(end)) return false;
            all.put(end, transport);
            return true;
        }
    }

    void proved(LinkReceiver end) {
        synchronized (limits) {
            limits.proved(end);
        }
    }

    void ended(LinkReceiver end) {
        synchronized (limits) {
            limits.release(end);
            all.remove(end);
        }
        for (var wait : waiting) if (wait.isOver()) wait.gone().complete(null);
        waiting.removeIf(wait -> wait.gone().isDone());
    }

    /** Done when none that {@code ends} gives is left. */
    CompletableFuture<Void> gone(Supplier<List<LinkReceiver>> ends) {
        var wait = new Wait(ends, new CompletableFuture<>());
        waiting.add(wait);
        if (wait.isOver()) wait.gone().complete(null); // the last one may have gone in between
        return wait.gone();
    }

    /** Those of one transport. */
    List<LinkReceiver> of(Transport transport) {
        return all.entrySet().stream()
                .filter(e -> e.getValue() == transport)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Places that are taken: what was evicted has none any more, although it may take a moment to close. */
    int taken() {
        synchronized (limits) {
            return limits.size();
        }
    }

    /** All of them. */
    List<LinkReceiver> all() {
        return List.copyOf(all.keySet());
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
