package org.osier.discovery.multicast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.annotation.Annotation;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private record Config(String groups, String interfaces, int ttl, int intervalSeconds) implements MulticastConfig {
        @Override
        public Class<? extends Annotation> annotationType() {
            return MulticastConfig.class;
        }
    }

    private static final String BOTH = "239.77.7.7:7403,[ff02::6f73:6965]:7403";

    @Test
    void theDefaultsAreOneGroupOfEachFamily() {
        var settings = Settings.of(new Config(BOTH, "", 1, 30));
        assertThat(settings.groups())
                .containsExactly(
                        new InetSocketAddress("239.77.7.7", 7403), new InetSocketAddress("ff02::6f73:6965", 7403));
        assertThat(settings.lasting()).isEqualTo(Duration.ofSeconds(105));
        assertThat(Settings.of(new Config("", "eth0, eth1", 1, 30)).interfaces())
                .isEqualTo(Set.of("eth0", "eth1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "239.77.7.7",
                "239.77.7.7:0",
                "239.77.7.7:65536",
                "192.0.2.1:7403",
                "[2001:db8::1]:7403",
                "group.example:7403",
                "239.77.7.7:7403,239.77.7.8:7403"
            })
    void whatIsNoGroupIsToldSo(String groups) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(new Config(groups, "", 1, 30)))
                .withMessageContaining("groups");
    }

    @Test
    void numbersHaveTheirRanges() {
        for (int bad : new int[] {0, 256})
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Settings.of(new Config(BOTH, "", bad, 30)))
                    .withMessageContaining("ttl is 1 to 255");
        for (int bad : new int[] {0, 601})
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Settings.of(new Config(BOTH, "", 1, bad)))
                    .withMessageContaining("intervalSeconds is 1 to 600");
    }
}
