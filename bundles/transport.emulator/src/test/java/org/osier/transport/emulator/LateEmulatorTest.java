package org.osier.transport.emulator;

import org.osier.transport.Transport.Delivery;
import org.osier.transport.emulator.rules.Impairments;

/** A stream over a wire with delay and jitter keeps the contract. */
class LateEmulatorTest extends OverTcp {
    @Override
    Delivery delivery() {
        return Delivery.STREAM;
    }

    @Override
    Impairments impairments() {
        return Wires.late(100, 300);
    }
}
