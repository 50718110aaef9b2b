package org.osier.rendezvous;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** The listening socket, and Jetty's server behind it. Bound on the caller's thread, so that he learns what went wrong. */
final class Door {
    private static final int BACKLOG = 1_024; // the system has its own limit below
    private static final long CLOSE_MS = 500;

    /** Method, path and a handful of fields; proxies add some. */
    private static final int REQUEST_BYTES = 4_096;

    private final Server server;
    private final Doors connector;
    private final Visitors visitors;
    private final Tally tally;
    private final CountDownLatch portFree = new CountDownLatch(1);

    private Door(Settings settings, Engine engine, Handler desk, Tally tally) {
        this.visitors = new Visitors(settings.connections(), settings.connectionsPerSource());
        this.tally = tally;
        server = new Server(engine.pool(), engine.scheduler(), engine.buffers());
        connector = new Doors(new HttpConnectionFactory(http()), settings.visit());
        server.addConnector(connector);
        server.setHandler(desk);
        server.setErrorHandler((request, response, callback) -> Desk.status(response, callback, response.getStatus()));
    }

    /** @throws IOException as the system gives it */
    static Door open(Settings settings, Settings.Address at, Engine engine, Handler desk, Tally tally)
            throws IOException {
        var address = new InetSocketAddress(InetAddress.getByName(at.host()), at.port());
        // Without the family, 0.0.0.0 would take the port of [::] as well.
        var socket = address.getAddress() instanceof Inet4Address
                ? ServerSocketChannel.open(StandardProtocolFamily.INET)
                : ServerSocketChannel.open();
        var door = new Door(settings, engine, desk, tally);
        try {
            socket.bind(address, BACKLOG);
            door.connector.open(socket);
            door.server.start();
            return door;
        } catch (Exception failed) {
            LifeCycle.stop(door.server);
            socket.close();
            throw failed instanceof IOException e ? e : new IOException(failed);
        }
    }

    private static HttpConfiguration http() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setPersistentConnectionsEnabled(false);
        http.setRequestHeaderSize(REQUEST_BYTES);
        http.setUseInputDirectByteBuffers(false); // on the heap: nothing outlives a stop
        http.setUseOutputDirectByteBuffers(false);
        return http;
    }

    int port() {
        return connector.getLocalPort();
    }

    /** Lets connections in, or not. */
    private final class Doors extends ServerConnector {
        private final Duration visit;

        Doors(HttpConnectionFactory http, Duration visit) {
            super(server, null, null, null, 1, 1, http); // those of the server, which it does not stop
            this.visit = visit;
            setIdleTimeout(visit.toMillis());
        }

        /** The system frees the port when nobody waits at the socket any more. */
        @Override
        public void accept(int acceptor) throws IOException {
            try {
                super.accept(acceptor);
            } finally {
                if (!isOpen()) portFree.countDown();
            }
            if (!isOpen()) throw new ClosedChannelException(); // ends the thread, which would try for ever
        }

        @Override
        protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key)
                throws IOException {
            long source = Sources.of(channel.getRemoteAddress());
            if (!visitors.reserve(source)) {
                tally.add(Tally.Counted.NOT_LET_IN);
                throw new NotAdmittedException();
            }
            var visitor = new Visitor(channel, selector, key, getScheduler(), visitors, tally, source);
            visitor.setIdleTimeout(getIdleTimeout());
            visitors.enter(visitor).forEach(Visitor::cut);
            visitor.limit(getScheduler(), visit);
            return visitor;
        }
    }

    /** Ends all connections, frees the port. Within a second. */
    void close() {
        connector.close();
        try {
            portFree.await(CLOSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        LifeCycle.stop(server);
    }
}
