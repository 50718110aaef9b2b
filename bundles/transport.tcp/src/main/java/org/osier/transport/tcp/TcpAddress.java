package org.osier.transport.tcp;

import static org.osier.transport.TransportException.Kind.BAD_ADDRESS;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.osier.transport.TransportException;

/**
 * The addresses of this transport, {@code tcp://host:port} and nothing behind it.
 *
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port 0 to 65,535
 */
record TcpAddress(String host, int port) {
    static final String SCHEME = "tcp";
    private static final int MAX_PORT = 65_535;

    static TcpAddress of(URI uri) throws TransportException {
        String host = uri.getHost();
        boolean plain = isEmpty(uri.getRawPath())
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && uri.getRawUserInfo() == null;
        if (!SCHEME.equals(uri.getScheme())
                || host == null
                || uri.getPort() < 0
                || uri.getPort() > MAX_PORT
                || !plain) {
            throw new TransportException(BAD_ADDRESS, uri + " is not tcp://host:port with a port up to 65535", null);
        }
        return new TcpAddress(host, uri.getPort());
    }

    /** As {@link #of}, but port 0 leads nowhere. */
    static TcpAddress toDial(URI uri) throws TransportException {
        var address = of(uri);
        if (address.port == 0) throw new TransportException(BAD_ADDRESS, uri + ": no port to dial", null);
        return address;
    }

    static URI uri(InetSocketAddress socket) {
        var address = socket.getAddress();
        String host = NetUtil.toAddressString(address);
        if (address instanceof Inet6Address six) {
            // A link-local address means nothing without its interface.
            host = "[" + host + (six.getScopeId() == 0 ? "" : "%" + six.getScopeId()) + "]";
        }
        return URI.create(SCHEME + "://" + host + ":" + socket.getPort());
    }

    /** This host with another port. */
    URI withPort(int other) {
        return URI.create(SCHEME + "://" + host + ":" + other);
    }

    /** True: needs no look-up, which may take long. */
    boolean isLiteral() {
        return host.startsWith("[") || NetUtil.isValidIpV4Address(host);
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
