package org.osier.transport.tcp;

import java.io.Closeable;
import java.net.InetAddress;
import java.net.URI;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.osier.transport.Acceptor;
import org.osier.transport.Dial;
import org.osier.transport.Listener;
import org.osier.transport.Receiver;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code tcp://host:port} on Netty: {@code [u16 length][message]} (WIRE.md, section 1). Thread-safe. Immediate: as a
 * delayed component it would go with every core that goes, its only user.
 */
@Component(
        configurationPid = "org.osier.transport.tcp",
        property = Transport.SCHEME + "=" + TcpAddress.SCHEME,
        immediate = true)
@Designate(ocd = TcpConfig.class)
public final class TcpTransport implements Transport {
    private static final Logger log = LoggerFactory.getLogger(TcpTransport.class);
    private static final int MAX_THREADS = 64; // TcpConfig

    private final EventLoops loops;
    private final HostLookup lookup;

    @Activate
    public TcpTransport(TcpConfig config) {
        this(config.threads());
        NameCache.trouble().ifPresent(log::warn);
    }

    TcpTransport(int threads) {
        this(threads, InetAddress::getAllByName);
    }

    TcpTransport(int threads, HostLookup.Resolver resolver) {
        if (threads < 0 || threads > MAX_THREADS) {
            throw new IllegalArgumentException("threads is 0 to " + MAX_THREADS + ", got " + threads);
        }
        lookup = new HostLookup(resolver);
        loops = new EventLoops(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
    }

    /** Bytes that this transport holds outside the heap: 0 after {@link #stop}. */
    long directBytes() {
        return loops.directBytes();
    }

    @Override
    public Delivery delivery() {
        return Delivery.STREAM;
    }

    @Override
    public Closeable connect(URI to, Dial dial, Receiver receiver) {
        var attempt = new TcpDial(loops, lookup, to, receiver);
        attempt.start(dial.timeout());
        return attempt;
    }

    @Override
    public Listener listen(URI at, Acceptor acceptor) throws TransportException {
        return TcpListener.open(loops, at, acceptor);
    }

    /** Closes all, flushing what was taken. At most 2 s; afterwards no event loop of this transport runs. */
    @Deactivate
    public void stop() {
        lookup.stop();
        loops.stop();
    }
}
