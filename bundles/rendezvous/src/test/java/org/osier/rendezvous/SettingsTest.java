package org.osier.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may write, and what he is told about the rest. */
class SettingsTest {
    private static Settings with(Map<String, Object> values) {
        return Settings.of((RendezvousConfig) Proxy.newProxyInstance(
                RendezvousConfig.class.getClassLoader(),
                new Class<?>[] {RendezvousConfig.class},
                (self, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    @Test
    void withoutAWordItListensOnThisMachineOnly() {
        assertThat(with(Map.of()).listen()).contains(new Settings.Address("127.0.0.1", 7404));
        assertThat(with(Map.of("listen", " ")).listen()).isEmpty();
        assertThat(with(Map.of("listen", "[::1]:0")).listen()).contains(new Settings.Address("::1", 0));
        assertThat(with(Map.of()).connectionsPerSource()).isEqualTo(8);
        assertThat(with(Map.of("proxied", true)).connectionsPerSource()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7404", "http://127.0.0.1:7404", "host:70000", "host:", ":1", "::1:5", "a b:1"})
    void whatIsNoAddressIsNamedWithItsKey(String text) {
        assertThatThrownBy(() -> with(Map.of("listen", text)))
                .hasMessage("listen is like 127.0.0.1:7404 or [::1]:7404, got '" + text + "'");
    }

    @Test
    void numbersHaveTheirRange() {
        assertThatThrownBy(() -> with(Map.of("keepSeconds", 59))).hasMessage("keepSeconds is 60 to 86400, got 59");
        assertThatThrownBy(() -> with(Map.of("recordsPerTag", 257))).hasMessage("recordsPerTag is 1 to 256, got 257");
        assertThatThrownBy(() -> with(Map.of("maxBytes", 1))).hasMessage("maxBytes is 65536 to 268435456, got 1");
    }
}
