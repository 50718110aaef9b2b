package org.osier.core.node;

import java.io.Closeable;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.osier.mesh.TransportStatus;
import org.osier.transport.Acceptor;
import org.osier.transport.Connection;
import org.osier.transport.Dial;
import org.osier.transport.Listener;
import org.osier.transport.Receiver;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;

/** A transport as the node uses it, with what it carries counted on the way. Any thread. */
final class Metered implements Transport {
    private record Status(
            long serviceId,
            List<String> schemes,
            boolean serving,
            boolean datagrams,
            int connections,
            int links,
            long dials,
            long dialsFailed,
            long accepted,
            long messagesIn,
            long bytesIn,
            long messagesOut,
            long bytesOut)
            implements TransportStatus {}

    private final Transport transport;
    private final AtomicInteger connections = new AtomicInteger();
    private final LongAdder dials = new LongAdder();
    private final LongAdder dialsFailed = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder messagesIn = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder messagesOut = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();

    Metered(Transport transport) {
        this.transport = transport;
    }

    /** Whether this is what is counted here. */
    boolean is(Transport other) {
        return transport == other;
    }

    TransportStatus status(long serviceId, Set<String> schemes, boolean serving, int links) {
        return new Status(
                serviceId,
                schemes.stream().sorted().toList(),
                serving,
                delivery() == Delivery.DATAGRAM,
                connections.get(),
                links,
                dials.sum(),
                dialsFailed.sum(),
                accepted.sum(),
                messagesIn.sum(),
                bytesIn.sum(),
                messagesOut.sum(),
                bytesOut.sum());
    }

    @Override
    public Delivery delivery() {
        return transport.delivery();
    }

    @Override
    public Closeable connect(URI to, Dial dial, Receiver receiver) {
        dials.increment();
        return transport.connect(to, dial, new End(receiver, dialsFailed));
    }

    @Override
    public Listener listen(URI at, Acceptor acceptor) throws TransportException {
        return transport.listen(at, remote -> acceptor.accept(remote).map(this::accepted));
    }

    private Receiver accepted(Receiver receiver) {
        accepted.increment();
        return new End(receiver, new LongAdder());
    }

    /** The node's end of one connection. */
    private final class End implements Receiver {
        private final Receiver receiver;
        private final LongAdder failed;
        private boolean stood; // calls of a transport happen one after the other

        End(Receiver receiver, LongAdder failed) {
            this.receiver = receiver;
            this.failed = failed;
        }

        @Override
        public void opened(Connection connection) {
            stood = true;
            connections.incrementAndGet();
            receiver.opened(new Wire(connection));
        }

        @Override
        public boolean message(ByteBuffer message) {
            messagesIn.increment();
            bytesIn.add(message.remaining());
            return receiver.message(message);
        }

        @Override
        public void writable() {
            receiver.writable();
        }

        @Override
        public void closed(@Nullable TransportException cause) {
            if (stood) connections.decrementAndGet();
            else if (cause != null) failed.increment();
            receiver.closed(cause);
        }
    }

    /** What is sent over one connection. */
    private final class Wire implements Connection {
        private final Connection connection;

        Wire(Connection connection) {
            this.connection = connection;
        }

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
            messagesOut.increment();
            bytesOut.add(message.remaining());
            return connection.send(message);
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
