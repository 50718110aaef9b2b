package org.osier.transport;

import java.net.URI;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Decides on inbound connections; implemented by the node. Any thread, never blocks. Limits live here, not in transports. */
@ProviderType
public interface Acceptor {
    /**
     * Asked before a byte is read; {@link Receiver#opened} or {@link Receiver#closed} must follow.
     *
     * @param remote where the connection comes from
     * @return empty = refuse: the transport closes at once, without an answer
     */
    Optional<Receiver> accept(URI remote);
}
