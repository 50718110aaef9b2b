package org.osier.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As File Install puts values in. */
class VariablesTest {
    private static final Map<String, String> OUTSIDE = Map.of("a", "1", "env:USER", "me", "empty", "");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain|plain",
                "${a}|1",
                "<${a}${a}>|<11>",
                "${none}|''",
                "${none:-tcp://0.0.0.0:7400}|tcp://0.0.0.0:7400",
                "${a:-2}|1",
                "${empty:-2}|2",
                "${none:-${a}}|1",
                "${a:+given}|given",
                "${none:+given}|''",
                "${env:USER}|me",
                "${env:NONE:-nobody}|nobody",
                "${b}|value of b, 1",
                "${open|${open",
                "}|}"
            })
    void valuesAreReplaced(String text, String expected) {
        assertThat(variables(text).value("key")).isEqualTo(expected);
    }

    @Test
    void aKeyThatRefersToItselfIsNamed() {
        assertThatThrownBy(() -> variables("${key}").value("key")).hasMessage("key refers to itself");
        assertThatThrownBy(() -> variables("${circle}").value("key")).hasMessage("circle refers to itself");
    }

    private static Variables variables(String value) {
        return new Variables(Map.of("key", value, "b", "value of b, ${a}", "circle", "${circle}"), OUTSIDE::get);
    }
}
