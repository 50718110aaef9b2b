package org.osier.shell.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.osier.mesh.MeshException.Kind;

/**
 * What became of requests: round trips to three digits in a table of fixed size (about 300 KB), however many there are;
 * failures by kind. Counting: any thread. Looking: one.
 */
public final class Results {
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(LONGEST_NANOS, DIGITS);
    private final Histogram all = new Histogram(LONGEST_NANOS, DIGITS);
    private final Map<Kind, LongAdder> failures = new EnumMap<>(Kind.class);
    private final LongAdder sent = new LongAdder();
    private final LongAdder ended = new LongAdder();

    public Results() {
        for (var kind : Kind.values()) failures.put(kind, new LongAdder());
    }

    void sent() {
        sent.increment();
    }

    void answered(long nanos) {
        recorder.recordValue(Math.max(1, Math.min(nanos, LONGEST_NANOS)));
        ended.increment();
    }

    void failed(Kind kind) {
        failures.get(kind).increment();
        ended.increment();
    }

    /** Round trips since the last look. */
    public Histogram lately() {
        var some = recorder.getIntervalHistogram();
        all.add(some);
        return some;
    }

    /** All round trips, as of the last look. */
    public Histogram all() {
        return all;
    }

    public long requests() {
        return sent.sum();
    }

    /** Requests of which nothing is known yet. */
    public long open() {
        return sent.sum() - ended.sum();
    }

    /** Requests without an answer in time: whether they were done is not known. */
    public long lost() {
        return failures.get(Kind.NO_ANSWER).sum();
    }

    /** How many failed in which way, those that are lost included; only what happened. */
    public Map<Kind, Long> failures() {
        var some = new EnumMap<Kind, Long>(Kind.class);
        failures.forEach((kind, count) -> {
            if (count.sum() > 0) some.put(kind, count.sum());
        });
        return some;
    }
}
