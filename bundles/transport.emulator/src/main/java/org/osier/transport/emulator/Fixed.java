package org.osier.transport.emulator;

import org.osier.transport.Transport.Delivery;

/**
 * What does not change during the life of an emulated transport.
 *
 * @param scheme its addresses
 * @param delivery what its connections promise, whatever it wraps
 * @param queueBytes on their way at most, for each connection and direction
 * @param datagramBytes the longest datagram
 */
record Fixed(Scheme scheme, Delivery delivery, int queueBytes, int datagramBytes) {
    boolean isStream() {
        return delivery == Delivery.STREAM;
    }

    /** @param wrapped what the wrapped connection can carry */
    int maxMessageBytes(int wrapped) {
        return isStream() ? wrapped : Math.min(wrapped, datagramBytes);
    }
}
