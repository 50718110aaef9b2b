package org.osier.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What an operator may write, and what he is told about the rest. */
class SettingsTest {
    @Test
    void theDefaultsAreThoseOfTheMetatype() throws Exception {
        var links = MembershipConfig.class.getDeclaredMethod("links").getDefaultValue();
        var seconds =
                MembershipConfig.class.getDeclaredMethod("exchangeSeconds").getDefaultValue();
        var settings = Settings.of(new Config((int) links, (int) seconds));
        assertThat(settings.links()).isEqualTo(Settings.DEFAULT.links());
        assertThat(settings.exchange()).isEqualTo(Settings.DEFAULT.exchange());
    }

    @Test
    void numbersHaveTheirRange() {
        assertThatThrownBy(() -> Settings.of(new Config(101, 15))).hasMessage("links is 0 to 100, got 101");
        assertThatThrownBy(() -> Settings.of(new Config(-1, 15))).hasMessage("links is 0 to 100, got -1");
        assertThatThrownBy(() -> Settings.of(new Config(24, 4))).hasMessage("exchangeSeconds is 5 to 3,600, got 4");
    }
}
