package org.osier.discovery.multicast;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** PID {@code org.osier.discovery.multicast}. Every key is live. */
@ObjectClassDefinition(
        name = "Osier multicast",
        description = "Sealed beacons on the local network: nodes of one cluster find each other by themselves")
@interface MulticastConfig {
    @AttributeDefinition(
            description = "Groups and ports to speak and listen in: at most one of IPv4 and one of IPv6, separated by a"
                    + " comma; the same on all nodes. Empty: silent and deaf")
    String groups() default "239.77.7.7:7403,[ff02::6f73:6965]:7403";

    @AttributeDefinition(
            description =
                    "Names of the network interfaces to use, 0 to 32, separated by commas; empty: every one that is"
                            + " up and carries multicast, but loopback; loopback alone if this node listens nowhere"
                            + " else")
    String interfaces() default "";

    @AttributeDefinition(
            description = "Hops a beacon of IPv4 may take; 1 to 255; 1: it stays on its network",
            min = "1",
            max = "255")
    int ttl() default 1;

    @AttributeDefinition(
            description =
                    "Pause between beacons in s, a fifth of it left to chance; 1 to 600. Who is silent for three and a"
                            + " half is forgotten",
            min = "1",
            max = "600")
    int intervalSeconds() default 30;
}
