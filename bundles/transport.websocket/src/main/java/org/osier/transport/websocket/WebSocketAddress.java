package org.osier.transport.websocket;

import static org.osier.transport.TransportException.Kind.BAD_ADDRESS;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osier.transport.TransportException;

/**
 * The addresses of this transport, {@code ws://host:port/path} and {@code wss://host:port/path}.
 *
 * @param secure whether TLS is below
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port 0 to 65,535
 * @param path begins with a slash
 */
record WebSocketAddress(boolean secure, String host, int port, String path) {
    static final String PLAIN = "ws";
    static final String SECURE = "wss";

    /** WIRE.md, section 1. */
    static final String PATH = "/mesh";

    private static final int MAX_PORT = 65_535;

    /** What needs no escape, so that both ends and all in between read the same. */
    private static final Pattern PATHS = Pattern.compile("/|(/[A-Za-z0-9._~-]{1,64}){1,8}");

    static boolean isPath(String path) {
        return PATHS.matcher(path).matches()
                && Arrays.stream(path.split("/")).noneMatch(step -> step.equals(".") || step.equals(".."));
    }

    /** @param path that of an address without one */
    static WebSocketAddress of(URI uri, String path) throws TransportException {
        String host = uri.getHost();
        boolean known = PLAIN.equals(uri.getScheme()) || SECURE.equals(uri.getScheme());
        String ownPath = isEmpty(uri.getRawPath()) ? path : uri.getRawPath();
        boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
        boolean port = uri.getPort() >= 0 && uri.getPort() <= MAX_PORT;
        if (!known || host == null || !port || !plain || !isPath(ownPath)) {
            throw new TransportException(
                    BAD_ADDRESS, uri + " is not ws://host:port/path or wss://, with a port up to 65535", null);
        }
        return new WebSocketAddress(SECURE.equals(uri.getScheme()), host, uri.getPort(), ownPath);
    }

    /** As {@link #of}, but port 0 leads nowhere. */
    static WebSocketAddress toDial(URI uri, String path) throws TransportException {
        var address = of(uri, path);
        if (address.port == 0) throw new TransportException(BAD_ADDRESS, uri + ": no port to dial", null);
        return address;
    }

    /** One end of a connection. */
    static URI uri(boolean secure, SocketAddress socket, String path) {
        if (!(socket instanceof InetSocketAddress end) || end.getAddress() == null) {
            throw new IllegalArgumentException("not the end of a connection: " + socket);
        }
        String host = end.getAddress().getHostAddress();
        if (end.getAddress() instanceof Inet6Address) host = "[" + host + "]";
        return URI.create((secure ? SECURE : PLAIN) + "://" + host + ":" + end.getPort() + path);
    }

    URI uri() {
        return withPort(port);
    }

    /** This address with another port. */
    URI withPort(int other) {
        return URI.create((secure ? SECURE : PLAIN) + "://" + host + ":" + other + path);
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
