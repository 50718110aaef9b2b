package org.osier.transport;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The node's end of one connection. {@code opened}, {@code message} and {@code closed} come from any thread, never two
 * at a time, each happens before the next; {@code closed} comes exactly once and last, also for a dial that failed.
 * {@code writable} may come at any time between them, from any thread, never inside {@link Connection#send}.
 */
@ProviderType
public interface Receiver {
    /** The carrier stands. */
    void opened(Connection connection);

    /**
     * @param message one whole message in a heap buffer; valid, and free to be overwritten, until this method returns
     * @return true if the bytes were authentic. A datagram transport moves the remote address only on true
     */
    boolean message(ByteBuffer message);

    /** After {@link Connection#send} returned false: the wire is free again. */
    void writable();

    /** The last call. @param cause what happened, or null for a clean end; the transport forgets the receiver */
    void closed(@Nullable TransportException cause);
}
