package org.osier.core.mesh;

import java.nio.ByteBuffer;
import org.osier.core.envelope.MessageId;
import org.osier.core.node.PeerEntry;
import org.osier.core.node.PeerKeys;
import org.osier.core.session.Session;
import org.osier.dispatch.Envelope;
import org.osier.dispatch.Reply;
import org.osier.mesh.MeshException;
import org.osier.mesh.Peer;
import org.osier.node.NodeId;
import org.osier.ueps.Packet;

/** A message of a peer, on its way to a handler. Its answer goes into the session and stream that it came from. */
final class ArrivedEnvelope implements Envelope {
    private final Messaging messaging;
    private final PeerEntry peer;
    private final Session session;
    private final PeerKeys keys;
    private final int stream;
    private final MessageId id;
    private final boolean answerWanted;
    private final ByteBuffer packet;

    ArrivedEnvelope(
            Messaging messaging,
            PeerEntry peer,
            Session session,
            PeerKeys keys,
            int stream,
            MessageId id,
            boolean answerWanted,
            ByteBuffer packet) {
        this.messaging = messaging;
        this.peer = peer;
        this.session = session;
        this.keys = keys;
        this.stream = stream;
        this.id = id;
        this.answerWanted = answerWanted;
        this.packet = packet;
    }

    @Override
    public NodeId sender() {
        return peer.id();
    }

    @Override
    public Peer from() {
        return messaging.view(peer);
    }

    @Override
    public int stream() {
        return stream;
    }

    @Override
    public ByteBuffer packet() {
        return packet;
    }

    @Override
    public boolean answerWanted() {
        return answerWanted;
    }

    @Override
    public void answer(Packet question, Reply reply) {
        if (!answerWanted) return;
        var payload = reply.payload();
        if (payload.remaining() > org.osier.mesh.Mesh.MAX_PAYLOAD_BYTES) {
            refuse(question.intent(), MeshException.Kind.HANDLER_FAILED, "the reply is longer than a message may be");
            return;
        }
        send(MessageWriter.answer(messaging.newId(), id, question.intent(), payload, keys.outgoing()));
    }

    @Override
    public void refuse(int intent, MeshException.Kind kind, String text) {
        if (!answerWanted) return;
        send(MessageWriter.error(messaging.newId(), id, intent, kind, text, keys.outgoing()));
    }

    private void send(byte[] message) {
        messaging.sendAnswer(session, stream, message);
    }
}
