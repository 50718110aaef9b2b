package org.osier.rendezvous;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** PID {@code org.osier.rendezvous}. A change starts the service anew; what it keeps stays. */
@ObjectClassDefinition(
        name = "Osier rendezvous",
        description = "Keeps sealed records over HTTP, for nodes that look for each other; a change starts it anew")
@interface RendezvousConfig {
    @AttributeDefinition(
            description =
                    "Where to listen, host:port, the port 0 to 65535, 0: any that is free; plain HTTP: beyond this"
                            + " machine put a server in front that speaks TLS. Empty: nowhere")
    String listen() default "127.0.0.1:7404";

    @AttributeDefinition(
            description = "Whether all requests come through a server of ours in front: then their source is the last"
                    + " address in X-Forwarded-For, which that server has to write")
    boolean proxied() default false;

    @AttributeDefinition(description = "Keep a record for so many seconds", min = "60", max = "86400")
    int keepSeconds() default 3_600;

    @AttributeDefinition(
            description = "Records of one tag at most, which is nodes of one cluster; one more, and the oldest goes",
            min = "1",
            max = "256")
    int recordsPerTag() default 256;

    @AttributeDefinition(
            description = "Tags at most, which is clusters; one more, and the source that began most loses its oldest",
            min = "1",
            max = "65536")
    int tags() default 4_096;

    @AttributeDefinition(
            description = "Memory for all records together in bytes; when it is full, the source that holds most loses"
                    + " its oldest",
            min = "65536",
            max = "268435456")
    int maxBytes() default 8_388_608;

    @AttributeDefinition(description = "Requests at once from one IPv4 address or IPv6 /56", min = "1", max = "100000")
    int requestBurst() default 120;

    @AttributeDefinition(description = "Requests in each second after that", min = "1", max = "100000")
    int requestsPerSecond() default 4;

    @AttributeDefinition(
            description = "Requests in each second from all together; twice as many at once",
            min = "1",
            max = "100000")
    int allRequestsPerSecond() default 500;

    @AttributeDefinition(
            description = "Connections at most; one more, and the oldest goes. None lasts longer than 10 s",
            min = "4",
            max = "1024")
    int connections() default 64;

    @AttributeDefinition(
            description = "Of those, from one IPv4 address or IPv6 /56; does not count if proxied",
            min = "1",
            max = "1024")
    int connectionsPerSource() default 8;
}
