package org.osier.transport.websocket;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration, checked.
 *
 * @param path of addresses that name none
 * @param proxy {@code http://host:port}
 * @param direct hosts and host:ports that are dialled without it
 * @param idleTimeout of connections that stand
 */
record Settings(String path, Optional<URI> proxy, List<String> direct, Duration idleTimeout) {
    static final Settings DEFAULT =
            new Settings(WebSocketAddress.PATH, Optional.empty(), List.of(), Duration.ofMinutes(2));

    private static final int MAX_PORT = 65_535;

    Settings {
        if (!WebSocketAddress.isPath(path)) {
            throw new IllegalArgumentException("path is like /mesh, letters, digits and - . _ ~ /, got " + path);
        }
    }

    static Settings of(WebSocketConfig config) {
        var direct = Arrays.stream(config.noProxy().split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
        var proxy = config.proxy().strip();
        return new Settings(
                config.path().strip(),
                proxy.isEmpty() ? Optional.empty() : Optional.of(proxy(proxy)),
                direct,
                Duration.ofMillis(config.idleTimeoutMs()));
    }

    private static URI proxy(String text) {
        try {
            var proxy = new URI(text);
            boolean good = "http".equals(proxy.getScheme())
                    && proxy.getHost() != null
                    && proxy.getPort() > 0
                    && proxy.getPort() <= MAX_PORT
                    && proxy.getRawUserInfo() == null
                    && isEmpty(proxy.getRawPath())
                    && proxy.getRawQuery() == null;
            if (good) return proxy;
        } catch (URISyntaxException malformed) {
            // Said below.
        }
        throw new IllegalArgumentException("proxy is http://host:port, got " + text);
    }

    private static boolean isEmpty(@Nullable String path) {
        return path == null || path.isEmpty() || path.equals("/");
    }
}
