package org.osier.transport.emulator;

import java.io.Closeable;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.osier.transport.Acceptor;
import org.osier.transport.Dial;
import org.osier.transport.Listener;
import org.osier.transport.Receiver;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;
import org.osier.transport.TransportException.Kind;
import org.osier.transport.emulator.rules.Partition;

/** Another transport, with a bad wire in front of it. Any thread. */
final class EmulatedTransport implements Transport {
    /** Transports end within 2 s; what the wrapped one takes for a close that nobody reads is 1 s. */
    private static final long STOP_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private final Transport wrapped;
    private final Fixed fixed;
    private final Setting setting;
    private final Set<EmulatedConnection> connections = ConcurrentHashMap.newKeySet(); // bounded by the node's limits
    private final Set<EmulatedDial> dials = ConcurrentHashMap.newKeySet(); // likewise
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    EmulatedTransport(Transport wrapped, Fixed fixed, Setting setting) {
        this.wrapped = wrapped;
        this.fixed = fixed;
        this.setting = setting;
    }

    Fixed fixed() {
        return fixed;
    }

    boolean isStopped() {
        return stopped;
    }

    @Override
    public Delivery delivery() {
        return fixed.delivery();
    }

    @Override
    public Closeable connect(URI to, Dial dial, Receiver receiver) {
        URI inner;
        try {
            inner = fixed.scheme().inner(to);
        } catch (TransportException e) {
            receiver.closed(e);
            return () -> {};
        }
        var attempt = new EmulatedDial(this, setting, wrapped, inner, dial, receiver);
        dials.add(attempt);
        attempt.look();
        return attempt;
    }

    @Override
    public Listener listen(URI at, Acceptor acceptor) throws TransportException {
        var inner = fixed.scheme().inner(at);
        if (stopped) throw new TransportException(Kind.NOT_PERMITTED, at + ": the emulator has stopped", null);
        var listener = wrapped.listen(inner, remote -> accept(fixed.scheme().outer(remote), acceptor));
        listeners.add(listener);
        if (stopped) listener.close();
        return new Listener() {
            @Override
            public URI address() {
                return fixed.scheme().outer(listener.address());
            }

            @Override
            public void close() {
                listeners.remove(listener);
                listener.close();
            }
        };
    }

    private Optional<Receiver> accept(URI remote, Acceptor acceptor) {
        if (stopped || setting.impairments().partition() == Partition.CUT) return Optional.empty();
        return acceptor.accept(remote).map(owner -> new EmulatedConnection(this, setting, owner, () -> {}));
    }

    /** The impairments are others now. */
    void changed() {
        connections.forEach(EmulatedConnection::changed);
    }

    /** @return false: it has to end at once, the emulator has stopped */
    boolean add(EmulatedConnection connection) {
        connections.add(connection);
        return !stopped;
    }

    void remove(EmulatedConnection connection) {
        connections.remove(connection);
        synchronized (this) {
            notifyAll();
        }
    }

    void over(EmulatedDial dial) {
        dials.remove(dial);
    }

    /** Closes everything, without a flush. Does not wait. */
    void close() {
        stopped = true;
        listeners.forEach(Listener::close);
        listeners.clear();
        dials.forEach(EmulatedDial::close);
        connections.forEach(EmulatedConnection::finish);
    }

    /** Waits until all that was closed has ended, 1.5 s at most; what has not is left to the wrapped transport. */
    synchronized void awaitEnd() {
        long end = System.nanoTime() + STOP_NANOS;
        try {
            for (long left = STOP_NANOS; left > 0 && !connections.isEmpty(); left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(EmulatedConnection::abandon);
    }
}
