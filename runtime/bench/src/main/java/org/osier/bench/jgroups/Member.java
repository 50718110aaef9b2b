package org.osier.bench.jgroups;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.jgroups.Address;
import org.jgroups.JChannel;
import org.jgroups.PhysicalAddress;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.protocols.FRAG2;
import org.jgroups.protocols.SYM_ENCRYPT;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.IpAddress;

/**
 * One member of a cluster of two: the stack of JGroups' own tcp.xml as far as two members need it, no delay, credit enough
 * for what is on its way. Encrypted in its default mode, AES without chaining and without authentication: the fastest it
 * has, and less than ours does.
 */
final class Member implements AutoCloseable {
    private static final String CLUSTER = "bench";
    private static final int FRAGMENT_BYTES = 60_000;
    private static final long CREDIT_BYTES = 4 << 20;

    private final JChannel channel;

    /** @param key 32 bytes of AES, as hex; both have it @param others where another member listens; empty: this is the first */
    Member(String key, List<InetSocketAddress> others, Receiver receiver) throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        var tcp = new TCP();
        tcp.setBindAddress(loopback).setBindPort(freePort());
        tcp.tcpNodelay(true);
        var encryption = new SYM_ENCRYPT();
        encryption.setSecretKey(new SecretKeySpec(HexFormat.of().parseHex(key), "AES"));
        var join = new GMS();
        join.printLocalAddress(false);
        channel = new JChannel(
                tcp,
                new TCPPING()
                        .setInitialHosts2(others.stream().map(Member::physical).toList()),
                encryption,
                new NAKACK2(),
                new UNICAST3(),
                new STABLE(),
                join,
                new UFC().setMaxCredits(CREDIT_BYTES),
                new FRAG2().setFragSize(FRAGMENT_BYTES));
        channel.setReceiver(receiver);
        channel.connect(CLUSTER);
    }

    /** JGroups refuses to let the system choose when members are listed. */
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static PhysicalAddress physical(InetSocketAddress address) {
        return new IpAddress(address);
    }

    JChannel channel() {
        return channel;
    }

    /** Where it listens. */
    InetSocketAddress listening() {
        var address = (IpAddress) channel.getProtocolStack().getTransport().localPhysicalAddress();
        return new InetSocketAddress(address.getIpAddress(), address.getPort());
    }

    /** The first member, once both are in. */
    Address first() {
        View view = channel.getView();
        if (view.size() != 2) throw new IllegalStateException("members: " + view);
        return view.getCoord();
    }

    @Override
    public void close() {
        channel.close();
    }
}
