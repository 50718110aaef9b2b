package org.osier.transport.emulator;

import org.osier.testkit.SimNetwork;
import org.osier.testkit.SimulatedContract;
import org.osier.transport.Transport;
import org.osier.transport.Transport.Delivery;

/** A stream over a wire that loses, delays and disorders keeps the contract. */
class SimulatedEmulatorTest extends SimulatedContract {
    @Override
    protected Transport open(SimNetwork network, String host) {
        var time = network.time();
        var setting = new Setting(time.loop(), time::nanoTime, 1, Wires.bad(0.05, 0.05));
        var fixed = new Fixed(new Scheme("emu", "sim"), Delivery.STREAM, 1 << 20, 1_224);
        return new EmulatedTransport(network.transport(host), fixed, setting);
    }

    @Override
    protected String scheme() {
        return "emu+sim";
    }

    @Override
    protected void stop(Transport transport) {
        ((EmulatedTransport) transport).close();
        super.stop(transport);
    }
}
