package org.osier.itest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long nothing arrived, swap by swap: the longest gap between two arrivals of any flow. */
final class Pauses {
    private final Map<String, List<Long>> byKind = new LinkedHashMap<>();

    void add(String kind, long ms) {
        byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(ms);
    }

    /** A row for each kind of swap, and one for all. */
    String table() {
        var table = new StringBuilder(
                String.format("%-36s %6s %8s %8s %8s%n", "pause in ms", "swaps", "p50", "p99", "max"));
        byKind.forEach((kind, pauses) -> table.append(row(kind, pauses)));
        var all = byKind.values().stream().flatMap(List::stream).toList();
        return table.append(row("all", all)).toString();
    }

    private static String row(String kind, List<Long> pauses) {
        var sorted = pauses.stream().sorted().toList();
        return String.format(
                "%-36s %6d %8d %8d %8d%n", kind, sorted.size(), rank(sorted, 50), rank(sorted, 99), rank(sorted, 100));
    }

    /** The smallest of which at least {@code percent} of all are no greater. */
    private static long rank(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
    }
}
