package org.osier.discovery.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
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

    @Test
    void servicesOfRendezvousAreHttpOrHttps() {
        var settings = Settings.of(
                new Config("", true, 256, " https://a.example/ ,, http://[::1]:7404,https://a.example", 10));
        assertThat(settings.rendezvous())
                .containsExactly(URI.create("https://a.example"), URI.create("http://[::1]:7404"));
        assertThat(settings.rendezvousPause()).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense", "ftp://a", "https://", "https://u:p@a", "https://a?x", "http://a:0", "http://a b"})
    void whatIsNoServiceIsNamedWithItsKey(String text) {
        assertThatThrownBy(() -> Settings.of(new Config("", true, 256, "https://good," + text, 60)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rendezvous has addresses like https://host or http://host:7404, got '" + text + "'");
    }

    @Test
    void thereAreEightServicesAtMost() {
        var nine = IntStream.range(0, 9).mapToObj(i -> "https://host" + i).collect(Collectors.joining(","));
        assertThatThrownBy(() -> Settings.of(new Config("", true, 256, nine, 60)))
                .hasMessage("rendezvous has at most 8 addresses, got 9");
        assertThatThrownBy(() -> Settings.of(new Config("", true, 256, "", 9)))
                .hasMessage("rendezvousSeconds is 10 to 3600, got 9");
    }
}
