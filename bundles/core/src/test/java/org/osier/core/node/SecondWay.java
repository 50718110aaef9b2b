package org.osier.core.node;

import java.io.Closeable;
import java.net.URI;
import java.util.Optional;
import org.osier.testkit.SimNetwork;
import org.osier.transport.Acceptor;
import org.osier.transport.Dial;
import org.osier.transport.Listener;
import org.osier.transport.Receiver;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;

/**
 * A second way between simulated hosts, with a scheme and wires of its own: {@code alt://alpha:1} is {@code
 * sim://alpha-alt:1} of the network, so that one way can be cut and the other not.
 */
public final class SecondWay implements Transport {
    public static final String SCHEME = "alt";

    private static final String SUFFIX = "-alt";

    private final Transport carrier;

    public SecondWay(SimNetwork network, String host) {
        this(network, host, Delivery.STREAM);
    }

    SecondWay(SimNetwork network, String host, Delivery delivery) {
        carrier = network.transport(wire(host), delivery);
    }

    /** The host as the network knows it, for its wires. */
    public static String wire(String host) {
        return host + SUFFIX;
    }

    public static URI address(String host, int port) {
        return URI.create(SCHEME + "://" + host + ":" + port);
    }

    @Override
    public Delivery delivery() {
        return carrier.delivery();
    }

    @Override
    public Closeable connect(URI to, Dial dial, Receiver receiver) {
        return carrier.connect(inside(to), dial, receiver);
    }

    @Override
    public Listener listen(URI at, Acceptor acceptor) throws TransportException {
        var listener = carrier.listen(inside(at), new Acceptor() {
            @Override
            public Optional<Receiver> accept(URI remote) {
                return acceptor.accept(outside(remote));
            }
        });
        return new Listener() {
            @Override
            public URI address() {
                return outside(listener.address());
            }

            @Override
            public void close() {
                listener.close();
            }
        };
    }

    private static URI inside(URI address) {
        return URI.create("sim://" + wire(address.getHost()) + ":" + address.getPort());
    }

    private static URI outside(URI address) {
        var host = address.getHost();
        return address(host.substring(0, host.length() - SUFFIX.length()), address.getPort());
    }
}
