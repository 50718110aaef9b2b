package org.osier.core.check;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a node could listen where it shall: by listening there, for a moment. */
final class PortCheck {
    private static final String ABOUT = "ports";
    private static final Set<String> STREAMS = Set.of("tcp", "ws", "wss");
    private static final Set<String> DATAGRAMS = Set.of("udp");
    private static final int PRIVILEGED = 1_024;

    private final long node;
    private final List<URI> own;
    private final List<String> free = new ArrayList<>();
    private final List<String> inUseByOwn = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param node the process of the node that runs in this home; 0: none
     * @param own where it listens
     */
    PortCheck(long node, List<URI> own) {
        this.node = node;
        this.own = own;
    }

    List<Finding> run(List<URI> listen) {
        var open = new ArrayList<Closeable>(); // all at once: two of them can be in each other's way
        try {
            for (var address : listen) look(address, open);
        } finally {
            for (var socket : open) close(socket);
        }
        var all = new ArrayList<Finding>();
        if (listen.isEmpty()) all.add(Finding.ok(ABOUT, "ports none: this node only dials"));
        if (!free.isEmpty()) all.add(Finding.ok(ABOUT, "ports " + String.join("   ", free) + " free"));
        if (!inUseByOwn.isEmpty()) {
            all.add(Finding.ok(ABOUT, "ports " + String.join("   ", inUseByOwn) + " in use by this home's own node"));
        }
        all.addAll(findings);
        return all;
    }

    private void look(URI address, List<Closeable> open) {
        if (isOwn(address)) {
            inUseByOwn.add(text(address));
            return;
        }
        var name = address.getScheme().toLowerCase(Locale.ROOT);
        var scheme = name.substring(name.lastIndexOf('+') + 1); // emu+tcp listens where tcp does
        if (!STREAMS.contains(scheme) && !DATAGRAMS.contains(scheme)) {
            findings.add(
                    Finding.warn(ABOUT, "ports " + address + ": not looked at, " + scheme + " is not known here", ""));
            return;
        }
        try {
            var host = InetAddress.getByName(address.getHost());
            open.add(open(scheme, new InetSocketAddress(host, address.getPort())));
            free.add(text(address));
        } catch (UnknownHostException e) {
            findings.add(Finding.fail(
                    ABOUT,
                    "ports " + text(address) + ": this host is not known",
                    "correct listen: name an address of this machine"));
        } catch (IOException e) {
            findings.add(taken(address, scheme));
        }
    }

    private Finding taken(URI address, String scheme) {
        if (!isOurAddress(address, scheme)) {
            return Finding.fail(
                    ABOUT,
                    "ports " + text(address) + ": no address of this machine",
                    "correct listen: 0.0.0.0 means all that this machine has");
        }
        var what = "OSIER-101 port " + text(address) + " is in use";
        if (node > 0 && !own.isEmpty()) {
            return Finding.warn(
                    ABOUT, what + " by another program; the node that runs here listens on other ports", "");
        }
        if (address.getPort() < PRIVILEGED) what += ", or not permitted below " + PRIVILEGED;
        return Finding.fail(ABOUT, what, "stop the other program, or choose another port: --listen, or listen in etc/");
    }

    private boolean isOurAddress(URI address, String scheme) {
        try {
            close(open(scheme, new InetSocketAddress(InetAddress.getByName(address.getHost()), 0)));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isOwn(URI address) {
        return own.stream()
                .anyMatch(one ->
                        one.getPort() == address.getPort() && one.getScheme().equalsIgnoreCase(address.getScheme()));
    }

    private static Closeable open(String scheme, InetSocketAddress address) throws IOException {
        if (DATAGRAMS.contains(scheme)) return new DatagramSocket(address);
        var socket = new ServerSocket();
        try {
            socket.bind(address);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It was only to see whether the port is free.
        }
    }

    private static String text(URI address) {
        var port = address.getPort() == 0 ? "(any port)" : "" + address.getPort();
        return address.getScheme() + " " + address.getHost() + ":" + port;
    }
}
