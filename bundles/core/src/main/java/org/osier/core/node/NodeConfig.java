package org.osier.core.node;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.osier.core.node.rules.ConnectionLimits.Limits;
import org.osier.node.Role;

/**
 * What an operator decides about a node; may change while it runs.
 *
 * @param name 1 to 64 ASCII letters, digits, {@code -}, {@code _}, inner spaces
 * @param role what it is there for
 * @param listen where to accept connections; empty: nowhere, the node is never dialled
 * @param advertise what to tell others instead of what we listen on; empty: derived
 * @param limits how many connections
 * @param handshakeTimeout from the accepted connection to a standing link, 1 s to 60 s
 * @param recordValidity how long our record counts, 60 s to 7 days; signed again at half
 */
public record NodeConfig(
        String name,
        Role role,
        List<URI> listen,
        List<URI> advertise,
        Limits limits,
        Duration handshakeTimeout,
        Duration recordValidity) {
    /** Listeners at most. */
    public static final int MAX_LISTENERS = 16;

    public NodeConfig {
        listen = List.copyOf(listen);
        advertise = List.copyOf(advertise);
        atMost("listen", listen, MAX_LISTENERS);
        atMost("advertise", advertise, org.osier.node.NodeRecord.MAX_ADDRESSES);
        between("handshakeTimeout", handshakeTimeout, Duration.ofSeconds(1), Duration.ofSeconds(60));
        between("recordValidity", recordValidity, Duration.ofSeconds(60), Duration.ofDays(7));
    }

    /** A node of this name that listens nowhere and dials nobody; {@code with...} adds. */
    public static NodeConfig named(String name) {
        return new NodeConfig(
                name,
                Role.DUAL,
                List.of(),
                List.of(),
                Limits.DEFAULT,
                Duration.ofSeconds(10), // WIRE.md, section 2
                Duration.ofDays(1));
    }

    public NodeConfig withListen(URI... addresses) {
        return new NodeConfig(name, role, List.of(addresses), advertise, limits, handshakeTimeout, recordValidity);
    }

    public NodeConfig withLimits(Limits limits) {
        return new NodeConfig(name, role, listen, advertise, limits, handshakeTimeout, recordValidity);
    }

    private static void atMost(String what, List<?> list, int limit) {
        if (list.size() > limit) {
            throw new IllegalArgumentException(what + " has at most " + limit + " addresses, got " + list.size());
        }
    }

    private static void between(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(what + " is " + least + " to " + most + ", got " + value);
        }
    }
}
