package org.osier.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the configuration to what counts. */
class SettingsTest {
    private record Given(String path, String proxy, String noProxy, long idleTimeoutMs) implements WebSocketConfig {
        @Override
        public Class<? extends Annotation> annotationType() {
            return WebSocketConfig.class;
        }
    }

    @Test
    void defaultsAreThoseOfTheFile() {
        assertThat(Settings.of(new Given("/mesh", "", "", 120_000))).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void listsAreSeparatedByCommas() {
        var settings = Settings.of(new Given("/a/b-c", "http://proxy.example:3128", "10.0.0.1, beta:7400,", 60_000));
        assertThat(settings.direct()).containsExactly("10.0.0.1", "beta:7400");
        assertThat(settings.proxy()).contains(URI.create("http://proxy.example:3128"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mesh", "", "/mesh/../x", "/a b", "//", "/mesh?x", "/*", "/%2e"})
    void pathsThatNotEverybodyReadsTheSameWayAreRefused(String path) {
        assertThatThrownBy(() -> Settings.of(new Given(path, "", "", 120_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"proxy:3128", "https://proxy:3128", "http://proxy", "http://u:p@proxy:1", "http://proxy:0", "x y"
            })
    void proxiesInAnotherFormAreRefused(String proxy) {
        assertThatThrownBy(() -> Settings.of(new Given("/mesh", proxy, "", 120_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://host:port");
    }
}
