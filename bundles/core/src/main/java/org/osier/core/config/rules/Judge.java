package org.osier.core.config.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rule: in place of a bad value stays the last good one, in place of that the default; the rest counts as it is. */
public final class Judge {
    private Judge() {}

    /**
     * What a component gets.
     *
     * @param problems sorted by key
     * @param properties what counts: those that were judged, but for the bad ones
     */
    public record Verdict(List<Problem> problems, Map<String, Object> properties) {
        public Verdict {
            problems = List.copyOf(problems);
        }

        /** Whether anything bad was replaced. */
        public boolean rejected() {
            return problems.stream().anyMatch(problem -> problem.code() == Problem.REJECTED);
        }
    }

    /**
     * Judges a configuration.
     *
     * @param pid whose keys they are, for messages
     * @param properties by key, never null
     * @param lastGood what counted before, by key
     */
    public static Verdict judge(
            String pid, Schema schema, KeyCheck own, Map<String, ?> properties, Map<String, ?> lastGood) {
        var problems = new ArrayList<Problem>();
        var counting = new HashMap<String, Object>();
        new TreeMap<>(properties).forEach((key, value) -> {
            var attribute = schema.attribute(key);
            if (attribute == null) {
                if (schema.isUnknown(key)) problems.add(unknown(pid, schema, key));
                counting.put(key, value);
                return;
            }
            var complaint = complaint(attribute, own, value);
            if (complaint.isEmpty()) {
                counting.put(key, attribute.clean(value));
                return;
            }
            var good = lastGood.get(key);
            boolean stays = good != null && complaint(attribute, own, good).isEmpty();
            var instead = stays ? good : attribute.defaultValue();
            if (instead != null) counting.put(key, instead);
            var consequence = stays ? shown(attribute, good) + " stays" : counts(attribute);
            problems.add(new Problem(Problem.REJECTED, key, complaint.get(), consequence));
        });
        return new Verdict(problems, counting);
    }

    private static Optional<String> complaint(Attribute attribute, KeyCheck own, Object value) {
        var complaint = attribute.complaint(value);
        return complaint.isPresent() ? complaint : own.complaint(attribute.id(), attribute.clean(value));
    }

    private static Problem unknown(String pid, Schema schema, String key) {
        var meant =
                schema.nearest(key).map(near -> ", did you mean " + near + "?").orElse("");
        var printable = key.replaceAll("\\p{C}", "?");
        return new Problem(Problem.UNKNOWN_KEY, key, printable + " is no key of " + pid + meant, "it has no effect");
    }

    private static String counts(Attribute attribute) {
        var value = attribute.defaultValue();
        return value == null ? "it counts as not set" : "the default counts, " + shown(attribute, value);
    }

    private static String shown(Attribute attribute, @Nullable Object value) {
        if (attribute.type() == Type.PASSWORD) return "a secret";
        if (value instanceof String text && text.isEmpty()) return "nothing";
        return value instanceof Object[] several ? List.of(several).toString() : String.valueOf(value);
    }
}
