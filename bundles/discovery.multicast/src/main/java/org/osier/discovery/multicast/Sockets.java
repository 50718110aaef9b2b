package org.osier.discovery.multicast;

import java.io.Closeable;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is asked of the system, where its errors are no news: the next look, or the next beacon, mends them. */
final class Sockets {
    private Sockets() {}

    /**
     * Interfaces to use.
     *
     * @param names of the only ones; empty: all that are up and carry multicast, but loopback
     * @param near whether, without names, loopback is meant and nothing else
     */
    static Set<NetworkInterface> interfaces(Set<String> names, boolean near) {
        var found = new LinkedHashSet<NetworkInterface>();
        try {
            for (var one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                boolean wanted = names.isEmpty()
                        ? near ? one.isLoopback() : one.supportsMulticast() && !one.isLoopback()
                        : names.contains(one.getName());
                if (wanted && one.isUp()) found.add(one);
            }
        } catch (SocketException e) {
            // One that goes while it is looked at.
        }
        return found;
    }

    /** @return false: it could not leave now */
    static boolean send(DatagramChannel channel, byte[] datagram, SocketAddress to) {
        try {
            return channel.send(ByteBuffer.wrap(datagram), to) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    static void quietly(@Nullable Closeable end) {
        try {
            if (end != null) end.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
