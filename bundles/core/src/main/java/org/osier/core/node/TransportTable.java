package org.osier.core.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osier.transport.Transport;

/**
 * Which transport carries which scheme. Two for one scheme are normal during an update: the lower service id serves.
 * Any thread.
 */
final class TransportTable {
    record Entry(Transport transport, Set<String> schemes, long serviceId) {}

    private volatile List<Entry> entries = List.of(); // replaced whole, ordered by service id

    synchronized void add(Entry entry) {
        var all = new ArrayList<>(entries);
        all.add(entry);
        all.sort(Comparator.comparingLong(Entry::serviceId));
        entries = List.copyOf(all);
    }

    synchronized void remove(Transport transport) {
        entries = entries.stream().filter(e -> e.transport() != transport).toList();
    }

    Optional<Transport> forScheme(String scheme) {
        return entries.stream()
                .filter(e -> e.schemes().contains(scheme))
                .map(Entry::transport)
                .findFirst();
    }

    boolean carries(String scheme) {
        return forScheme(scheme).isPresent();
    }
}
