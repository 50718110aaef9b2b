package org.osier.transport.websocket;

import static org.osier.transport.TransportException.Kind.LOST;
import static org.osier.transport.TransportException.Kind.NOT_PERMITTED;
import static org.osier.transport.TransportException.Kind.NO_ROUTE;
import static org.osier.transport.TransportException.Kind.PORT_IN_USE;
import static org.osier.transport.TransportException.Kind.PROTOCOL;
import static org.osier.transport.TransportException.Kind.REFUSED;
import static org.osier.transport.TransportException.Kind.TIMEOUT;
import static org.osier.transport.TransportException.Kind.TLS;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritePendingException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.eclipse.jetty.websocket.core.exception.UpgradeException;
import org.jspecify.annotations.Nullable;
import org.osier.transport.TransportException;
import org.osier.transport.TransportException.Kind;

/** What an exception of Jetty or of the system means to the node. */
final class Failures {
    private static final int MAX_CAUSES = 8;
    private static final int BAD_GATEWAY = 502; // RFC 9110, section 15.6
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    private Failures() {}

    /** A connection that never stood. */
    static TransportException ofDial(URI to, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) return exception(TLS, to, root(cause));
            if (cause instanceof ConnectException) return exception(REFUSED, to, cause);
            if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
                return exception(TIMEOUT, to, cause);
            }
            if (cause instanceof UnknownHostException || cause instanceof NoRouteToHostException) {
                return exception(NO_ROUTE, to, cause);
            }
            if (cause instanceof HttpResponseException proxy) {
                return ofStatus(to, "the proxy", proxy.getResponse().getStatus(), cause);
            }
            if (cause instanceof UpgradeException upgrade && upgrade.getResponseStatusCode() > 0) {
                return ofStatus(to, "no mesh at this path, it", upgrade.getResponseStatusCode(), cause);
            }
        }
        if (failure instanceof IOException || isClosed(failure)) {
            return new TransportException(LOST, to + ": closed before it answered", failure);
        }
        return exception(NO_ROUTE, to, failure);
    }

    /** Whether Jetty wrote while it believed that it was still writing: nothing left. */
    static boolean isTooEarly(Throwable failure) {
        return root(failure) instanceof WritePendingException;
    }

    /** HTTP in the place of a WebSocket. */
    private static TransportException ofStatus(URI to, String who, int status, Throwable cause) {
        // A gateway behind which nobody listens at the moment, as while that node is started anew.
        boolean gateway = status == BAD_GATEWAY || status == UNAVAILABLE || status == GATEWAY_TIMEOUT;
        return new TransportException(gateway ? REFUSED : PROTOCOL, to + ": " + who + " answers " + status, cause);
    }

    /** The end of a connection that stood. @return null: a clean one */
    static @Nullable TransportException ofConnection(URI remote, CloseStatus status) {
        int code = status.getCode();
        if (code == CloseCode.NORMAL || code == CloseCode.NONE) return null;
        var cause = status.getCause();
        if (cause instanceof CloseException) return exception(PROTOCOL, remote, cause);
        if (code == CloseCode.GOING_AWAY && cause == null) return null;
        if (cause != null) return exception(LOST, remote, cause);
        var reason = status.getReason() == null ? "" : ", " + status.getReason();
        return new TransportException(LOST, remote + ": closed by the other end with " + code + reason, null);
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

    private static boolean isClosed(Throwable failure) {
        var root = root(failure);
        return root instanceof IOException || root instanceof ClosedChannelException;
    }

    /** TLS wraps what its checks say. */
    private static Throwable root(Throwable failure) {
        var root = failure;
        for (int i = 0; i < MAX_CAUSES && root.getCause() != null; i++) root = root.getCause();
        return root;
    }

    private static TransportException exception(Kind kind, URI address, Throwable cause) {
        return new TransportException(kind, address + ": " + text(cause), cause);
    }

    /** What is known of it: Jetty ends many a connection with an exception that has no words. */
    static String text(Throwable cause) {
        var message = cause.getMessage();
        return message != null ? message : cause.getClass().getSimpleName();
    }
}
