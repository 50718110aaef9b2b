package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: whatever others do costs one line a minute, and nothing when they do nothing. */
class LastMinuteTest {
    private static final long MINUTE = 60_000_000_000L;

    private final Map<String, Long> counters = new LinkedHashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {0, -MINUTE, Long.MAX_VALUE - 1})
    void whatMovedInAMinuteIsOneLine(long start) {
        var minute = new LastMinute(start);
        counters.put("knocks unknown", 1_200L);
        counters.put("handshakes failed", 0L);
        counters.put("handshakes too slow", 3L);

        assertThat(minute.over(counters, start + MINUTE - 1)).isEmpty();
        assertThat(minute.over(counters, start + MINUTE))
                .contains("last minute: 1,200 knocks unknown, 3 handshakes too slow");
        assertThat(minute.over(counters, start + MINUTE + 1)).isEmpty();
    }

    @Test
    void onlyWhatWasAddedSinceIsTold() {
        var minute = new LastMinute(0);
        counters.put("knocks unknown", 7L);
        minute.over(counters, MINUTE);

        assertThat(minute.over(counters, 2 * MINUTE)).as("a quiet minute").isEmpty();
        counters.put("knocks unknown", 8L);
        assertThat(minute.over(counters, 3 * MINUTE)).contains("last minute: 1 knocks unknown");
    }
}
