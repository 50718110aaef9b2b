package org.osier.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;

/**
 * A network in virtual time. Each host has a {@link Transport} for addresses {@code sim://host:port}; what happens
 * between two hosts is a {@link SimWire} and can be cut, healed and killed. All callbacks are tasks of the {@link
 * VirtualTime}. Streams behave as TCP does: loss makes them late, a cut stalls them and breaks the sender after {@link
 * #BROKEN_AFTER}, and one end may be gone while the other does not know yet.
 */
public final class SimNetwork {
    /** How long a stream waits for a cut wire; TCP: minutes, made shorter so that both outcomes are seen. */
    public static final Duration BROKEN_AFTER = Duration.ofSeconds(60);

    /** A first packet without answer is sent again; RFC 6298 2.1. */
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int FIRST_EPHEMERAL_PORT = 49_152; // RFC 6335

    private final VirtualTime time;
    private final Map<Pair, SimWire> wires = new HashMap<>();
    private final Set<Pair> cuts = new HashSet<>();
    private final Map<String, List<SimTransport>> hosts = new HashMap<>();
    private final Map<URI, SimListener> listeners = new HashMap<>();
    private final Set<SimConnection> connections = new LinkedHashSet<>();
    private final Set<SimConnection> lingering = new LinkedHashSet<>(); // closed, but what they sent is not there yet
    private final Map<String, Integer> lastPort = new HashMap<>();
    private SimWire common = SimWire.LAN;

    /** Two hosts, in either order. */
    private record Pair(String a, String b) {
        static Pair of(String a, String b) {
            return a.compareTo(b) <= 0 ? new Pair(a, b) : new Pair(b, a);
        }
    }

    /** A network in a time of its own. */
    public SimNetwork(long seed) {
        this(new VirtualTime(seed));
    }

    public SimNetwork(VirtualTime time) {
        this.time = time;
    }

    public VirtualTime time() {
        return time;
    }

    /** What the run depends on. */
    public long seed() {
        return time.seed();
    }

    /** A stream transport for {@code host}; several transports may share one host. */
    public Transport transport(String host) {
        return transport(host, Transport.Delivery.STREAM);
    }

    /** @param host a host name as in a URI */
    public Transport transport(String host, Transport.Delivery delivery) {
        if (!host.equals(URI.create("sim://" + host).getHost()))
            throw new IllegalArgumentException("no host name: " + host);
        var transport = new SimTransport(this, host, delivery);
        hosts.computeIfAbsent(host, unused -> new ArrayList<>()).add(transport);
        return transport;
    }

    /** All wires behave like this from now on, but for those set singly. */
    public SimNetwork wire(SimWire wire) {
        common = wire;
        return this;
    }

    /** The wire between two hosts behaves like this from now on. */
    public SimNetwork wire(String a, String b, SimWire wire) {
        wires.put(Pair.of(a, b), wire);
        return this;
    }

    /** Nothing passes between {@code a} and {@code b}, nobody is told. */
    public SimNetwork cut(String a, String b) {
        cuts.add(Pair.of(a, b));
        return this;
    }

    /** What was stalled between {@code a} and {@code b} goes on. */
    public SimNetwork heal(String a, String b) {
        if (!cuts.remove(Pair.of(a, b))) return this;
        between(connections, a, b).forEach(SimConnection::healed);
        between(lingering, a, b).forEach(SimConnection::healed);
        return this;
    }

    /** Breaks every connection between {@code a} and {@code b}: both ends see LOST, what was under way is gone. */
    public SimNetwork kill(String a, String b) {
        for (var end : between(connections, a, b)) end.endSoon(0, "killed");
        return this;
    }

    /**
     * The host's transports stop, what they have open is closed. {@link #transport} makes new ones, as after a restart.
     */
    public SimNetwork stop(String host) {
        var stopped = hosts.put(host, new ArrayList<>());
        if (stopped != null) stopped.forEach(SimTransport::stop);
        listeners.values().removeIf(listener -> listener.host().equals(host));
        for (var end : List.copyOf(connections)) if (end.host.equals(host)) end.close();
        return this;
    }

    /** Connection ends that are not closed yet: for tests that count what is left. */
    public int openEnds() {
        return connections.size();
    }

    public SimNetwork runFor(Duration duration) {
        time.runFor(duration);
        return this;
    }

    public SimNetwork runUntil(BooleanSupplier condition, Duration limit) {
        time.runUntil(condition, limit);
        return this;
    }

    @Override
    public String toString() {
        return "simulated network, " + connections.size() + " connection ends, " + time;
    }

    // For the parts of the network.

    SimWire between(SimConnection end) {
        return wireOf(end.host, end.peerHost);
    }

    boolean isCut(String a, String b) {
        return cuts.contains(Pair.of(a, b));
    }

    boolean knows(String host) {
        return hosts.containsKey(host);
    }

    int freePort(String host) {
        int port = lastPort.merge(host, FIRST_EPHEMERAL_PORT, (last, first) -> last == 65_535 ? first : last + 1);
        return listeners.containsKey(SimTransport.address(host, port)) ? freePort(host) : port;
    }

    @Nullable
    SimListener listener(URI address) {
        return listeners.get(address);
    }

    void add(SimListener listener) throws TransportException {
        if (listeners.putIfAbsent(listener.address(), listener) != null) {
            throw new TransportException(
                    TransportException.Kind.PORT_IN_USE, listener.address() + " is taken, seed " + seed(), null);
        }
    }

    void remove(SimListener listener) {
        listeners.remove(listener.address(), listener);
    }

    void add(SimConnection end) {
        connections.add(end);
    }

    void remove(SimConnection end) {
        connections.remove(end);
    }

    /** The system still delivers what its owner, who is gone, has sent. */
    void linger(SimConnection end) {
        lingering.add(end);
    }

    void lingersNoMore(SimConnection end) {
        lingering.remove(end);
    }

    long now() {
        return time.nanoTime();
    }

    void after(long nanos, Runnable task) {
        time.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    /** One way, jitter included. */
    long delay(String from, String to) {
        var wire = wireOf(from, to);
        long jitter = wire.jitter().toNanos();
        return wire.delay().toNanos() + (jitter == 0 ? 0 : (long) (time.random().nextDouble() * jitter));
    }

    boolean chance(double probability) {
        return probability > 0 && time.random().nextDouble() < probability;
    }

    /** A packet of a dial: sent again until it has arrived or nobody wants it any more. */
    void travel(String from, String to, BooleanSupplier wanted, Runnable arrival) {
        if (!wanted.getAsBoolean()) return;
        if (isCut(from, to) || chance(wireOf(from, to).loss())) {
            after(RETRY_NANOS, () -> travel(from, to, wanted, arrival));
        } else {
            after(delay(from, to), arrival);
        }
    }

    private SimWire wireOf(String a, String b) {
        return wires.getOrDefault(Pair.of(a, b), common);
    }

    private static List<SimConnection> between(Set<SimConnection> ends, String a, String b) {
        var found = new ArrayList<SimConnection>();
        for (var end : ends) if (Pair.of(end.host, end.peerHost).equals(Pair.of(a, b))) found.add(end);
        return found;
    }
}
