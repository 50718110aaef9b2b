package org.osier.transport.tcp;

import static org.osier.transport.TransportException.Kind.BAD_ADDRESS;
import static org.osier.transport.TransportException.Kind.NOT_PERMITTED;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Acceptor;
import org.osier.transport.Listener;
import org.osier.transport.TransportException;

/**
 * One listening socket. Bound on the caller's thread, so that the caller learns what went wrong; served by an event
 * loop.
 */
final class TcpListener implements Listener, EventLoops.Part {
    private static final long CLOSE_SECONDS = 1; // Listener.close

    private final EventLoops loops;
    private final EventLoop loop;
    private final URI address;

    // The event loop's own.
    private @Nullable Channel channel;

    private TcpListener(EventLoops loops, URI address) {
        this.loops = loops;
        this.loop = loops.next();
        this.address = address;
    }

    static TcpListener open(EventLoops loops, URI at, Acceptor acceptor) throws TransportException {
        var address = TcpAddress.of(at);
        InetSocketAddress socketAddress;
        try {
            socketAddress = new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
        } catch (UnknownHostException unknown) {
            throw new TransportException(BAD_ADDRESS, at + ": " + unknown.getMessage(), unknown);
        }
        try {
            var socket = bind(socketAddress);
            var listener =
                    new TcpListener(loops, address.withPort(socket.socket().getLocalPort()));
            listener.serve(socket, acceptor);
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
            return socket.bind(address, NetUtil.SOMAXCONN);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    private void serve(ServerSocketChannel socket, Acceptor acceptor) throws IOException, TransportException {
        try {
            loop.execute(() -> {
                var server = new NioServerSocketChannel(socket);
                channel = server;
                loops.add(this);
                new ServerBootstrap()
                        .group(loop, loops.group())
                        .channelFactory((ChannelFactory<NioServerSocketChannel>) () -> server)
                        .childHandler(new Entrance(loops, acceptor))
                        .register();
            });
        } catch (RejectedExecutionException stopped) {
            socket.close();
            throw new TransportException(NOT_PERMITTED, address + ": the tcp transport has stopped", stopped);
        }
    }

    /** Lets connections in, or not. */
    private static final class Entrance extends ChannelInitializer<SocketChannel> {
        private final EventLoops loops;
        private final Acceptor acceptor;

        Entrance(EventLoops loops, Acceptor acceptor) {
            this.loops = loops;
            this.acceptor = acceptor;
        }

        @Override
        protected void initChannel(SocketChannel accepted) {
            TcpConnection.configure(accepted.config());
            var remote = TcpAddress.uri(accepted.remoteAddress());
            acceptor.accept(remote)
                    .ifPresentOrElse(
                            receiver ->
                                    accepted.pipeline().addLast(new TcpConnection(loops, accepted, remote, receiver)),
                            accepted::close);
        }
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public void close() {
        var closed = new CountDownLatch(1);
        try {
            loop.execute(() -> {
                loops.remove(this);
                if (channel != null) channel.close();
                // The system frees the port when the selector has run once more.
                loop.schedule(closed::countDown, 1, TimeUnit.MILLISECONDS);
            });
            if (!loop.inEventLoop()) closed.await(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException stopped) {
            // The loop closed everything when it ended.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
