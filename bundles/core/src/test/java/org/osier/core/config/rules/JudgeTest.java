package org.osier.core.config.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operator reads, and what the component gets. */
class JudgeTest {
    private static final String PID = "org.osier.sample";
    private static final Schema SCHEMA = new Schema(List.of(
            new Attribute("threads", Type.INTEGER, 0, "0", "64", List.of(), "4"),
            new Attribute("waitMs", Type.LONG, 0, "1", null, List.of(), "50"),
            new Attribute("ratio", Type.DOUBLE, 0, null, "1.5", List.of(), "0.5"),
            new Attribute("role", Type.STRING, 0, null, null, List.of("controller", "worker", "dual"), "dual"),
            new Attribute("label", Type.STRING, 0, "1", "8", List.of(), null),
            new Attribute("open", Type.BOOLEAN, 0, null, null, List.of(), "false"),
            new Attribute("names", Type.STRING, 3, null, null, List.of(), List.of("a", "b")),
            new Attribute("key", Type.PASSWORD, 0, "10", null, List.of(), "")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threads|65|threads = 65, expected a whole number, 0 to 64; the default counts, 4",
                "threads|-1|threads = -1, expected a whole number, 0 to 64; the default counts, 4",
                "threads|many|threads = many, expected a whole number, 0 to 64; the default counts, 4",
                "threads|1.5|threads = 1.5, expected a whole number, 0 to 64; the default counts, 4",
                "threads|''|threads = (nothing), expected a whole number, 0 to 64; the default counts, 4",
                "waitMs|0|waitMs = 0, expected a whole number, at least 1; the default counts, 50",
                "waitMs|9223372036854775808|waitMs = 9223372036854775808, expected a whole number, at least 1; the default counts, 50",
                "ratio|1.6|ratio = 1.6, expected a number, at most 1.5; the default counts, 0.5",
                "ratio|NaN|ratio = NaN, expected a number, at most 1.5; the default counts, 0.5",
                "role|boss|role = boss, expected controller, worker or dual; the default counts, dual",
                "label|much too long|label = much too long, expected text of 1 to 8 characters; it counts as not set",
                "open|yes|open = yes, expected true or false; the default counts, false",
                "key|hunter2|key = (a secret), expected text of at least 10 characters; the default counts, a secret",
            })
    void aBadValueIsNamedWithWhatIsExpected(String key, String value, String line) {
        var verdict = judge(Map.of(key, value), Map.of());

        assertThat(verdict.problems())
                .extracting(p -> p.line("etc/x.cfg"))
                .containsExactly("OSIER-201 etc/x.cfg: " + line);
        var standsIn = SCHEMA.attribute(key).defaultValue();
        if (standsIn == null) assertThat(verdict.properties()).isEmpty();
        else assertThat(verdict.properties()).isEqualTo(Map.of(key, standsIn));
    }

    @Test
    void theLastGoodValueStaysInPlaceOfABadOne() {
        var verdict = judge(Map.of("threads", "99", "waitMs", "7"), Map.of("threads", "12", "waitMs", "6"));

        assertThat(verdict.properties()).isEqualTo(Map.of("threads", "12", "waitMs", "7"));
        assertThat(verdict.problems()).extracting(Problem::instead).containsExactly("12 stays");
    }

    /** A newer bundle may allow less than the one for which that value was good. */
    @Test
    void aLastGoodValueThatIsNoLongerGoodGivesWayToTheDefault() {
        assertThat(judge(Map.of("threads", "99"), Map.of("threads", "70")).properties())
                .isEqualTo(Map.of("threads", "4"));
    }

    @ParameterizedTest
    @CsvSource({
        "thread,' is no key of org.osier.sample, did you mean threads?'",
        "WAITMS,' is no key of org.osier.sample, did you mean waitMs?'",
        "somethingElse,' is no key of org.osier.sample'"
    })
    void anUnknownKeyIsNamedWithTheOneThatWasMeant(String key, String what) {
        var verdict = judge(Map.of(key, "1"), Map.of());

        assertThat(verdict.problems())
                .extracting(p -> p.line("etc/x.cfg"))
                .containsExactly("OSIER-202 etc/x.cfg: " + key + what + "; it has no effect");
        assertThat(verdict.rejected()).isFalse();
        assertThat(verdict.properties()).isEqualTo(Map.of(key, "1"));
    }

    @ParameterizedTest
    @CsvSource({
        "service.pid",
        "service.ranking",
        "felix.fileinstall.filename",
        "component.name",
        ".hidden",
        "org.apache.karaf.features.x",
        "osgi.ds.satisfying.condition.target",
        "Transport.target",
        "transport.cardinality.minimum"
    })
    void whatOthersPutBesideTheKeysIsNotUnknown(String key) {
        assertThat(judge(Map.of(key, "1"), Map.of()).problems()).isEmpty();
    }

    @Test
    void typedValuesAreJudgedLikeText() {
        assertThat(judge(Map.of("threads", 3, "waitMs", 7L, "ratio", 1.25, "open", true), Map.of())
                        .problems())
                .isEmpty();
        assertThat(judge(Map.of("threads", 65), Map.of()).problems()).hasSize(1);
        assertThat(judge(Map.of("open", 1), Map.of()).problems()).hasSize(1);
    }

    @Test
    void blanksAroundANumberDoNotMatterAndAreTakenAway() {
        var verdict = judge(Map.of("threads", " 3 "), Map.of());

        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.properties()).isEqualTo(Map.of("threads", "3"));
    }

    @Test
    void moreValuesThanAKeyTakesAreRefused() {
        assertThat(judge(Map.of("names", new String[] {"a", "b", "c"}), Map.of())
                        .problems())
                .isEmpty();
        assertThat(judge(Map.of("names", List.of("a", "b", "c", "d")), Map.of()).problems())
                .extracting(p -> p.line("x"))
                .containsExactly(
                        "OSIER-201 x: names has 4 values, expected at most 3 values; the default counts, [a, b]");
        assertThat(judge(Map.of("threads", new int[] {1, 2}), Map.of()).problems())
                .extracting(Problem::what)
                .containsExactly("threads has 2 values, expected one value");
    }

    @Test
    void whatAComponentDemandsBeyondItsMetatypeCountsToo() {
        KeyCheck own = (key, value) ->
                key.equals("label") && value.equals("bad") ? Optional.of("label is bad") : Optional.empty();

        var verdict = Judge.judge(PID, SCHEMA, own, Map.of("label", "bad"), Map.of("label", "fine"));

        assertThat(verdict.problems()).extracting(Problem::what).containsExactly("label is bad");
        assertThat(verdict.properties()).isEqualTo(Map.of("label", "fine"));
    }

    @Test
    void aValueOrKeyCannotFillOrForgeTheLog() {
        var verdict = judge(Map.of("threads", "1\nWARN all is lost" + "x".repeat(1_000), "a\nb", "1"), Map.of());

        assertThat(verdict.problems())
                .hasSize(2)
                .allSatisfy(problem ->
                        assertThat(problem.line("x")).doesNotContain("\n").hasSizeLessThan(200));
    }

    private static Judge.Verdict judge(Map<String, ?> properties, Map<String, ?> lastGood) {
        return Judge.judge(PID, SCHEMA, KeyCheck.NONE, properties, lastGood);
    }
}
