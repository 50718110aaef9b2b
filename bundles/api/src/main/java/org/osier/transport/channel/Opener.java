package org.osier.transport.channel;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;
import org.osier.transport.TransportException;

/** Opens a channel, to an address or from whoever comes next. Implemented by transports. */
@ConsumerType
@FunctionalInterface
public interface Opener {
    /**
     * Waits until a channel stands, and gives it away: it is closed by {@link Wires} from then on. What fails in here closes
     * its channel itself. Called on a thread that may block.
     *
     * @throws IOException a dial ends: {@code NO_ROUTE} if its host is unknown or no route leads there, else
     *     {@code REFUSED}. A listener goes on after a pause, unless it is a {@link java.nio.channels.ClosedChannelException}
     * @throws TransportException a dial ends with it, a listener goes on after a pause
     * @throws InterruptedException or any other end after an interrupt, which tells that the dial is given up
     */
    Wire open() throws IOException, TransportException, InterruptedException;
}
