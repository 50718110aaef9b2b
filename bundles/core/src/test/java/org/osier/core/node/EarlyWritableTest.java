package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osier.testkit.SimNetwork;
import org.osier.transport.Acceptor;
import org.osier.transport.Connection;
import org.osier.transport.Dial;
import org.osier.transport.Listener;
import org.osier.transport.Receiver;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;

/**
 * Goal: a link whose wire becomes free before its first thread has looked is not silent for ever. Method: the loop admits
 * it at once, as it may on another processor, and the transport says of every message that it waits, and then that the
 * wire is free, before {@code send} returns, as its own thread may.
 */
class EarlyWritableTest {
    private final SimNetwork network = new SimNetwork(16);

    @Test
    void whatTheWireSaidBeforeTheLinkWasKnownIsNotLost() throws Exception {
        var cluster = TestClusters.cluster();
        var identity = new ForeignNode(network, "unused", cluster).identity;
        var environment = new Environment(
                network.time(), network.time()::nanoTime, eager(network.time().loop()), new Random(1));
        var config = NodeConfig.named("node").withListen(SimNode.address("node"));
        var node =
                new Node(environment, identity, OwnCluster.inMemory(cluster), SimNode.signer(identity), config, true);
        node.add(new Reluctant(network.transport("node")), Set.of("sim"), 1);
        node.start();
        network.runFor(Duration.ofMillis(1));

        var peer = new ForeignPeer(new ForeignNode(network, "foreign", cluster));
        network.transport("foreign").connect(SimNode.address("node"), dial(), peer);
        peer.handshake().open();

        peer.send(Wire.PING, new byte[8]);
        assertThat(peer.next(Wire.PONG).payload()).hasSize(8);
    }

    private static Dial dial() {
        return new org.osier.testkit.PlainDial(Duration.ofSeconds(5));
    }

    /** A loop that has nothing else to do: what is given to it is done at once. */
    private static ScheduledExecutorService eager(ScheduledExecutorService loop) {
        return (ScheduledExecutorService) Proxy.newProxyInstance(
                EarlyWritableTest.class.getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("execute")) return method.invoke(loop, arguments);
                    ((Runnable) arguments[0]).run();
                    return null;
                });
    }

    /** Says of every message that it waits, and at once that the wire is free. */
    private record Reluctant(Transport transport) implements Transport {
        @Override
        public Delivery delivery() {
            return transport.delivery();
        }

        @Override
        public Closeable connect(URI to, Dial dial, Receiver receiver) {
            return transport.connect(to, dial, reluctant(receiver));
        }

        @Override
        public Listener listen(URI at, Acceptor acceptor) throws TransportException {
            return transport.listen(at, remote -> acceptor.accept(remote).map(Reluctant::reluctant));
        }

        private static Receiver reluctant(Receiver receiver) {
            return new Receiver() {
                @Override
                public void opened(Connection connection) {
                    receiver.opened(new Waiting(connection, receiver));
                }

                @Override
                public boolean message(ByteBuffer message) {
                    return receiver.message(message);
                }

                @Override
                public void writable() {}

                @Override
                public void closed(@Nullable TransportException cause) {
                    receiver.closed(cause);
                }
            };
        }
    }

    private record Waiting(Connection connection, Receiver receiver) implements Connection {
        @Override
        public URI local() {
            return connection.local();
        }

        @Override
        public URI remote() {
            return connection.remote();
        }

        @Override
        public int maxMessageBytes() {
            return connection.maxMessageBytes();
        }

        @Override
        public boolean send(ByteBuffer message) {
            connection.send(message);
            receiver.writable();
            return false;
        }

        @Override
        public void reading(boolean on) {
            connection.reading(on);
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
