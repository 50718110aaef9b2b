package org.osier.testkit;

import java.net.URI;
import org.osier.transport.Acceptor;
import org.osier.transport.Listener;
import org.osier.transport.Transport;

/** One open listener of a simulated host. */
record SimListener(SimNetwork network, URI address, Transport.Delivery delivery, Acceptor acceptor)
        implements Listener {
    String host() {
        return address.getHost();
    }

    @Override
    public void close() {
        network.remove(this);
    }

    /** Each listener is only itself. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
