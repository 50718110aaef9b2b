package org.osier.examples.traffic;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;

/**
 * The runs that are counted here. Thread-safe. Immediate: as a delayed component it would go, and its counts with it,
 * whenever the dispatcher that uses the handlers is replaced.
 */
@Component(service = Runs.class, immediate = true)
public final class Runs {
    /** Runs kept; a further one takes the place of the oldest. */
    static final int MAX_RUNS = 64;

    private final Map<Long, Run> byNumber = new ConcurrentHashMap<>();
    private final Queue<Long> oldestFirst = new ArrayDeque<>(); // guarded by this

    /** The run of this number, made if it is new. */
    Run of(long number) {
        var run = byNumber.get(number);
        return run == null ? make(number) : run;
    }

    /** What came of a run: nothing, if it is not known. */
    String report(long number) {
        return byNumber.getOrDefault(number, new Run(number)).report();
    }

    /** The longest pause of a run is counted anew. */
    void forgetPause(long number) {
        var run = byNumber.get(number);
        if (run != null) run.forgetPause();
    }

    private synchronized Run make(long number) {
        var known = byNumber.get(number); // made by somebody else meanwhile?
        if (known != null) return known;
        if (oldestFirst.size() == MAX_RUNS) byNumber.remove(oldestFirst.remove());
        var run = new Run(number);
        oldestFirst.add(number);
        byNumber.put(number, run);
        return run;
    }
}
