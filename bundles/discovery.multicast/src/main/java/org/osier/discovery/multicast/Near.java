package org.osier.discovery.multicast;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stays on this machine: nobody elsewhere is told of it, and nobody elsewhere can tell us of it. */
final class Near {
    private Near() {}

    /** Whether somebody listens on this machine alone. */
    static boolean only(List<URI> addresses) {
        return !addresses.isEmpty() && addresses.stream().allMatch(Near::isLoopback);
    }

    /** Those that can be meant for us by whoever said them. */
    static List<URI> reachable(List<URI> addresses, InetAddress source) {
        if (addresses.stream().noneMatch(Near::isLoopback) || isOurs(source)) return addresses;
        return addresses.stream().filter(address -> !isLoopback(address)).toList();
    }

    private static boolean isLoopback(URI address) {
        @Nullable String host = address.getHost();
        return host != null && (host.startsWith("127.") || host.equals("localhost") || host.equals("[::1]"));
    }

    private static boolean isOurs(InetAddress source) {
        try {
            return source.isLoopbackAddress() || NetworkInterface.getByInetAddress(source) != null;
        } catch (SocketException unknown) {
            return false;
        }
    }
}
