package org.osier.itest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports for nodes that must come back on the same one. */
final class Ports {
    private Ports() {}

    /** One of 127.0.0.1 that is free at the moment: the system gives the same one again only after many others. */
    static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
