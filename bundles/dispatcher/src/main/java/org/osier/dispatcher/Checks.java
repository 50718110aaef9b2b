package org.osier.dispatcher;

import org.jspecify.annotations.Nullable;
import org.osier.dispatch.Envelope;
import org.osier.mesh.MeshException.Kind;
import org.osier.ueps.BadPacketException;
import org.osier.ueps.Packet;

/**
 * What every packet passes before it is routed, in the order of WIRE.md, section 6: form, version, HMAC, threat. What
 * does not pass is counted and answered here. Thread-safe.
 */
final class Checks {
    private final Outcomes outcomes;

    Checks(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /** The packet in the envelope, its sender not yet proved; null if there is none that this node reads. */
    @Nullable
    Packet read(Envelope envelope) {
        Packet packet;
        try {
            packet = Packet.read(envelope.packet());
        } catch (BadPacketException e) {
            refuse(envelope, 0, Kind.BAD_PACKET, e.getMessage());
            return null;
        }
        if (packet.version() == Packet.VERSION) return packet;
        var text = "packet version " + packet.version() + ", this node reads version " + Packet.VERSION;
        refuse(envelope, packet.intent(), Kind.BAD_PACKET, text);
        return null;
    }

    /** Whether the packet is from whom it says and under the threat limit. */
    boolean pass(Delivery delivery) {
        var packet = delivery.packet();
        if (!delivery.auth().verify(delivery.peer(), packet)) {
            refuse(delivery, Kind.NOT_AUTHENTIC, "the packet does not prove that it comes from its sender");
            return false;
        }
        if (packet.threat() > Packet.THREAT_LIMIT) {
            var text = "threat score " + packet.threat() + " is over the limit of " + Packet.THREAT_LIMIT;
            refuse(delivery, Kind.THREAT, text);
            return false;
        }
        return true;
    }

    /** Ends a delivery with an error: counts it, and answers if the sender waits. */
    void refuse(Delivery delivery, Kind kind, String text) {
        refuse(delivery.envelope(), delivery.intent(), kind, text);
    }

    private void refuse(Envelope envelope, int intent, Kind kind, String text) {
        outcomes.refused(kind);
        if (envelope.answerWanted()) envelope.refuse(intent, kind, text);
    }
}
