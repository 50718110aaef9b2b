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

/** The simulated network under the name that tickets have for it: {@code tcp://alpha:1} is {@code sim://alpha:1}. */
final class TcpNames implements Transport {
    static final String SCHEME = "tcp";

    private final Transport carrier;

    TcpNames(SimNetwork network, String host) {
        carrier = network.transport(host);
    }

    static URI address(String host) {
        return URI.create(SCHEME + "://" + host + ":1");
    }

    @Override
    public Delivery delivery() {
        return carrier.delivery();
    }

    @Override
    public Closeable connect(URI to, Dial dial, Receiver receiver) {
        return carrier.connect(with("sim", to), dial, receiver);
    }

    @Override
    public Listener listen(URI at, Acceptor acceptor) throws TransportException {
        var listener = carrier.listen(with("sim", at), new Acceptor() {
            @Override
            public Optional<Receiver> accept(URI remote) {
                return acceptor.accept(with(SCHEME, remote));
            }
        });
        return new Listener() {
            @Override
            public URI address() {
                return with(SCHEME, listener.address());
            }

            @Override
            public void close() {
                listener.close();
            }
        };
    }

    private static URI with(String scheme, URI address) {
        return URI.create(scheme + "://" + address.getAuthority());
    }
}
