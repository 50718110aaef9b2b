package org.osier.dispatcher;

import java.nio.ByteBuffer;
import org.osier.dispatch.Envelope;
import org.osier.dispatch.PacketAuth;
import org.osier.dispatch.Request;
import org.osier.dispatcher.rules.Backlog;
import org.osier.mesh.Peer;
import org.osier.node.NodeId;
import org.osier.ueps.Packet;

/**
 * One packet in its envelope: what a handler sees, and what waits in a lane. One object for both, since one is made for
 * every message.
 *
 * @param auth of the core that brought it: another one has no key for it
 */
record Delivery(Envelope envelope, Packet packet, PacketAuth auth) implements Request, Backlog.Item {
    @Override
    public Peer from() {
        return envelope.from();
    }

    @Override
    public NodeId peer() {
        return envelope.sender();
    }

    @Override
    public int intent() {
        return packet.intent();
    }

    @Override
    public int threat() {
        return packet.threat();
    }

    @Override
    public int stream() {
        return envelope.stream();
    }

    @Override
    public ByteBuffer payload() {
        return packet.payload();
    }

    @Override
    public String text() {
        return packet.text();
    }

    @Override
    public boolean replyWanted() {
        return envelope.answerWanted();
    }

    @Override
    public int bytes() {
        return Packet.OVERHEAD + packet.payloadBytes();
    }

    /** Without the payload: a handler may log it. */
    @Override
    public String toString() {
        return "intent " + Route.hex(intent()) + " from " + from().name() + ", " + packet.payloadBytes() + " bytes";
    }
}
