package org.osier.core.osgi;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.osier.core.handshake.HandshakePattern;
import org.osier.core.link.rules.Keepalive;
import org.osier.core.node.DoorConfig;
import org.osier.core.node.NodeConfig;
import org.osier.core.node.Quota;
import org.osier.core.node.rules.ConnectionLimits.Limits;
import org.osier.core.node.rules.DoorBudget;
import org.osier.node.NodeId;
import org.osier.node.Role;

/** From the words of an operator to a {@link NodeConfig}; what cannot be understood is named with its key. */
final class ConfigReader {
    /** Before an identity key, which looks as an id does. */
    private static final String KEY = "key:";

    private ConfigReader() {}

    /** @throws IllegalArgumentException naming key, value and what was expected */
    static NodeConfig read(CoreConfig config) {
        return new NodeConfig(
                name(config.name()),
                role(config.role()),
                addresses("listen", config.listen()),
                addresses("advertise", config.advertise()),
                new Limits(config.maxConnections(), config.maxUnproved(), config.maxUnprovedPerSource()),
                Duration.ofMillis(config.handshakeTimeoutMs()),
                Duration.ofSeconds(config.recordValiditySeconds()),
                config.standbyLinks(),
                schemes(config.preferredSchemes()),
                new Keepalive(
                        Duration.ofMillis(config.keepaliveIdleMs()), Duration.ofMillis(config.keepaliveAnswerMs())),
                new Quota.Size(config.quotaBurst(), config.quotaPerSecond()),
                new DoorConfig(
                        pattern(config.knownPeerHandshake()),
                        new DoorBudget.Size(
                                config.handshakeBurst(),
                                config.handshakesPerSecond(),
                                config.handshakeBurstPerSource(),
                                config.handshakesPerSecondPerSource())),
                allowed(config.allow()),
                config.open());
    }

    private static String name(String name) {
        var wanted = name.isBlank() ? hostName() : name.strip();
        if (!wanted.matches("[A-Za-z0-9_-]([A-Za-z0-9_ -]{0,62}[A-Za-z0-9_-])?")) {
            throw new IllegalArgumentException(
                    "name is 1 to 64 letters, digits, -, _ or inner spaces, got '" + wanted + "'");
        }
        return wanted;
    }

    private static String hostName() {
        try {
            var host = InetAddress.getLocalHost().getHostName().split("\\.")[0].replaceAll("[^A-Za-z0-9_-]", "-");
            return host.isEmpty() ? "node" : host.substring(0, Math.min(host.length(), 64));
        } catch (UnknownHostException e) {
            return "node";
        }
    }

    private static Role role(String role) {
        try {
            return Role.valueOf(role.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("role is controller, worker or dual, got '" + role + "'", e);
        }
    }

    private static HandshakePattern pattern(String pattern) {
        try {
            return HandshakePattern.valueOf(pattern.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("knownPeerHandshake is xx or ik, got '" + pattern + "'", e);
        }
    }

    private static List<String> schemes(String list) {
        var schemes = Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
        for (var scheme : schemes) {
            if (!scheme.matches("[a-z][a-z0-9+.-]{0,31}"))
                throw new IllegalArgumentException("preferredSchemes has words like tcp, ws, got '" + scheme + "'");
        }
        return schemes;
    }

    private static Set<NodeId> allowed(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(ConfigReader::node)
                .collect(Collectors.toSet());
    }

    private static NodeId node(String text) {
        boolean key = text.startsWith(KEY);
        var hex = key ? text.substring(KEY.length()) : text;
        if (!hex.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException(
                    "allow has ids of 64 hex digits, or " + KEY + " and the 64 of an identity key, got '" + text + "'");
        }
        return key ? NodeId.ofKey(HexFormat.of().parseHex(hex)) : NodeId.parse(hex);
    }

    static List<URI> addresses(String key, String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> address(key, text))
                .distinct()
                .toList();
    }

    private static URI address(String key, String text) {
        try {
            var address = new URI(text);
            if (address.getScheme() == null || address.getHost() == null || address.getPort() < 0) {
                throw new IllegalArgumentException(key + " has addresses like tcp://host:7400, got '" + text + "'");
            }
            return address;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(key + " has addresses like tcp://host:7400, got '" + text + "'", e);
        }
    }
}
