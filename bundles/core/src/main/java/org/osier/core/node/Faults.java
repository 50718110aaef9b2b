package org.osier.core.node;

import java.util.function.LongSupplier;
import org.osier.core.node.rules.LineBudget;
import org.slf4j.Logger;

/**
 * Writes down what was thrown by code that we call: handlers, listeners, admissions, inboxes. What they do wrong,
 * another node may cause as often as it likes, so a few lines a minute must do; the others are counted. Any thread.
 */
public final class Faults {
    /** Lines in a minute, each with a stack trace. Our choice. */
    static final int LINES = 5;

    private final LongSupplier nanos;
    private final Counters counters;
    private final LineBudget lines = new LineBudget(LINES); // guarded by this

    /** @param nanos a clock that never goes back */
    Faults(LongSupplier nanos, Counters counters) {
        this.nanos = nanos;
        this.counters = counters;
    }

    /** @param culprit an instance of the class that threw; @param what it did, for people */
    public void warn(Logger log, Object culprit, String what, Throwable thrown) {
        if (mayLog()) log.warn("{}: {}", culprit.getClass().getName(), what, thrown);
        else counters.count(Counter.FAULTS_NOT_LOGGED);
    }

    private synchronized boolean mayLog() {
        long now = nanos.getAsLong();
        lines.over(now); // begins a new minute; what was not written in the old one is counted already
        return lines.take(now);
    }
}
