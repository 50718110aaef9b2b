package org.osier.core.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.osier.mesh.TransportStatus;
import org.osier.transport.Transport;

/**
 * Which transport carries which scheme. Two for one scheme are normal during an update: the lower service id serves.
 * Any thread.
 */
final class TransportTable {
    record Entry(Metered transport, Set<String> schemes, long serviceId) {}

    private volatile List<Entry> entries = List.of(); // replaced whole, ordered by service id

    /** @return false: it is there already. A component that begins while a service comes may be bound to it twice */
    synchronized boolean add(Entry entry) {
        if (entries.stream().anyMatch(e -> e.serviceId() == entry.serviceId())) return false;
        var all = new ArrayList<>(entries);
        all.add(entry);
        all.sort(Comparator.comparingLong(Entry::serviceId));
        entries = List.copyOf(all);
        return true;
    }

    /** @return what it was to the node; empty: it was not there */
    synchronized Optional<Metered> remove(Transport transport) {
        var gone = entries.stream().filter(e -> e.transport().is(transport)).findFirst();
        gone.ifPresent(
                entry -> entries = entries.stream().filter(e -> e != entry).toList());
        return gone.map(Entry::transport);
    }

    /** Those that serve first. @param links how many of its connections are links */
    List<TransportStatus> status(ToIntFunction<Transport> links) {
        return entries.stream()
                .map(e -> e.transport().status(e.serviceId(), e.schemes(), serves(e), links.applyAsInt(e.transport())))
                .sorted(Comparator.comparing(TransportStatus::serving).reversed())
                .toList();
    }

    private boolean serves(Entry entry) {
        return entry.schemes().stream().anyMatch(scheme -> forScheme(scheme).orElse(null) == entry.transport());
    }

    Optional<Transport> forScheme(String scheme) {
        return entries.stream()
                .filter(e -> e.schemes().contains(scheme))
                .<Transport>map(Entry::transport)
                .findFirst();
    }

    boolean carries(String scheme) {
        return forScheme(scheme).isPresent();
    }
}
