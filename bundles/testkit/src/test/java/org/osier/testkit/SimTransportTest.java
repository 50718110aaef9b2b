package org.osier.testkit;

import org.osier.transport.Transport;

/** The simulated transport keeps the contract. */
class SimTransportTest extends SimulatedContract {
    @Override
    protected Transport open(SimNetwork network, String host) {
        return network.transport(host, delivery());
    }

    Transport.Delivery delivery() {
        return Transport.Delivery.STREAM;
    }
}
