package org.osier.transport;

import java.net.URI;
import org.osgi.annotation.versioning.ConsumerType;

/** One open listener. Implemented by transports. */
@ConsumerType
public interface Listener extends AutoCloseable {
    /** Where it really listens: the address asked for with the real port. */
    URI address();

    /** Stops accepting; connections accepted earlier live on. Any thread, idempotent, at most 1 s, drops the acceptor. */
    @Override
    void close();
}
