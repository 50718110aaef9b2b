package org.osier.discovery.multicast;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one group: one that hears it on every interface, and one for each interface to speak with, so that
 * several nodes of one machine can share the port and each still gets the answers that are meant for it. One thread at a
 * time.
 */
final class Group implements Closeable {
    /** An interface: how it hears the group, and how it is spoken to. */
    private record Way(MembershipKey membership, DatagramChannel out, InetAddress from) {}

    private final InetSocketAddress group;
    private final StandardProtocolFamily family;
    private final int ttl;
    private final Selector selector;
    private final DatagramChannel in;
    private final Map<String, Way> ways = new HashMap<>(); // by name of the interface

    /** @param selector hears of everything that comes; the channel is what is ready */
    Group(InetSocketAddress group, int ttl, Selector selector) throws IOException {
        this.group = group;
        this.family = Settings.isIPv4(group) ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
        this.ttl = ttl;
        this.selector = selector;
        in = DatagramChannel.open(family);
        try {
            in.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            bind();
            register(in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** To the group, where the system lets us: then nothing else that comes to the port is seen. */
    private void bind() throws IOException {
        try {
            if (family == StandardProtocolFamily.INET) {
                in.bind(group);
                return;
            }
        } catch (IOException e) {
            // Not every system does.
        }
        in.bind(new InetSocketAddress(group.getPort()));
    }

    private void register(DatagramChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /**
     * From now on uses these.
     *
     * @return whether there is one that was not there before, or has another address now
     */
    boolean follow(Set<NetworkInterface> interfaces) {
        boolean more = false;
        var names = new HashMap<String, NetworkInterface>();
        interfaces.forEach(one -> names.put(one.getName(), one));
        for (Iterator<Map.Entry<String, Way>> all = ways.entrySet().iterator(); all.hasNext(); ) {
            var entry = all.next();
            var there = names.get(entry.getKey());
            boolean same = there != null && entry.getValue().from().equals(address(there));
            if (same && entry.getValue().membership().isValid()) continue;
            close(entry.getValue());
            all.remove();
        }
        for (var one : names.values()) if (!ways.containsKey(one.getName())) more |= add(one);
        return more;
    }

    private boolean add(NetworkInterface one) {
        var from = address(one);
        if (from == null) return false;
        DatagramChannel out = null;
        try {
            out = DatagramChannel.open(family);
            out.setOption(StandardSocketOptions.IP_MULTICAST_IF, one);
            out.setOption(StandardSocketOptions.IP_MULTICAST_TTL, ttl);
            out.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true); // for other nodes of this machine
            out.bind(new InetSocketAddress(from, 0));
            register(out);
            ways.put(one.getName(), new Way(in.join(group.getAddress(), one), out, from));
            return true;
        } catch (IOException | RuntimeException e) { // an interface that goes at this moment: it is looked at again
            Sockets.quietly(out);
            return false;
        }
    }

    /** Of this family; of IPv6 the one that no router changes. */
    private @Nullable InetAddress address(NetworkInterface one) {
        InetAddress other = null;
        for (var address : java.util.Collections.list(one.getInetAddresses())) {
            if (address instanceof Inet4Address != (family == StandardProtocolFamily.INET)) continue;
            if (family == StandardProtocolFamily.INET || address.isLinkLocalAddress()) return address;
            other = address;
        }
        return other;
    }

    /** Says it on every interface. @return on how many it could be said */
    int send(byte[] datagram) {
        int said = 0;
        for (var way : ways.values()) if (Sockets.send(way.out(), datagram, group)) said++;
        return said;
    }

    /** Says it to one node. @param heard what its datagram came through */
    void answer(byte[] datagram, SocketAddress to, DatagramChannel heard) {
        if (heard != in) {
            Sockets.send(heard, datagram, to);
            return;
        }
        ways.values().stream().findFirst().ifPresent(way -> Sockets.send(way.out(), datagram, to));
    }

    /** Reads one. @return from where; null: nothing is there */
    static @Nullable SocketAddress receive(DatagramChannel channel, ByteBuffer into) {
        try {
            return channel.receive(into);
        } catch (IOException e) { // an ICMP error of something that was sent: what comes next is not worse for it
            return null;
        }
    }

    /** Interfaces that are used. */
    int size() {
        return ways.size();
    }

    private static void close(Way way) {
        way.membership().drop();
        Sockets.quietly(way.out());
    }

    @Override
    public void close() {
        ways.values().forEach(Group::close);
        ways.clear();
        Sockets.quietly(in);
    }
}
