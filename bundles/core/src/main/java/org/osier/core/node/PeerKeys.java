package org.osier.core.node;

import org.osier.core.handshake.UepsKeys;
import org.osier.ueps.Mac;

/** The two keys that authenticate packets between us and one peer, one for each direction (WIRE.md, section 6). */
public final class PeerKeys {
    private final Mac outgoing;
    private final Mac incoming;

    PeerKeys(UepsKeys keys) {
        var sending = keys.sending();
        var receiving = keys.receiving();
        outgoing = sending::over;
        incoming = receiving::over;
    }

    /** For packets that we send. */
    public Mac outgoing() {
        return outgoing;
    }

    /** For packets that it sent. */
    public Mac incoming() {
        return incoming;
    }
}
