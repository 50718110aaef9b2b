package org.osier.discovery.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may write, and what he is told about the rest. */
class SettingsTest {
    @Test
    void theListMayHaveSpacesGapsAndRepetitions() {
        var settings = Settings.of(Config.of(" tcp://a:1 ,, tcp://[::1]:2,tcp://a:1, ws://b.example:80/x"));
        assertThat(settings.seeds())
                .containsExactly(
                        URI.create("tcp://a:1"), URI.create("tcp://[::1]:2"), URI.create("ws://b.example:80/x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense", "tcp://host", "tcp://host:0", "tcp://host:70000", "//host:1", "tcp://a b:1", ":"})
    void whatIsNoAddressIsNamedWithItsKey(String text) {
        assertThatThrownBy(() -> Settings.of(Config.of("tcp://good:1," + text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seeds has addresses like tcp://host:7400, got '" + text + "'");
    }

    @Test
    void numbersHaveTheirRange() {
        assertThatThrownBy(() -> Settings.of(new Config("", true, 0))).hasMessage("rememberAtMost is 1 to 512, got 0");
        assertThatThrownBy(() -> Settings.of(new Config("", true, 513)))
                .hasMessage("rememberAtMost is 1 to 512, got 513");
        assertThatThrownBy(() -> Settings.of(Config.of(IntStream.range(0, 65)
                        .mapToObj(i -> "tcp://host" + i + ":1")
                        .collect(Collectors.joining(",")))))
                .hasMessage("seeds has at most 64 addresses, got 65");
    }
}
