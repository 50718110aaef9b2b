package org.osier.rendezvous;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osier.rendezvous.rules.AnswerForm;
import org.osier.rendezvous.rules.Shelf;
import org.osier.rendezvous.rules.SourceLimits;

/**
 * The configuration, checked.
 *
 * @param listen empty: nowhere
 * @param connectionsPerSource as many as there are if all come through a server in front
 * @param visit from a connection to the end of the answer, whatever moves meanwhile
 */
record Settings(
        Optional<Address> listen,
        boolean proxied,
        Shelf.Limits shelf,
        SourceLimits.Rates rates,
        int connections,
        int connectionsPerSource,
        Duration visit) {
    /** Where to listen: a name or a literal, without the brackets of IPv6. */
    record Address(String host, int port) {}

    /** Our choice: an answer has 364 KB at most. */
    static final Duration LONGEST_VISIT = Duration.ofSeconds(10);

    private static final int MAX_PORT = 65_535;
    private static final Pattern ADDRESS = Pattern.compile("(?:([a-zA-Z0-9.-]+)|\\[([0-9a-fA-F:.]+)]):([0-9]{1,5})");

    /** In force if the configuration is refused: who listens nowhere harms nobody. */
    static final Settings NOTHING = new Settings(
            Optional.empty(),
            false,
            new Shelf.Limits(Duration.ofHours(1), AnswerForm.MOST, 4_096, 8_388_608),
            new SourceLimits.Rates(120, 4, 500),
            64,
            8,
            LONGEST_VISIT);

    /** @throws IllegalArgumentException naming key, value and what was expected */
    static Settings of(RendezvousConfig config) {
        var limits = new Shelf.Limits(
                Duration.ofSeconds(between("keepSeconds", config.keepSeconds(), 60, 86_400)),
                between("recordsPerTag", config.recordsPerTag(), 1, AnswerForm.MOST),
                between("tags", config.tags(), 1, 65_536),
                between("maxBytes", config.maxBytes(), 65_536, 268_435_456));
        var rates = new SourceLimits.Rates(
                between("requestBurst", config.requestBurst(), 1, 100_000),
                between("requestsPerSecond", config.requestsPerSecond(), 1, 100_000),
                between("allRequestsPerSecond", config.allRequestsPerSecond(), 1, 100_000));
        int connections = between("connections", config.connections(), 4, 1_024);
        int perSource = between("connectionsPerSource", config.connectionsPerSource(), 1, 1_024);
        return new Settings(
                address(config.listen().strip()),
                config.proxied(),
                limits,
                rates,
                connections,
                config.proxied() ? connections : perSource,
                LONGEST_VISIT);
    }

    private static Optional<Address> address(String text) {
        if (text.isEmpty()) return Optional.empty();
        var matcher = ADDRESS.matcher(text);
        if (matcher.matches()) {
            int port = Integer.parseInt(matcher.group(3));
            var host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            if (port <= MAX_PORT) return Optional.of(new Address(host, port));
        }
        throw new IllegalArgumentException("listen is like 127.0.0.1:7404 or [::1]:7404, got '" + text + "'");
    }

    private static int between(String key, int value, int min, int max) {
        if (value < min || value > max)
            throw new IllegalArgumentException(key + " is " + min + " to " + max + ", got " + value);
        return value;
    }
}
