package org.osier.testkit;

import org.osier.transport.Transport;

/** The simulated datagrams keep the parts of the contract that are not about streams. */
class SimDatagramsTest extends SimTransportTest {
    @Override
    Transport.Delivery delivery() {
        return Transport.Delivery.DATAGRAM;
    }
}
