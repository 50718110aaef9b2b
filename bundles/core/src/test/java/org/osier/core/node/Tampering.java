package org.osier.core.node;

import java.io.Closeable;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Acceptor;
import org.osier.transport.Connection;
import org.osier.transport.Dial;
import org.osier.transport.Listener;
import org.osier.transport.Receiver;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;

/** A datagram carrier with somebody on it who puts in whatever he likes, and repeats what he heard, around what comes. */
final class Tampering implements Transport {
    private static final int REMEMBERED = 50;

    private final Transport transport;
    private final Random random;
    int putIn;
    int believed; // of what was put in

    Tampering(Transport transport, Random random) {
        this.transport = transport;
        this.random = random;
    }

    @Override
    public Delivery delivery() {
        return transport.delivery();
    }

    @Override
    public Closeable connect(URI to, Dial dial, Receiver receiver) {
        return transport.connect(to, dial, new Between(receiver));
    }

    @Override
    public Listener listen(URI at, Acceptor acceptor) throws TransportException {
        return transport.listen(at, remote -> acceptor.accept(remote).map(Between::new));
    }

    private final class Between implements Receiver {
        private final Receiver receiver;
        private final List<byte[]> heard = new ArrayList<>();

        Between(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void opened(Connection connection) {
            receiver.opened(connection);
        }

        @Override
        public boolean message(ByteBuffer message) {
            var bytes = new byte[message.remaining()];
            message.get(message.position(), bytes);
            if (heard.size() < REMEMBERED) heard.add(bytes);
            boolean first = heard.size() == 1; // a message 1 that is no true one ends the connection, over any carrier
            if (!first) putIn(forged(bytes));
            boolean believed = receiver.message(message);
            putIn(forged(bytes));
            putIn(bytes.clone());
            putIn(heard.get(random.nextInt(heard.size())).clone());
            return believed;
        }

        private void putIn(byte[] bytes) {
            putIn++;
            if (receiver.message(ByteBuffer.wrap(bytes))) believed++;
        }

        private byte[] forged(byte[] bytes) {
            var forged = bytes.clone();
            switch (random.nextInt(5)) {
                case 0 -> forged[random.nextInt(forged.length)] ^= (byte) (1 << random.nextInt(8));
                case 1 -> {
                    if (forged.length > 9) ByteBuffer.wrap(forged).putLong(1, random.nextLong() >>> random.nextInt(64));
                    else forged[0] ^= 1;
                }
                case 2 -> forged = new byte[1 + random.nextInt(1_300)];
                case 3 -> {
                    random.nextBytes(forged);
                    forged[0] = (byte) (random.nextBoolean() ? 4 : 3);
                }
                default -> forged = java.util.Arrays.copyOf(forged, Math.max(1, random.nextInt(forged.length)));
            }
            return forged;
        }

        @Override
        public void writable() {
            receiver.writable();
        }

        @Override
        public void closed(@Nullable TransportException cause) {
            receiver.closed(cause);
        }
    }
}
