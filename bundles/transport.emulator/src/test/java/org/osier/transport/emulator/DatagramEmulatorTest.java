package org.osier.transport.emulator;

import org.osier.transport.Transport.Delivery;
import org.osier.transport.emulator.rules.Impairments;

/** Datagrams over a wire with delay and jitter keep their part of the contract. */
class DatagramEmulatorTest extends OverTcp {
    @Override
    Delivery delivery() {
        return Delivery.DATAGRAM;
    }

    @Override
    Impairments impairments() {
        return Wires.late(500, 500);
    }
}
