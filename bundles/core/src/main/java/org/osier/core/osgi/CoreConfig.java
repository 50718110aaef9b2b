package org.osier.core.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** PID {@code org.osier.core}. Every key is live unless its description says otherwise. */
@ObjectClassDefinition(name = "Osier node", description = "Who this node is, where it listens")
@interface CoreConfig {
    @AttributeDefinition(
            description =
                    "What the node calls itself: 1 to 64 letters, digits, -, _ or inner spaces; empty: the host name")
    String name() default "";

    @AttributeDefinition(
            description = "What the node is there for; information, never a permission",
            options = {@Option("controller"), @Option("worker"), @Option("dual")})
    String role() default "dual";

    @AttributeDefinition(
            description = "Addresses to listen on, at most 16, separated by commas; port 0 takes any; empty: none")
    String listen() default "tcp://127.0.0.1:7400";

    @AttributeDefinition(
            description = "Addresses to tell others instead, at most 8, separated by commas; empty: what we listen on")
    String advertise() default "";

    @AttributeDefinition(
            description =
                    "Cluster file for the first start, mode 0600; empty: make a new closed cluster. Read at the start")
    String clusterFile() default "";

    @AttributeDefinition(
            description = "Connections at most, pending and dialled ones included; with more peers than three quarters"
                    + " of it, links that nobody needs are closed, down to half",
            min = "2",
            max = "100000")
    int maxConnections() default 100;

    @AttributeDefinition(
            description = "Of them, connections whose other end has not proved who it is",
            min = "1",
            max = "100000")
    int maxUnproved() default 32;

    @AttributeDefinition(description = "Of those, from one IPv4 address or IPv6 /56", min = "1", max = "100000")
    int maxUnprovedPerSource() default 8;

    @AttributeDefinition(
            description = "Close a connection that is no link after this many milliseconds",
            min = "1000",
            max = "60000")
    long handshakeTimeoutMs() default 10_000;

    @AttributeDefinition(
            description = "Our record counts for this many seconds; it is signed again at half",
            min = "60",
            max = "604800")
    long recordValiditySeconds() default 86_400;

    @AttributeDefinition(
            description =
                    "Links that stand by for each peer, each over another scheme than the one that carries; 0: none",
            min = "0",
            max = "7")
    int standbyLinks() default 1;

    @AttributeDefinition(
            description =
                    "Schemes that shall carry, the best first, at most 16, separated by commas; empty: whichever is"
                            + " reliable and quick")
    String preferredSchemes() default "";

    @AttributeDefinition(
            description = "Ask a link for a sign of life after this many milliseconds of silence",
            min = "1000",
            max = "3600000")
    long keepaliveIdleMs() default 30_000;

    @AttributeDefinition(
            description = "Give a link up that does not answer that within this many milliseconds",
            min = "1000",
            max = "600000")
    long keepaliveAnswerMs() default 10_000;

    @AttributeDefinition(
            description = "What one peer may begin at once: links, pings, echoes, records; messages are not counted",
            min = "1",
            max = "100000")
    int quotaBurst() default 100;

    @AttributeDefinition(
            description = "How many of these it may begin in each second after that",
            min = "1",
            max = "100000")
    int quotaPerSecond() default 50;

    @AttributeDefinition(
            description =
                    "Handshake with a peer whose link key is known: xx has three messages; ik has two, and shows who dials to"
                            + " whom gets that key later. A key that is unknown or has changed: xx",
            options = {@Option("xx"), @Option("ik")})
    String knownPeerHandshake() default "xx";

    @AttributeDefinition(
            description =
                    "Handshakes that others may begin at once, over all sources; who has no secret is not counted",
            min = "1",
            max = "100000")
    int handshakeBurst() default 1_000;

    @AttributeDefinition(
            description = "How many of these they may begin in each second after that",
            min = "1",
            max = "100000")
    int handshakesPerSecond() default 250;

    @AttributeDefinition(description = "Of those at once, from one IPv4 address or IPv6 /56", min = "1", max = "100000")
    int handshakeBurstPerSource() default 100;

    @AttributeDefinition(
            description = "Of those in each second, from one IPv4 address or IPv6 /56",
            min = "1",
            max = "100000")
    int handshakesPerSecondPerSource() default 20;

    @AttributeDefinition(
            description =
                    "The only nodes that may be peers, at most 4096, separated by commas: ids, or key: and an Ed25519"
                            + " key, 64 hex digits each; empty: no such list")
    String allow() default "";

    @AttributeDefinition(
            description = "Whether whoever reaches this node becomes a member and gets the cluster's secret; never"
                    + " where others than friends can reach it")
    boolean open() default false;
}
