package org.osier.core.node.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osier.mesh.Attempt;

/**
 * What became of the dials of jobs whose node is not known yet: of each the last {@value Attempt#KEPT}. With one job too
 * many, the one that has been quiet for the longest is forgotten. One thread at a time.
 */
public final class AttemptHistory {
    /** Jobs at most: as many as an operator may name seeds. */
    public static final int MAX_JOBS = 64;

    private final Map<String, List<Attempt>> byJob = new LinkedHashMap<>(); // the one that was quiet longest first

    /** The same with one more at the end, without the oldest if there were too many. */
    public static List<Attempt> with(List<Attempt> before, Attempt attempt) {
        return last(before, List.of(attempt));
    }

    /** The last ones of both, those of {@code before} first. */
    public static List<Attempt> last(List<Attempt> before, List<Attempt> after) {
        var all = new ArrayList<>(before);
        all.addAll(after);
        return List.copyOf(all.subList(Math.max(0, all.size() - Attempt.KEPT), all.size()));
    }

    /** The dial of this job failed. */
    public void add(String job, Attempt attempt) {
        var before = byJob.remove(job); // comes to the end again
        if (before == null && byJob.size() >= MAX_JOBS)
            byJob.remove(byJob.keySet().iterator().next());
        byJob.put(job, with(before == null ? List.of() : before, attempt));
    }

    /** Its node is known now, or nobody wishes it any more. @return what was kept of it */
    public List<Attempt> take(String job) {
        var taken = byJob.remove(job);
        return taken == null ? List.of() : taken;
    }

    /** All that is kept, those of one job together, oldest first; jobs by their names. */
    public List<Attempt> all() {
        return byJob.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(e -> e.getValue().stream())
                .toList();
    }
}
