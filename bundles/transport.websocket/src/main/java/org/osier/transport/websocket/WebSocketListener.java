package org.osier.transport.websocket;

import static org.osier.transport.TransportException.Kind.BAD_ADDRESS;
import static org.osier.transport.TransportException.Kind.NOT_PERMITTED;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Acceptor;
import org.osier.transport.Listener;
import org.osier.transport.TransportException;

/**
 * One listening socket, and the server behind it: it ends when the socket is closed and the last of its connections is
 * gone. Bound on the caller's thread, so that the caller learns what went wrong.
 */
final class WebSocketListener implements Listener, Engine.Part, Guest.Host {
    private static final long CLOSE_SECONDS = 1; // Listener.close
    private static final int BACKLOG = 4_096; // the system has its own limit below

    private final Engine engine;
    private final WaitingRoom waitingRoom;
    private final WebSocketAddress address;
    private final Server server;
    private final ServerConnector connector;
    private final CountDownLatch portFree = new CountDownLatch(1);
    private volatile @Nullable Acceptor acceptor;

    // Guarded by this.
    private final Set<Guest> guests = new HashSet<>();
    private boolean closed;

    private WebSocketListener(
            Engine engine, WaitingRoom waitingRoom, WebSocketAddress address, Acceptor acceptor, HttpSide http) {
        this.engine = engine;
        this.waitingRoom = waitingRoom;
        this.address = address;
        this.acceptor = acceptor;
        server = new Server(engine.pool(), engine.scheduler(), engine.buffers());
        connector = new Doors(http.factories());
        server.addConnector(connector);
        server.setHandler(new Entrance(engine, waitingRoom, address, http.sessions(), http.components()));
        server.setErrorHandler(HttpSide.ERRORS);
    }

    /**
     * What is the same for all listeners of a transport.
     *
     * @param tls null: plain
     */
    record HttpSide(
            Sessions sessions,
            WebSocketComponents components,
            @Nullable SSLContext tls) {
        static final org.eclipse.jetty.server.Request.Handler ERRORS =
                (request, response, callback) -> Entrance.turnAway(response, callback, response.getStatus());

        ConnectionFactory[] factories() {
            return tls == null ? Factories.plain() : Factories.secure(tls);
        }
    }

    static WebSocketListener open(
            Engine engine, WaitingRoom waitingRoom, URI at, WebSocketAddress address, Acceptor acceptor, HttpSide http)
            throws TransportException {
        InetSocketAddress socketAddress;
        try {
            socketAddress = new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
        } catch (UnknownHostException unknown) {
            throw new TransportException(BAD_ADDRESS, at + ": " + unknown.getMessage(), unknown);
        }
        try {
            var socket = bind(socketAddress);
            int port = socket.socket().getLocalPort();
            var real = new WebSocketAddress(address.secure(), address.host(), port, address.path());
            var listener = new WebSocketListener(engine, waitingRoom, real, acceptor, http);
            listener.serve(socket);
            return listener;
        } catch (IOException failed) {
            throw Failures.ofListen(at, socketAddress, failed);
        }
    }

    private static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
        // Without the family, 0.0.0.0 would take the port of [::] as well.
        var socket = address.getAddress() instanceof Inet4Address
                ? ServerSocketChannel.open(StandardProtocolFamily.INET)
                : ServerSocketChannel.open();
        try {
            return socket.bind(address, BACKLOG);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    private void serve(ServerSocketChannel socket) throws IOException, TransportException {
        if (engine.isStopping()) {
            socket.close();
            throw new TransportException(NOT_PERMITTED, address.uri() + ": the transport has stopped", null);
        }
        try {
            connector.open(socket);
            server.start();
        } catch (Exception cannot) {
            LifeCycle.stop(server);
            socket.close();
            throw new IOException(cannot);
        }
        engine.add(this);
    }

    /** Lets connections in, or not. */
    private final class Doors extends ServerConnector {
        Doors(ConnectionFactory... factories) {
            super(server, null, null, null, 1, 1, factories); // those of the server, which it does not stop
            setIdleTimeout(Factories.HTTP_IDLE_MS);
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
            var remote = WebSocketAddress.uri(address.secure(), channel.getRemoteAddress(), "");
            var host = acceptor;
            var receiver = host == null ? null : host.accept(remote).orElse(null);
            if (receiver == null) throw new NotAdmittedException();
            var calls = new Calls(receiver);
            var guest = new Guest(channel, selector, key, getScheduler(), WebSocketListener.this, calls, remote);
            guest.setIdleTimeout(getIdleTimeout());
            synchronized (WebSocketListener.this) {
                guests.add(guest);
            }
            waitingRoom.enter(guest);
            return guest;
        }
    }

    @Override
    public void left(Guest guest) {
        waitingRoom.leave(guest);
        synchronized (this) {
            if (!guests.remove(guest)) return;
        }
        endIfDone();
    }

    @Override
    public URI address() {
        return address.uri();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) return;
            closed = true;
        }
        connector.close();
        acceptor = null;
        try {
            portFree.await(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        endIfDone();
    }

    private void endIfDone() {
        synchronized (this) {
            if (!closed || !guests.isEmpty()) return;
        }
        if (!engine.run(this::end)) end();
    }

    private void end() {
        LifeCycle.stop(server);
        engine.remove(this);
    }
}
