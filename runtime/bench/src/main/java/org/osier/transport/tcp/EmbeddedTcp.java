package org.osier.transport.tcp;

import org.osier.transport.Transport;

/**
 * Makes the transport without DS, for the bench. It stands in the package of what it opens because a bundle shows only
 * what DS needs; on a class path the two jars share the package.
 */
public final class EmbeddedTcp {
    private EmbeddedTcp() {}

    /** What a transport and its end are. */
    public record Opened(Transport transport, Runnable stop) {}

    /** With as many threads as the machine has processors, as the distribution has it. */
    public static Opened open() {
        var transport = new TcpTransport(0);
        return new Opened(transport, transport::stop);
    }
}
