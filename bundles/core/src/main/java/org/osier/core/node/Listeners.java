package org.osier.core.node;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Acceptor;
import org.osier.transport.Listener;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the wished listeners open, whichever transport carries them: one that returns listens again on the same port
 * without code of its own. The loop's alone, but for {@link #open} and {@link #closed}.
 */
final class Listeners {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private static final class Wish {
        private @Nullable Listener listener;
        private @Nullable Transport transport;
        private @Nullable URI lastAddress; // port 0 keeps the port that it got first: others know it by then
        private String trouble = "no transport for this scheme yet";
    }

    private final TransportTable transports;
    private final Function<Transport, Acceptor> acceptors;
    private final Map<URI, Wish> wishes = new LinkedHashMap<>();
    private volatile List<URI> open = List.of();
    private volatile List<String> closed;

    /** @param soon what the first {@link #wish} will be: whoever asks before it must not hear that nothing is wished */
    Listeners(TransportTable transports, Function<Transport, Acceptor> acceptors, List<URI> soon) {
        this.transports = transports;
        this.acceptors = acceptors;
        this.closed = soon.stream().map(address -> address + ": being opened").toList();
    }

    /** Where we really listen. Any thread. */
    List<URI> open() {
        return open;
    }

    /** Wishes that do not listen, each with its reason. Any thread. */
    List<String> closed() {
        return closed;
    }

    /** What should listen from now on. @return whether anything changed */
    boolean wish(List<URI> addresses) {
        for (var address : List.copyOf(wishes.keySet())) {
            if (!addresses.contains(address)) close(wishes.remove(address));
        }
        for (var address : addresses) wishes.computeIfAbsent(address, a -> new Wish());
        return openMissing();
    }

    /** Opens what is wished, carried by a transport, and not open. @return whether anything changed */
    boolean openMissing() {
        wishes.forEach((address, wish) -> {
            if (wish.listener != null) return;
            transports.forScheme(address.getScheme()).ifPresent(transport -> open(address, wish, transport));
        });
        return publish();
    }

    /** A transport goes: closes what listens through it, so that another can take the port. */
    boolean drop(Transport transport) {
        for (var wish : wishes.values()) {
            if (wish.transport != transport) continue;
            close(wish);
            wish.trouble = "its transport is away";
        }
        return publish();
    }

    void closeAll() {
        wishes.values().forEach(Listeners::close);
        publish();
    }

    private void open(URI address, Wish wish, Transport transport) {
        try {
            wish.listener = listen(transport, wish.lastAddress == null ? address : wish.lastAddress, address);
            wish.transport = transport;
            wish.lastAddress = wish.listener.address();
            log.info("{}: listening", wish.lastAddress);
        } catch (TransportException e) {
            var trouble = describe(e);
            if (!trouble.equals(wish.trouble)) log.warn("{}: {}", address, trouble);
            wish.trouble = trouble;
        }
    }

    private Listener listen(Transport transport, URI at, URI wished) throws TransportException {
        try {
            return transport.listen(at, acceptors.apply(transport));
        } catch (TransportException e) {
            if (at.equals(wished) || wished.getPort() != 0) throw e;
            return transport.listen(wished, acceptors.apply(transport)); // any other port is better than none
        }
    }

    private static String describe(TransportException e) {
        return switch (e.kind()) {
            case PORT_IN_USE -> "OSIER-101 the port is in use; stop the other program or choose another port";
            case NOT_PERMITTED -> "OSIER-101 not permitted; ports below 1024 need a privilege";
            default -> e.kind() + " " + e.getMessage();
        };
    }

    private static void close(Wish wish) {
        if (wish.listener != null) wish.listener.close();
        wish.listener = null;
        wish.transport = null;
    }

    private boolean publish() {
        var open = new ArrayList<URI>();
        var closed = new ArrayList<String>();
        wishes.forEach((address, wish) -> {
            if (wish.listener != null) open.add(wish.listener.address());
            else closed.add(address + ": " + wish.trouble);
        });
        boolean changed = !open.equals(this.open);
        this.open = List.copyOf(open);
        this.closed = List.copyOf(closed);
        return changed;
    }
}
