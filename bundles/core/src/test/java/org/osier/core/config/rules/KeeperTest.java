package org.osier.core.config.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said, and when. */
class KeeperTest {
    private static final String PID = "org.osier.sample";
    private static final Schema SCHEMA =
            new Schema(List.of(new Attribute("threads", Type.INTEGER, 0, "0", "64", List.of(), "4")));

    private final Keeper keeper = new Keeper();

    @Test
    void aProblemIsToldOnceAndItsEndToo() {
        assertThat(on("threads", "99").appeared()).hasSize(1);
        assertThat(on("threads", "99").appeared()).isEmpty();
        assertThat(on("threads", "98").appeared()).as("another bad value").hasSize(1);
        assertThat(on("threads", "8").corrected()).isTrue();
        assertThat(on("threads", "8").corrected()).isFalse();
        assertThat(on("threads", "98").appeared()).as("again").hasSize(1);
    }

    @Test
    void eachProblemIsToldByItself() {
        assertThat(on("threads", "99").appeared()).hasSize(1);
        var both = keeper.on(PID, PID, SCHEMA, KeyCheck.NONE, Map.of("threads", "99", "thread", "1"));
        assertThat(both.appeared()).extracting(Problem::code).containsExactly(Problem.UNKNOWN_KEY);
        assertThat(on("threads", "99").corrected()).as("one is left").isFalse();
    }

    @Test
    void whatCountedStaysUntilSomethingElseIsGood() {
        on("threads", "8");
        for (var bad : List.of("99", "x", "-1")) {
            assertThat(on("threads", bad).verdict().properties()).isEqualTo(Map.of("threads", "8"));
        }
        assertThat(keeper.problems()).containsOnlyKeys(PID);
        on("threads", "9");
        assertThat(on("threads", "99").verdict().properties()).isEqualTo(Map.of("threads", "9"));
    }

    @Test
    void theInstancesOfAFactoryHaveMemoriesOfTheirOwn() {
        keeper.on("one", PID, SCHEMA, KeyCheck.NONE, Map.of("threads", "1"));
        keeper.on("two", PID, SCHEMA, KeyCheck.NONE, Map.of("threads", "2"));

        var bad = Map.of("threads", "99");
        assertThat(keeper.on("one", PID, SCHEMA, KeyCheck.NONE, bad).verdict().properties())
                .isEqualTo(Map.of("threads", "1"));
        assertThat(keeper.on("two", PID, SCHEMA, KeyCheck.NONE, bad).verdict().properties())
                .isEqualTo(Map.of("threads", "2"));
    }

    @Test
    void whatCountedBeforeAnUpdateIsTakenOver() {
        keeper.restore(Map.of(PID, Map.of("threads", "8")));

        assertThat(on("threads", "99").verdict().properties()).isEqualTo(Map.of("threads", "8"));
    }

    @Test
    void aConfigurationThatIsGoneIsForgotten() {
        on("threads", "8");
        on("threads", "99");
        keeper.forget(PID);

        assertThat(keeper.problems()).isEmpty();
        assertThat(on("threads", "99").verdict().properties()).isEqualTo(Map.of("threads", "4"));
    }

    @Test
    void theMemoryIsBounded() {
        for (int i = 0; i < 2 * Keeper.MAX_CONFIGURATIONS; i++) {
            keeper.on("factory~" + i, PID, SCHEMA, KeyCheck.NONE, Map.of("threads", "99"));
        }
        assertThat(keeper.counting()).hasSize(Keeper.MAX_CONFIGURATIONS);
        assertThat(keeper.problems()).hasSize(Keeper.MAX_CONFIGURATIONS);
    }

    private Keeper.News on(String key, String value) {
        return keeper.on(PID, PID, SCHEMA, KeyCheck.NONE, Map.of(key, value));
    }
}
