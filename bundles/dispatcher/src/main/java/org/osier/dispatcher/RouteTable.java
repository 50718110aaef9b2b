package org.osier.dispatcher;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The handlers that are bound, and the {@link Routes} that follow from them. Thread-safe; reading takes no lock. */
final class RouteTable {
    private final Duration grace;
    private final Map<Long, Route> byService = new HashMap<>(); // guarded by this

    private volatile Routes current = Routes.NONE;
    private volatile boolean closed;

    /** @param grace how long an intent waits for the return of its handler */
    RouteTable(Duration grace) {
        this.grace = grace;
    }

    Routes current() {
        return current;
    }

    /** Whether there are no routes any more because the dispatcher goes. */
    boolean closed() {
        return closed;
    }

    /** Adds a handler, or replaces what was known of it. */
    synchronized void put(Route route) {
        byService.put(route.serviceId(), route);
        change();
    }

    /** Takes a handler out: from now on the next best serves. @return null if it was not in */
    synchronized @Nullable Route remove(long serviceId) {
        var gone = byService.remove(serviceId);
        if (gone != null) change();
        return gone;
    }

    /** Takes everything out, for good; nothing is awaited. */
    synchronized List<Route> close() {
        closed = true; // first: who sees the empty routes sees why
        var gone = List.copyOf(byService.values());
        byService.clear();
        current = Routes.NONE;
        return gone;
    }

    /** What was put for this service, or null. */
    synchronized @Nullable Route of(long serviceId) {
        return byService.get(serviceId);
    }

    private void change() {
        current = current.with(byService.values(), System.nanoTime(), grace);
    }
}
