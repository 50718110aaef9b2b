package org.osier.transport.tcp;

import org.osier.transport.Transport;

/** The TCP transport without a framework. */
public final class EmbeddedTcp {
    private EmbeddedTcp() {}

    public static Transport open() {
        return new TcpTransport(2);
    }

    public static void stop(Transport transport) {
        ((TcpTransport) transport).stop();
    }
}
