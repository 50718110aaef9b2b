package org.osier.bench.handshake;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.osier.core.cluster.Cluster;
import org.osier.core.handshake.Door;
import org.osier.core.handshake.HandshakeException;
import org.osier.core.handshake.Initiator;
import org.osier.core.handshake.LocalKeys;
import org.osier.core.handshake.Suite;
import org.osier.core.identity.Identity;
import org.osier.transport.Connection;
import org.osier.transport.Dial;
import org.osier.transport.Receiver;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;

/** Makes handshakes with {@link Answering}, each over a connection of its own. Any thread. */
final class Asking {
    private static final Dial DIAL = new Dial() {
        @Override
        public Duration timeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Optional<String> expected() {
            return Optional.empty();
        }
    };

    private final SecureRandom random = new SecureRandom();
    private final LocalKeys keys = Answering.keys(Identity.generate(random));
    private final Door door;
    private final Transport transport;
    private final URI address;

    Asking(Cluster cluster, Transport transport, URI address) {
        this.door = Door.member(cluster.id(), cluster.secret());
        this.transport = transport;
        this.address = address;
    }

    /** One handshake, from the dial to the close. @return done when the connection is closed */
    CompletableFuture<Void> once() {
        var end = new End(new Initiator(keys, door, Suite.AES_256_GCM, null, random, System.currentTimeMillis()));
        transport.connect(address, DIAL, end);
        return end.done;
    }

    private static final class End implements Receiver {
        private final Initiator initiator;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private @Nullable Connection connection;
        private boolean asked;
        private boolean complete;

        End(Initiator initiator) {
            this.initiator = initiator;
        }

        @Override
        public void opened(Connection connection) {
            this.connection = connection;
            connection.send(ByteBuffer.wrap(initiator.message1()));
        }

        @Override
        public boolean message(ByteBuffer message) {
            try {
                if (!asked) {
                    asked = true;
                    connection.send(ByteBuffer.wrap(initiator.onMessage2(message)));
                } else {
                    complete = message.remaining() == 1 && message.get() == Answering.COMPLETE;
                    connection.close();
                }
            } catch (HandshakeException e) {
                connection.close();
            }
            return true;
        }

        @Override
        public void writable() {}

        @Override
        public void closed(@Nullable TransportException cause) {
            if (complete) done.complete(null);
            else done.completeExceptionally(new IOException("a handshake failed", cause));
        }
    }
}
