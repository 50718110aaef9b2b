package org.osier.discovery.seeds;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration after it was checked.
 *
 * @param seeds each once, in the order of the list
 * @param remember whether peers are remembered
 * @param rememberAtMost how many of them
 * @param rendezvous each once, in the order of the list, without a slash at the end
 * @param rendezvousPause between looks at them
 */
record Settings(List<URI> seeds, boolean remember, int rememberAtMost, List<URI> rendezvous, Duration rendezvousPause) {
    static final int MAX_SEEDS = 64;
    static final int MAX_REMEMBERED = 512;
    static final int MAX_RENDEZVOUS = 8;

    private static final int LONGEST_ADDRESS = 255; // as in a record: WIRE.md, section 7
    private static final int MAX_PORT = 65_535;

    private static final Duration PAUSE = Duration.ofSeconds(60);

    /** No seeds, no rendezvous; peers are remembered. */
    static final Settings DEFAULT = new Settings(List.of(), true, 256);

    private static final int MIN_SECONDS = 10;
    private static final int MAX_SECONDS = 3_600;

    /** Without rendezvous. */
    Settings(List<URI> seeds, boolean remember, int rememberAtMost) {
        this(seeds, remember, rememberAtMost, List.of(), PAUSE);
    }

    Settings {
        seeds = List.copyOf(seeds);
        rendezvous = List.copyOf(rendezvous);
        if (seeds.size() > MAX_SEEDS) {
            throw new IllegalArgumentException("seeds has at most " + MAX_SEEDS + " addresses, got " + seeds.size());
        }
        if (rememberAtMost < 1 || rememberAtMost > MAX_REMEMBERED) {
            throw new IllegalArgumentException("rememberAtMost is 1 to " + MAX_REMEMBERED + ", got " + rememberAtMost);
        }
        if (rendezvous.size() > MAX_RENDEZVOUS) {
            throw new IllegalArgumentException(
                    "rendezvous has at most " + MAX_RENDEZVOUS + " addresses, got " + rendezvous.size());
        }
    }

    /** @throws IllegalArgumentException naming key, value and what was expected */
    static Settings of(SeedsConfig config) {
        var seeds = words(config.seeds()).map(Settings::address).distinct().toList();
        var rendezvous =
                words(config.rendezvous()).map(Settings::service).distinct().toList();
        int seconds = config.rendezvousSeconds();
        if (seconds < MIN_SECONDS || seconds > MAX_SECONDS)
            throw new IllegalArgumentException("rendezvousSeconds is 10 to 3600, got " + seconds);
        return new Settings(seeds, config.remember(), config.rememberAtMost(), rendezvous, Duration.ofSeconds(seconds));
    }

    private static Stream<String> words(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static URI service(String text) {
        try {
            var whole = new URI(text);
            boolean http = "http".equals(whole.getScheme()) || "https".equals(whole.getScheme());
            boolean plain =
                    whole.getRawUserInfo() == null && whole.getRawQuery() == null && whole.getRawFragment() == null;
            boolean port = whole.getPort() == -1 || isPort(whole.getPort());
            if (http && plain && port && whole.getHost() != null && text.length() <= LONGEST_ADDRESS)
                return URI.create(text.replaceFirst("/+$", ""));
        } catch (URISyntaxException e) {
            // As below.
        }
        throw new IllegalArgumentException(
                "rendezvous has addresses like https://host or http://host:7404, got '" + text + "'");
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
