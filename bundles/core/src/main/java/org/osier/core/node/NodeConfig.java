package org.osier.core.node;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.osier.core.link.rules.Keepalive;
import org.osier.core.node.rules.ConnectionLimits.Limits;
import org.osier.node.NodeId;
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
 * @param standbyLinks how many links with each peer stand by beside the one that carries, each over another scheme: 0 to 7
 * @param preferredSchemes the schemes that shall carry, the best first; those not named are equal and come after
 * @param keepalive when a silent link is asked, and given up
 * @param quota what each peer may begin
 * @param doors how we go in, and what it may cost us who comes in
 * @param allow the only nodes that may be peers; empty: no such list
 * @param open whether anybody may come in, without a secret
 */
public record NodeConfig(
        String name,
        Role role,
        List<URI> listen,
        List<URI> advertise,
        Limits limits,
        Duration handshakeTimeout,
        Duration recordValidity,
        int standbyLinks,
        List<String> preferredSchemes,
        Keepalive keepalive,
        Quota.Size quota,
        DoorConfig doors,
        Set<NodeId> allow,
        boolean open) {
    /** Links that stand by at most: with the one that carries, 8 with one peer. */
    public static final int MAX_STANDBY_LINKS = 7;

    /** Schemes that may be preferred at most. */
    public static final int MAX_SCHEMES = 16;

    /** Listeners at most. */
    public static final int MAX_LISTENERS = 16;

    /** Nodes on the allow list at most. */
    public static final int MAX_ALLOWED = 4_096;

    public NodeConfig {
        allow = Set.copyOf(allow);
        if (allow.size() > MAX_ALLOWED) {
            throw new IllegalArgumentException("allow has at most " + MAX_ALLOWED + " nodes, got " + allow.size());
        }
        listen = List.copyOf(listen);
        advertise = List.copyOf(advertise);
        atMost("listen", listen, MAX_LISTENERS);
        atMost("advertise", advertise, org.osier.node.NodeRecord.MAX_ADDRESSES);
        between("handshakeTimeout", handshakeTimeout, Duration.ofSeconds(1), Duration.ofSeconds(60));
        between("recordValidity", recordValidity, Duration.ofSeconds(60), Duration.ofDays(7));
        if (standbyLinks < 0 || standbyLinks > MAX_STANDBY_LINKS) {
            throw new IllegalArgumentException("standbyLinks is 0 to " + MAX_STANDBY_LINKS + ", got " + standbyLinks);
        }
        preferredSchemes = List.copyOf(preferredSchemes);
        if (preferredSchemes.size() > MAX_SCHEMES) {
            throw new IllegalArgumentException(
                    "preferredSchemes has at most " + MAX_SCHEMES + " schemes, got " + preferredSchemes.size());
        }
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
                Duration.ofDays(1),
                1,
                List.of(),
                Keepalive.DEFAULT,
                Quota.Size.DEFAULT,
                DoorConfig.DEFAULT,
                Set.of(),
                false);
    }

    public NodeConfig withListen(URI... addresses) {
        return with(List.of(addresses), limits, standbyLinks, preferredSchemes, quota, doors);
    }

    public NodeConfig withLimits(Limits limits) {
        return with(listen, limits, standbyLinks, preferredSchemes, quota, doors);
    }

    public NodeConfig withStandbyLinks(int standbyLinks) {
        return with(listen, limits, standbyLinks, preferredSchemes, quota, doors);
    }

    public NodeConfig withPreferredSchemes(String... schemes) {
        return with(listen, limits, standbyLinks, List.of(schemes), quota, doors);
    }

    public NodeConfig withQuota(Quota.Size quota) {
        return with(listen, limits, standbyLinks, preferredSchemes, quota, doors);
    }

    public NodeConfig withDoors(DoorConfig doors) {
        return with(listen, limits, standbyLinks, preferredSchemes, quota, doors);
    }

    public NodeConfig withAllowed(NodeId... nodes) {
        return admitting(Set.of(nodes), open);
    }

    public NodeConfig withOpen(boolean open) {
        return admitting(allow, open);
    }

    private NodeConfig admitting(Set<NodeId> allow, boolean open) {
        return new NodeConfig(
                name,
                role,
                listen,
                advertise,
                limits,
                handshakeTimeout,
                recordValidity,
                standbyLinks,
                preferredSchemes,
                keepalive,
                quota,
                doors,
                allow,
                open);
    }

    private NodeConfig with(
            List<URI> listen,
            Limits limits,
            int standbyLinks,
            List<String> preferredSchemes,
            Quota.Size quota,
            DoorConfig doors) {
        return new NodeConfig(
                name,
                role,
                listen,
                advertise,
                limits,
                handshakeTimeout,
                recordValidity,
                standbyLinks,
                preferredSchemes,
                keepalive,
                quota,
                doors,
                allow,
                open);
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
