package org.osier.bench.heap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.osier.core.cluster.Cluster;
import org.osier.core.handshake.Door;
import org.osier.core.handshake.Initiator;
import org.osier.core.handshake.LocalKeys;
import org.osier.core.handshake.Suite;
import org.osier.core.identity.Identity;

/** Connections that prove nothing: for what each of them costs the node that they were made to. */
public final class Strangers implements AutoCloseable {
    private static final int LONGEST = 65_535;

    private final List<SocketChannel> connections = new ArrayList<>();

    /**
     * Connects so often; less than 10 s later they are gone again.
     *
     * @param how {@code silent}: says nothing; {@code partial}: announces the longest message and says its first byte;
     *     {@code halfway}: says a true message 1, reads message 2, and nothing more
     */
    public Strangers(Cluster cluster, URI to, int count, String how) throws IOException {
        var random = new SecureRandom();
        var identity = Identity.generate(random);
        var keys = new LocalKeys(identity.seed(), identity.linkPrivateKey(), 1, 1, 0);
        var door = Door.member(cluster.id(), cluster.secret());
        for (int i = 0; i < count; i++) {
            var channel = SocketChannel.open(new InetSocketAddress(to.getHost(), to.getPort()));
            connections.add(channel);
            switch (how) {
                case "silent" -> {}
                case "partial" ->
                    channel.write(ByteBuffer.allocate(3)
                            .putShort((short) LONGEST)
                            .put((byte) 'O')
                            .flip());
                case "halfway" -> {
                    var initiator =
                            new Initiator(keys, door, Suite.AES_256_GCM, null, random, System.currentTimeMillis());
                    var message = initiator.message1();
                    channel.write(ByteBuffer.allocate(2 + message.length)
                            .putShort((short) message.length)
                            .put(message)
                            .flip());
                    if (channel.read(ByteBuffer.allocate(2)) < 2) throw new IOException("no message 2");
                }
                default -> throw new IllegalArgumentException(how);
            }
        }
    }

    @Override
    public void close() {
        for (var channel : connections) {
            try {
                channel.close();
            } catch (IOException e) {
                // Then it ends with the process.
            }
        }
    }
}
