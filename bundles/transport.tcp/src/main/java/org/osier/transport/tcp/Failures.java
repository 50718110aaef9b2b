package org.osier.transport.tcp;

import static org.osier.transport.TransportException.Kind.LOST;
import static org.osier.transport.TransportException.Kind.NOT_PERMITTED;
import static org.osier.transport.TransportException.Kind.NO_ROUTE;
import static org.osier.transport.TransportException.Kind.PORT_IN_USE;
import static org.osier.transport.TransportException.Kind.PROTOCOL;
import static org.osier.transport.TransportException.Kind.REFUSED;
import static org.osier.transport.TransportException.Kind.TIMEOUT;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import org.osier.transport.TransportException;
import org.osier.transport.TransportException.Kind;

/** What an exception of the system means to the node. */
final class Failures {
    private Failures() {}

    /** A connection that never stood. */
    static TransportException ofDial(URI to, Throwable cause) {
        Kind kind = NO_ROUTE; // no address for the name, no network, no free local port, forbidden by a filter
        if (cause instanceof ConnectTimeoutException) kind = TIMEOUT;
        else if (cause instanceof ConnectException) kind = REFUSED;
        return exception(kind, to, cause);
    }

    /** A connection that stood. */
    static TransportException ofConnection(URI remote, Throwable cause) {
        return exception(cause instanceof BadLengthException ? PROTOCOL : LOST, remote, cause);
    }

    static TransportException ofListen(URI at, InetSocketAddress address, IOException cause) {
        // The JDK has one exception for three errors, told apart by a text that may be translated: so by facts first.
        boolean taken = cause instanceof BindException && isOurs(address.getAddress()) && !isDenied(cause);
        return exception(taken ? PORT_IN_USE : NOT_PERMITTED, at, cause);
    }

    private static boolean isOurs(InetAddress address) {
        try {
            return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return true;
        }
    }

    private static boolean isDenied(IOException cause) {
        return String.valueOf(cause.getMessage()).startsWith("Permission denied");
    }

    private static TransportException exception(Kind kind, URI address, Throwable cause) {
        return new TransportException(kind, address + ": " + cause.getMessage(), cause);
    }
}
