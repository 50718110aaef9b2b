package org.osier.discovery.seeds;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration after it was checked.
 *
 * @param seeds each once, in the order of the list
 * @param remember whether peers are remembered
 * @param rememberAtMost how many of them
 */
record Settings(List<URI> seeds, boolean remember, int rememberAtMost) {
    static final int MAX_SEEDS = 64;
    static final int MAX_REMEMBERED = 512;

    private static final int LONGEST_ADDRESS = 255; // as in a record: WIRE.md, section 7
    private static final int MAX_PORT = 65_535;

    /** No seeds; peers are remembered. */
    static final Settings DEFAULT = new Settings(List.of(), true, 256);

    Settings {
        seeds = List.copyOf(seeds);
        if (seeds.size() > MAX_SEEDS) {
            throw new IllegalArgumentException("seeds has at most " + MAX_SEEDS + " addresses, got " + seeds.size());
        }
        if (rememberAtMost < 1 || rememberAtMost > MAX_REMEMBERED) {
            throw new IllegalArgumentException("rememberAtMost is 1 to " + MAX_REMEMBERED + ", got " + rememberAtMost);
        }
    }

    /** @throws IllegalArgumentException naming key, value and what was expected */
    static Settings of(SeedsConfig config) {
        var seeds = Arrays.stream(config.seeds().split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Settings::address)
                .distinct()
                .toList();
        return new Settings(seeds, config.remember(), config.rememberAtMost());
    }

    private static URI address(String text) {
        try {
            var address = new URI(text);
            boolean complete = address.getScheme() != null && address.getHost() != null;
            if (complete && isPort(address.getPort()) && text.length() <= LONGEST_ADDRESS) return address;
            throw wrong(text, null);
        } catch (URISyntaxException e) {
            throw wrong(text, e);
        }
    }

    private static boolean isPort(int port) {
        return port >= 1 && port <= MAX_PORT;
    }

    private static IllegalArgumentException wrong(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException("seeds has addresses like tcp://host:7400, got '" + text + "'", cause);
    }
}
