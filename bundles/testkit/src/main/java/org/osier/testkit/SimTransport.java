package org.osier.testkit;

import static org.osier.transport.TransportException.Kind.BAD_ADDRESS;
import static org.osier.transport.TransportException.Kind.NOT_PERMITTED;

import java.io.Closeable;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import org.osier.transport.Acceptor;
import org.osier.transport.Dial;
import org.osier.transport.Listener;
import org.osier.transport.Receiver;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;

/** The transport of one simulated host. */
final class SimTransport implements Transport {
    private final SimNetwork network;
    private final String host;
    private final Delivery delivery;
    private final Set<SimDial> dials = new LinkedHashSet<>();
    private boolean stopped;

    SimTransport(SimNetwork network, String host, Delivery delivery) {
        this.network = network;
        this.host = host;
        this.delivery = delivery;
    }

    static URI address(String host, int port) {
        return URI.create("sim://" + host + ":" + port);
    }

    /** Its network closes the rest. */
    void stop() {
        stopped = true;
        dials.forEach(SimDial::close);
    }

    @Override
    public Delivery delivery() {
        return delivery;
    }

    @Override
    public Closeable connect(URI to, Dial dial, Receiver receiver) {
        var from = address(host, network.freePort(host));
        var attempt = new SimDial(network, from, to, delivery, receiver, dials::remove);
        dials.add(attempt);
        if (stopped) attempt.close();
        else attempt.start(isAddress(to) && to.getPort() > 0, dial.timeout());
        return attempt;
    }

    @Override
    public Listener listen(URI at, Acceptor acceptor) throws TransportException {
        if (!isAddress(at)) throw new TransportException(BAD_ADDRESS, at + " is not sim://host:port", null);
        if (stopped || !at.getHost().equals(host))
            throw new TransportException(NOT_PERMITTED, at + " is not ours, or " + host + " has stopped", null);
        var real = address(host, at.getPort() == 0 ? network.freePort(host) : at.getPort());
        var listener = new SimListener(network, real, delivery, acceptor);
        network.add(listener);
        return listener;
    }

    private static boolean isAddress(URI uri) {
        return "sim".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() >= 0 && uri.getPort() <= 65_535;
    }
}
