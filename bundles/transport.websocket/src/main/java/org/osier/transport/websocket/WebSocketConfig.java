package org.osier.transport.websocket;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of PID {@code org.osier.transport.websocket}. A change starts a new instance. */
@ObjectClassDefinition(
        name = "Osier WebSocket transport",
        description = "Carries messages over WebSocket, plain and with TLS; a change starts it anew")
@interface WebSocketConfig {
    @AttributeDefinition(description = "Path of addresses that name none, to listen and to dial; begins with /")
    String path() default "/mesh";

    @AttributeDefinition(
            description = "HTTP proxy that dials go through, http://host:port; it must allow CONNECT. Empty: none")
    String proxy() default "";

    @AttributeDefinition(
            description = "Hosts and host:ports that are dialled without the proxy, separated by commas; empty: none")
    String noProxy() default "";

    @AttributeDefinition(
            description = "Close a connection on which nothing moves for this many milliseconds; above the 40 s within"
                    + " which the node itself finds out that nobody answers",
            min = "60000",
            max = "3600000")
    long idleTimeoutMs() default 120_000;
}
