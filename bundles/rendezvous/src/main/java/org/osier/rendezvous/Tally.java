package org.osier.rendezvous;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came, counted since the start; strangers can cause all of it, so none of it is logged one by one. Any thread. */
final class Tally {
    /** What is counted. */
    enum Counted {
        /** Records that were left. */
        PUT,
        /** Answers that were given. */
        ANSWERED,
        /** Requests for what is not here, in a wrong way, or cut short. */
        SENSELESS,
        /** Bodies that are too long. */
        TOO_LONG,
        /** Requests beyond what a source, or all, may make. */
        TOO_MANY,
        /** Connections beyond what a source may have. */
        NOT_LET_IN,
        /** Connections that had to go for newer ones, or lasted too long. */
        CUT,
        /** Records that had to go for newer ones. */
        DISPLACED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** Whether an operator may want to hear of it. */
        boolean isTrouble() {
            return this != PUT && this != ANSWERED;
        }
    }

    private final AtomicLongArray counts = new AtomicLongArray(Counted.values().length);
    private long told; // troubles, by one thread

    void add(Counted what) {
        add(what, 1);
    }

    void add(Counted what, int times) {
        if (times > 0) counts.addAndGet(what.ordinal(), times);
    }

    long of(Counted what) {
        return counts.get(what.ordinal());
    }

    /** Everything that is not zero, if there was trouble since the last call; else nothing. One thread at a time. */
    String news() {
        long troubles = Stream.of(Counted.values())
                .filter(Counted::isTrouble)
                .mapToLong(this::of)
                .sum();
        if (troubles == told) return "";
        told = troubles;
        return text();
    }

    /** Everything that is not zero. */
    String text() {
        return Stream.of(Counted.values())
                .filter(what -> of(what) > 0)
                .map(what -> what + " " + of(what))
                .collect(Collectors.joining(", "));
    }
}
