package org.osier.core.node;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.osier.node.NodeRecord;

/** What a node tells others about where it listens: a wildcard becomes the addresses of this machine's interfaces. */
final class Advertised {
    private Advertised() {}

    static List<URI> of(List<URI> listening) {
        var told = new LinkedHashSet<URI>();
        for (var address : listening) {
            if (isWildcard(address)) told.addAll(everywhere(address));
            else told.add(address);
        }
        return told.stream().limit(NodeRecord.MAX_ADDRESSES).toList();
    }

    private static boolean isWildcard(URI address) {
        var host = address.getHost();
        return "0.0.0.0".equals(host) || "[::]".equals(host) || "[0:0:0:0:0:0:0:0]".equals(host);
    }

    private static List<URI> everywhere(URI address) {
        var found = new ArrayList<URI>();
        boolean six = address.getHost().startsWith("[");
        for (var ip : machineAddresses()) {
            if (ip instanceof Inet6Address && !six) continue;
            var host = ip instanceof Inet6Address ? "[" + ip.getHostAddress() + "]" : ip.getHostAddress();
            var path = address.getRawPath() == null ? "" : address.getRawPath();
            found.add(URI.create(address.getScheme() + "://" + host + ":" + address.getPort() + path));
        }
        return found;
    }

    /** Those of interfaces that are up, without loopback and link-local ones: nobody else can use these. */
    private static List<InetAddress> machineAddresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(Advertised::isUp)
                    .flatMap(i -> i.getInterfaceAddresses().stream())
                    .map(InterfaceAddress::getAddress)
                    .filter(ip -> !ip.isLoopbackAddress() && !ip.isLinkLocalAddress())
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static boolean isUp(NetworkInterface i) {
        try {
            return i.isUp();
        } catch (SocketException e) {
            return false;
        }
    }
}
