package org.osier.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.osier.transport.Transport;

/** The simulated transport keeps the contract, in virtual time: the test's thread is the only one. */
class SimTransportTest extends TransportContract {
    private final SimNetwork network = new SimNetwork(1);
    private final Map<Transport, String> hosts = new HashMap<>();

    @Override
    protected Transport open() {
        String host = "host" + (hosts.size() + 1);
        var transport = network.transport(host, delivery());
        hosts.put(transport, host);
        return transport;
    }

    Transport.Delivery delivery() {
        return Transport.Delivery.STREAM;
    }

    @Override
    protected void stop(Transport transport) {
        network.stop(hosts.get(transport)).runFor(Duration.ofSeconds(2));
    }

    @Override
    protected URI anyAddress() {
        return URI.create("sim://host1:0");
    }

    @Override
    protected Optional<URI> silentAddress() {
        network.transport("silent");
        network.cut("host2", "silent");
        return Optional.of(URI.create("sim://silent:1"));
    }

    @Override
    protected void await(String what, BooleanSupplier condition) {
        network.runUntil(condition, Waiting.LIMIT);
    }
}
