package org.osier.core.node;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** One number for each {@link Counter}. Any thread. */
public final class Counters {
    private final Map<Counter, LongAdder> values = new EnumMap<>(Counter.class);

    public Counters() {
        for (var counter : Counter.values()) values.put(counter, new LongAdder());
    }

    public void count(Counter counter) {
        values.get(counter).increment();
    }

    public long get(Counter counter) {
        return values.get(counter).sum();
    }

    /** Those whose move is worth a line of the log, in the order of {@link Counter}. */
    Map<String, Long> worthALine() {
        var some = new LinkedHashMap<String, Long>();
        values.forEach((counter, value) -> {
            if (counter.worthALine()) some.put(counter.text(), value.sum());
        });
        return some;
    }

    SortedMap<String, Long> all() {
        var all = new TreeMap<String, Long>();
        values.forEach((counter, value) -> all.put(counter.text(), value.sum()));
        return Collections.unmodifiableSortedMap(all);
    }
}
