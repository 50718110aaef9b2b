package org.osier.dispatcher;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.osier.mesh.MeshException.Kind;

/** How deliveries ended, counted. Thread-safe. */
final class Outcomes {
    private final LongAdder delivered = new LongAdder();
    private final Map<Kind, LongAdder> refused = new EnumMap<>(Kind.class); // filled here, then only read

    Outcomes() {
        for (var kind : Kind.values()) refused.put(kind, new LongAdder());
    }

    /** A handler took it and returned a reply. */
    void delivered() {
        delivered.increment();
    }

    /** It ended with this error, told or not. */
    void refused(Kind kind) {
        refused.get(kind).increment();
    }

    /** Every counter that is not 0, by name: {@code delivered}, or the error's code, as in {@code OSIER-301}. */
    SortedMap<String, Long> snapshot() {
        var counts = new TreeMap<String, Long>();
        counts.put("delivered", delivered.sum());
        for (var one : refused.entrySet())
            counts.put("OSIER-" + one.getKey().code(), one.getValue().sum());
        counts.values().removeAll(List.of(0L));
        return counts;
    }

    @Override
    public String toString() {
        return snapshot().toString();
    }
}
