package org.osier.transport;

import java.net.URI;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** One carrier of messages to one address, not yet trusted. Implemented by transports. Any thread. */
@ConsumerType
public interface Connection {
    /** Our end, with the real port. */
    URI local();

    /** The other end: the address that was dialled, or where the connection came from. */
    URI remote();

    /** Longest message, 1,200 to 65,535 bytes; may fall during the life of a datagram connection, never rises. */
    int maxMessageBytes();

    /**
     * Takes one message; returns without blocking. The bytes have been copied or written when this returns. Calls are
     * never concurrent but come from changing threads: messages leave in the order of the calls. After close: ignored.
     *
     * @param message 1 to {@link #maxMessageBytes} bytes, its position moves to its limit
     * @return true: the wire is free. False: taken, but something still waits to be written; {@link Receiver#writable}
     *     follows when it is free again. The node holds further messages until then and sends them as fewer, larger
     *     ones, which is how load is batched. A transport that never says false must bound what it holds at 256 KiB.
     */
    boolean send(ByteBuffer message);

    /** Stops (false) or resumes reading. At most 64 KiB already read may still be delivered. Datagram: may be ignored. */
    void reading(boolean on);

    /** Flushes what was taken, at most 1 s, then closes; {@link Receiver#closed} follows. Idempotent, does not wait. */
    void close();
}
