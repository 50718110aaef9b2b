package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.osier.dispatch.IntentHandler;
import org.osier.shell.FakeOsgi;

class HandlerTest {
    private static ServiceReference<IntentHandler> reference(long id, int ranking, Object value, Object name) {
        return FakeOsgi.reference(
                id, ranking, Map.of("osier.intent.value", value, "osier.intent.name", name), "bundle" + id);
    }

    @Test
    void highestRankingServesThenLowestId() {
        var handlers = Handler.of(List.of(
                reference(9, 0, 0x41, "b"),
                reference(8, 5, 0x40, "a"),
                reference(7, 0, 0x41, "b"),
                reference(1, 0, 0x40, "a")));
        assertThat(handlers)
                .containsExactly(
                        new Handler(0x40, "a", "bundle8 1.0.0", true, true),
                        new Handler(0x40, "a", "bundle1 1.0.0", true, false),
                        new Handler(0x41, "b", "bundle7 1.0.0", true, true),
                        new Handler(0x41, "b", "bundle9 1.0.0", true, false));
    }

    /** Goal: whatever a foreign service says of itself, the list shows it and names it as not serving. */
    @Test
    void aServiceWithoutAValueNeverServes() {
        for (var wrong : new Object[] {"64", 64L, -1, 256}) {
            assertThat(Handler.of(List.of(reference(1, 0, wrong, 7))))
                    .containsExactly(new Handler(-1, "", "bundle1 1.0.0", true, false));
        }
        assertThat(Handler.of(List.of(FakeOsgi.reference(1, 0, Map.of(), null))))
                .containsExactly(new Handler(-1, "", "(gone)", true, false));
    }

    @Test
    void intentsAreReadAsHexDecimalOrName() throws Failure {
        var handlers = List.of(new Handler(0x40, "hello", "b", true, true), new Handler(-1, "lost", "b", true, false));
        assertThat(IntentWord.parse("0x40", handlers)).isEqualTo(0x40);
        assertThat(IntentWord.parse("0XfF", handlers)).isEqualTo(255);
        assertThat(IntentWord.parse("64", handlers)).isEqualTo(64);
        assertThat(IntentWord.parse("hello", handlers)).isEqualTo(0x40);
        for (var word : new String[] {"256", "0x100", "-1", "", "lost", "0x", "999999999999", "Hello"}) {
            assertThatThrownBy(() -> IntentWord.parse(word, handlers))
                    .isInstanceOfSatisfying(
                            Failure.class, f -> assertThat(f.exit()).isEqualTo(Exit.WRONG_USE));
        }
    }

    @Test
    void aNameOfTwoIntentsIsRefused() {
        var handlers =
                List.of(new Handler(0x40, "hello", "b", true, true), new Handler(0x41, "hello", "b", true, true));
        assertThatThrownBy(() -> IntentWord.parse("hello", handlers))
                .hasMessage("2 intents are called hello: write the number.");
    }
}
