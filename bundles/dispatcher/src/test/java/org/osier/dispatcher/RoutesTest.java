package org.osier.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Goal: the right handler for an intent. Method: plain calls. */
class RoutesTest {
    private static final Duration GRACE = Duration.ofNanos(100);

    @Test
    void theHighestRankingServes() {
        var low = route(0x40, 0, 1);
        var high = route(0x40, 10, 2);
        assertThat(Routes.NONE.with(List.of(low, high), 0, GRACE).at(0x40)).isSameAs(high);
        assertThat(Routes.NONE.with(List.of(high, low), 0, GRACE).at(0x40)).isSameAs(high);
    }

    @Test
    void ofEqualRankingTheLowestIdServes() {
        var older = route(0x40, 5, 1);
        var newer = route(0x40, 5, 2);
        assertThat(Routes.NONE.with(List.of(newer, older), 0, GRACE).at(0x40)).isSameAs(older);
    }

    @Test
    void theNextBestServesWhenTheBestIsGone() {
        var best = route(0x40, 9, 1);
        var next = route(0x40, 1, 2);
        var before = Routes.NONE.with(List.of(best, next), 0, GRACE);
        assertThat(before.with(List.of(next), 0, GRACE).at(0x40)).isSameAs(next);
    }

    @Test
    void anIntentThatWasServedIsAwaitedForAWhileAndAnotherIsNot() {
        var served = Routes.NONE.with(List.of(route(0x40, 0, 1)), 0, GRACE);
        var gone = served.with(List.of(), 1_000, GRACE);

        assertThat(gone.at(0x40)).isNull();
        assertThat(gone.awaitedUntil(0x40, 1_099)).hasValue(1_100);
        assertThat(gone.awaitedUntil(0x40, 1_100)).isEmpty();
        assertThat(gone.awaitedUntil(0x41, 1_000)).isEmpty();
    }

    @Test
    void anotherChangeDoesNotProlongTheWait() {
        var gone = Routes.NONE.with(List.of(route(0x40, 0, 1)), 0, GRACE).with(List.of(), 1_000, GRACE);
        assertThat(gone.with(List.of(route(0x41, 0, 2)), 1_050, GRACE).awaitedUntil(0x40, 1_050))
                .hasValue(1_100);
    }

    @Test
    void theSummaryNamesWhatIsHandledInOrder() {
        var hello = Route.of(
                Dispatching.answering(""), properties(0x40, Map.of("osier.intent.name", "hello")), new Calls());
        assertThat(Routes.NONE.with(List.of(route(0xFF, 0, 2), hello), 0, GRACE).summary())
                .isEqualTo("handles 0x40 hello, 0xFF");
        assertThat(Routes.NONE.summary()).isEqualTo("handles no intent yet");
    }

    @Test
    void theSummaryFitsIntoAnErrorReply() {
        var many = IntStream.rangeClosed(0, 0xff)
                .mapToObj(i -> Route.of(
                        Dispatching.answering(""),
                        properties(i, Map.of("osier.intent.name", "x".repeat(32))),
                        new Calls()))
                .toList();
        assertThat(Routes.NONE.with(many, 0, GRACE).summary())
                .hasSizeLessThanOrEqualTo(200)
                .endsWith("and 252 more");
    }

    @Test
    void aServiceWithoutGoodPropertiesIsRefusedWithWhatToDo() {
        for (var wrong : List.<Map<String, Object>>of(
                Map.of("osier.intent.value", 256),
                Map.of("osier.intent.value", -1),
                Map.of("osier.intent.value", "64"),
                Map.of("osier.intent.value", 64L),
                Map.of("osier.intent.name", "two words"),
                Map.of("osier.intent.name", "x".repeat(33)),
                Map.of("osier.intent.name", 1),
                Map.of("osier.intent.blocking", "false"))) {
            assertThatThrownBy(() -> Route.of(Dispatching.answering(""), properties(0x40, wrong), new Calls()))
                    .as("%s", wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong.keySet().iterator().next())
                    .hasMessageEndingWith("put @Intent on the component");
        }
        assertThatThrownBy(() -> Route.of(Dispatching.answering(""), Map.of("service.id", 1L), new Calls()))
                .hasMessageContaining("got null");
    }

    @Test
    void whatASpareServiceDoesNotSayHasADefault() {
        var route = Route.of(Dispatching.answering(""), properties(0x40, Map.of()), new Calls());
        assertThat(route.blocking()).isTrue();
        assertThat(route.ranking()).isZero();
        assertThat(route).hasToString("0x40");
    }

    private static Route route(int intent, int ranking, long id) {
        return Route.of(
                Dispatching.answering(""),
                properties(intent, Map.of("service.ranking", ranking, "service.id", id)),
                new Calls());
    }

    private static Map<String, Object> properties(int intent, Map<String, Object> more) {
        var properties = new HashMap<String, Object>(Map.of("service.id", 1L, "osier.intent.value", intent));
        properties.putAll(more);
        return properties;
    }
}
