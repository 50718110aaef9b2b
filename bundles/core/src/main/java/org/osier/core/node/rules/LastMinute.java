package org.osier.core.node.rules;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Sums up what others cause: one line for a minute in which a counter moved, none for a quiet one. However much a
 * stranger does, it is no more than 1,440 lines a day. One thread at a time.
 */
public final class LastMinute {
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Map<String, Long> before = new HashMap<>();
    private long began;

    /** @param now when the first minute begins */
    public LastMinute(long now) {
        began = now;
    }

    /**
     * @param counters each with what it has counted since the start
     * @return the line, when a minute is over and something moved in it
     */
    public Optional<String> over(Map<String, Long> counters, long now) {
        if (now - began < MINUTE_NANOS) return Optional.empty();
        began = now;
        var moved = counters.entrySet().stream()
                .filter(e -> e.getValue() > before.getOrDefault(e.getKey(), 0L))
                .map(e -> String.format(
                        Locale.ROOT, "%,d %s", e.getValue() - before.getOrDefault(e.getKey(), 0L), e.getKey()))
                .collect(Collectors.joining(", "));
        before.putAll(counters);
        return moved.isEmpty() ? Optional.empty() : Optional.of("last minute: " + moved);
    }
}
