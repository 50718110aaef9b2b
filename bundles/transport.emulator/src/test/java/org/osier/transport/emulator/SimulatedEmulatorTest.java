package org.osier.transport.emulator;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.osier.testkit.SimNetwork;
import org.osier.testkit.TransportContract;
import org.osier.testkit.Waiting;
import org.osier.transport.Transport;
import org.osier.transport.Transport.Delivery;

/** A stream over a wire that loses, delays and disorders keeps the contract: in virtual time. */
class SimulatedEmulatorTest extends TransportContract {
    private final SimNetwork network = new SimNetwork(1);
    private final Map<Transport, String> hosts = new HashMap<>();

    @Override
    protected Transport open() {
        var host = "host" + (hosts.size() + 1);
        var time = network.time();
        var setting = new Setting(time.loop(), time::nanoTime, 1, Wires.bad(0.05, 0.05));
        var fixed = new Fixed(new Scheme("emu", "sim"), Delivery.STREAM, 1 << 20, 1_224);
        var emulated = new EmulatedTransport(network.transport(host), fixed, setting);
        hosts.put(emulated, host);
        return emulated;
    }

    @Override
    protected void stop(Transport transport) {
        ((EmulatedTransport) transport).close();
        network.stop(hosts.get(transport)).runFor(Duration.ofSeconds(2));
    }

    @Override
    protected URI anyAddress() {
        return URI.create("emu+sim://host1:0");
    }

    @Override
    protected Optional<URI> silentAddress() {
        network.transport("silent");
        network.cut("host2", "silent");
        return Optional.of(URI.create("emu+sim://silent:1"));
    }

    @Override
    protected void await(String what, BooleanSupplier condition) {
        network.runUntil(condition, Waiting.LIMIT);
    }
}
