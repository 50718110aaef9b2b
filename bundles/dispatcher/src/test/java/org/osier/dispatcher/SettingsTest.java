package org.osier.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Goal: the defaults work on any machine, and what is out of range is named. Method: plain calls. */
class SettingsTest {
    @Test
    void noThreadsMeansFourForEachCpuUpToTheMost() {
        assertThat(Settings.of(config(0, 65_536, 0), 2).threads()).isEqualTo(8);
        assertThat(Settings.of(config(0, 65_536, 0), 128).threads()).isEqualTo(256);
        assertThat(Settings.of(config(3, 65_536, 7), 128)).isEqualTo(new Settings(3, 65_536, Duration.ofMillis(7)));
    }

    @Test
    void whatIsOutOfRangeIsNamedWithItsLimits() {
        assertThatThrownBy(() -> Settings.of(config(257, 65_536, 0), 2)).hasMessage("threads is 1 to 256, got 257");
        assertThatThrownBy(() -> Settings.of(config(-1, 65_536, 0), 2)).hasMessageStartingWith("threads is");
        assertThatThrownBy(() -> Settings.of(config(1, 0, 0), 2)).hasMessageStartingWith("queueBytes is");
        assertThatThrownBy(() -> Settings.of(config(1, 65_536, -1), 2)).hasMessageStartingWith("handlerGraceMs is");
    }

    private static DispatcherConfig config(int threads, long queueBytes, long handlerGraceMs) {
        return new DispatcherConfig() {
            @Override
            public int threads() {
                return threads;
            }

            @Override
            public long queueBytes() {
                return queueBytes;
            }

            @Override
            public long handlerGraceMs() {
                return handlerGraceMs;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return DispatcherConfig.class;
            }
        };
    }
}
