package org.osier.transport.emulator;

import org.osier.transport.Transport.Delivery;
import org.osier.transport.emulator.rules.Impairments;

/** The emulator without an impairment is a transport like any other. */
class PlainEmulatorTest extends OverTcp {
    @Override
    Delivery delivery() {
        return Delivery.STREAM;
    }

    @Override
    Impairments impairments() {
        return Impairments.NONE;
    }
}
