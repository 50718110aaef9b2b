package org.osier.examples.traffic;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Checks the numbers of one sender: 0, 1, 2, ... each exactly once and in order. One thread at a time. */
final class SequenceCheck {
    /** Gaps remembered. Beyond it the oldest is forgotten: its numbers stay lost, and count as doubled if they come. */
    static final int MAX_GAPS = 1_024;

    private final TreeMap<Long, Long> gaps = new TreeMap<>(); // first missing to first not missing
    private long next;
    private long delivered;
    private long lost;
    private long doubled;
    private long disordered;

    void on(long sequence) {
        if (sequence >= next) {
            if (sequence > next) missing(next, sequence);
            next = sequence + 1;
            delivered++;
        } else if (wasMissing(sequence)) {
            delivered++;
            disordered++;
            lost--;
        } else {
            doubled++;
        }
    }

    /** Different numbers that came. */
    long delivered() {
        return delivered;
    }

    /** Numbers below the highest that have not come. What is lost at the very end only the sender knows. */
    long lost() {
        return lost;
    }

    /** Arrivals of numbers that had come before. */
    long doubled() {
        return doubled;
    }

    /** Numbers that came after a higher one. */
    long disordered() {
        return disordered;
    }

    /** Those numbers, lowest first, as far as they are remembered. @param atMost so many of them */
    List<Long> missing(int atMost) {
        return gaps.entrySet().stream()
                .flatMap(gap -> LongStream.range(gap.getKey(), gap.getValue()).boxed())
                .limit(atMost)
                .toList();
    }

    private void missing(long from, long to) {
        gaps.put(from, to);
        lost += to - from;
        if (gaps.size() > MAX_GAPS) gaps.pollFirstEntry();
    }

    private boolean wasMissing(long sequence) {
        var gap = gaps.floorEntry(sequence);
        if (gap == null || sequence >= gap.getValue()) return false;
        gaps.remove(gap.getKey());
        if (gap.getKey() < sequence) gaps.put(gap.getKey(), sequence);
        if (sequence + 1 < gap.getValue()) gaps.put(sequence + 1, gap.getValue());
        if (gaps.size() > MAX_GAPS) gaps.pollFirstEntry();
        return true;
    }
}
