package org.osier.membership;

import java.time.Duration;

/**
 * The configuration after it was checked.
 *
 * @param links that are looked for, 0 to 100
 * @param exchange how often records are compared, 5 s to 1 h
 */
record Settings(int links, Duration exchange) {
    /** What the metatype says. */
    static final Settings DEFAULT = new Settings(24, Duration.ofSeconds(15));

    Settings {
        between("links", links, 0, 100);
        between("exchangeSeconds", exchange.toSeconds(), 5, 3_600);
    }

    private static void between(String key, long value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(String.format("%s is %,d to %,d, got %d", key, least, most, value));
        }
    }

    /** @throws IllegalArgumentException naming key, value and what was expected */
    static Settings of(MembershipConfig config) {
        return new Settings(config.links(), Duration.ofSeconds(config.exchangeSeconds()));
    }
}
