package org.osier.core.config.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osier.core.config.rules.Judge.Verdict;

/**
 * Remembers of each configuration what counts and what was said about it, so that a problem is told once and its end
 * too. A configuration is judged each time somebody asks for it, which is more often than it changes. One thread at a
 * time.
 */
public final class Keeper {
    /** Far more than a node has bundles; of one more the oldest is forgotten, and its defaults count. */
    static final int MAX_CONFIGURATIONS = 256;

    private final Map<String, Map<String, Object>> good = new LinkedHashMap<>();
    private final Map<String, List<Problem>> open = new HashMap<>();

    /**
     * What follows from a configuration that somebody asked for.
     *
     * @param verdict what counts
     * @param appeared problems that nobody was told of yet
     * @param corrected whether the last problem has gone
     * @param changed whether other values count than before
     */
    public record News(Verdict verdict, List<Problem> appeared, boolean corrected, boolean changed) {}

    /** @param id of this configuration: its PID, or of a factory's instance the PID of the instance */
    public News on(String id, String pid, Schema schema, KeyCheck own, Map<String, ?> properties) {
        var before = good.getOrDefault(id, Map.of());
        var verdict = Judge.judge(pid, schema, own, properties, before);
        var counting = new HashMap<>(verdict.properties());
        counting.keySet().removeIf(key -> schema.attribute(key) == null);
        counting.replaceAll((key, value) -> value instanceof Object[] several ? List.of(several) : value);

        var told = what(open.getOrDefault(id, List.of()));
        var appeared = new ArrayList<>(verdict.problems());
        appeared.removeIf(problem -> told.contains(problem.what()));
        boolean corrected = !told.isEmpty() && verdict.problems().isEmpty();

        if (verdict.problems().isEmpty()) open.remove(id);
        else open.put(id, verdict.problems());
        remember(id, counting);
        return new News(verdict, List.copyOf(appeared), corrected, !before.equals(counting));
    }

    private void remember(String id, Map<String, Object> counting) {
        good.put(id, counting);
        if (good.size() > MAX_CONFIGURATIONS) forget(good.keySet().iterator().next());
    }

    /** What counted before this node's rules began, of each configuration. */
    public void restore(Map<String, Map<String, Object>> counted) {
        counted.forEach((id, properties) -> remember(id, Map.copyOf(properties)));
    }

    /** The configuration is gone. */
    public void forget(String id) {
        good.remove(id);
        open.remove(id);
    }

    /** What counts, of each configuration. */
    public Map<String, Map<String, Object>> counting() {
        return Map.copyOf(good);
    }

    /** What is wrong now, of each configuration that is not as it should be. */
    public Map<String, List<Problem>> problems() {
        return Map.copyOf(open);
    }

    private static Set<String> what(List<Problem> problems) {
        var what = new HashSet<String>();
        for (var problem : problems) what.add(problem.what());
        return what;
    }
}
