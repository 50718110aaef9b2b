package org.osier.transport;

import java.io.Closeable;
import java.net.URI;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Carries byte messages to addresses. It holds no state that must survive it. Register it as a service with the
 * property {@value #SCHEME}. When its service goes, the node finishes what runs over it before the bundle stops: a
 * transport needs no code for that. {@code TransportContract} in testkit is the test that every transport passes.
 */
@ConsumerType
public interface Transport {
    /** Service property (String or String[]): the URI schemes, for example {@code {"ws", "wss"}}. */
    String SCHEME = "osier.transport.scheme";

    /** What the carrier promises; the same for every connection of this transport. */
    enum Delivery {
        /** Every message once, in order, whole; or the connection closes. */
        STREAM,
        /** Messages may be lost, doubled or reordered, never cut or changed. */
        DATAGRAM
    }

    /** What this carrier promises. */
    Delivery delivery();

    /**
     * Dials {@code to}. Never blocks. Exactly one of {@link Receiver#opened} and {@link Receiver#closed} is called
     * first, at the latest after {@link Dial#timeout}, possibly before this method returns.
     *
     * @return closing it gives the dial up; after {@code opened} it does nothing
     */
    Closeable connect(URI to, Dial dial, Receiver receiver);

    /**
     * Opens one listener; may be called for several addresses. Blocks at most for the bind. Port 0 = any free port.
     *
     * @throws TransportException {@code PORT_IN_USE} or {@code NOT_PERMITTED} (a retry may succeed later) or
     *     {@code BAD_ADDRESS}
     */
    Listener listen(URI at, Acceptor acceptor) throws TransportException;
}
