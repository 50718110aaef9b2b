package org.osier.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.osier.transport.Transport;

/** The contract in virtual time, over a simulated network: the test's thread is the only one. */
public abstract class SimulatedContract extends TransportContract {
    private final SimNetwork network = new SimNetwork(1);
    private final Map<Transport, String> hosts = new HashMap<>();

    /** The transport of a host. */
    protected abstract Transport open(SimNetwork network, String host);

    /** The scheme of its addresses. */
    protected String scheme() {
        return "sim";
    }

    @Override
    protected final Transport open() {
        var host = "host" + (hosts.size() + 1);
        var transport = open(network, host);
        hosts.put(transport, host);
        return transport;
    }

    @Override
    protected void stop(Transport transport) {
        network.stop(hosts.get(transport)).runFor(Duration.ofSeconds(2));
    }

    @Override
    protected final URI anyAddress() {
        return URI.create(scheme() + "://host1:0");
    }

    @Override
    protected final Optional<URI> silentAddress() {
        network.transport("silent");
        network.cut("host2", "silent");
        return Optional.of(URI.create(scheme() + "://silent:1"));
    }

    @Override
    protected final void await(String what, BooleanSupplier condition) {
        network.runUntil(condition, Waiting.LIMIT);
    }
}
