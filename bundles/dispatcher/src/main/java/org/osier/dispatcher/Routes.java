package org.osier.dispatcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Who handles what, at one moment: of several handlers for an intent the best. Immutable; a change makes a new one.
 */
final class Routes {
    static final Routes NONE = new Routes(new Route[256], Map.of());

    /** What an error reply may say, in bytes (WIRE.md, section 5); all that is said here is ASCII. */
    private static final int MAX_TEXT = 200;

    private final @Nullable Route[] best;
    private final Map<Integer, Long> awaited;
    private final String summary;

    private Routes(@Nullable Route[] best, Map<Integer, Long> awaited) {
        this.best = best;
        this.awaited = awaited;
        this.summary = summarise(best);
    }

    /** These handlers; an intent that was served until now and is not any more is awaited for {@code grace}. */
    Routes with(Collection<Route> handlers, long now, Duration grace) {
        var next = new Route[256];
        for (var route : handlers) {
            var other = next[route.intent()];
            if (other == null || Route.BEST_FIRST.compare(route, other) < 0) next[route.intent()] = route;
        }
        var missing = new HashMap<Integer, Long>();
        for (int intent = 0; intent < next.length; intent++) {
            if (next[intent] != null) continue;
            var until = best[intent] != null ? OptionalLong.of(now + grace.toNanos()) : awaitedUntil(intent, now);
            if (until.isPresent()) missing.put(intent, until.getAsLong());
        }
        return new Routes(next, missing);
    }

    /** The handler of an intent, 0 to 255, or null. */
    @Nullable
    Route at(int intent) {
        return best[intent];
    }

    /** Until when a handler that went is waited for; empty if it never was there or was waited for long enough. */
    OptionalLong awaitedUntil(int intent, long now) {
        var until = awaited.get(intent);
        return until == null || until - now <= 0 ? OptionalLong.empty() : OptionalLong.of(until);
    }

    /** What this node does handle, for who asked for something else: at most 200 bytes. */
    String summary() {
        return summary;
    }

    private static String summarise(@Nullable Route[] best) {
        var names = new ArrayList<String>();
        for (var route : best) if (route != null && !route.isBuiltIn()) names.add(route.toString());
        if (names.isEmpty()) return "handles no intent yet";
        int told = names.size();
        while (told > 0 && sentence(names, told).length() > MAX_TEXT) told--;
        return sentence(names, told);
    }

    private static String sentence(List<String> names, int told) {
        var text = "handles " + String.join(", ", names.subList(0, told));
        return told == names.size() ? text : text + " and " + (names.size() - told) + " more";
    }
}
