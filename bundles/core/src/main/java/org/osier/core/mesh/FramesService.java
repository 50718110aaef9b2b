package org.osier.core.mesh;

import java.nio.ByteBuffer;
import org.osier.core.link.rules.FrameType;
import org.osier.core.node.PeerTable;
import org.osier.core.session.Token;
import org.osier.core.session.rules.SessionRules;
import org.osier.mesh.Frames;
import org.osier.node.NodeId;

/** Frames of third parties' types, over a link or in a session. */
final class FramesService implements Frames {
    private final PeerTable table;

    FramesService(PeerTable table) {
        this.table = table;
    }

    @Override
    public boolean sendOnLink(NodeId to, int type, ByteBuffer payload) {
        if (!FrameType.linkCarriesForOthers(type))
            throw new IllegalArgumentException("links do not carry type " + type);
        atMost(payload, MAX_LINK_PAYLOAD_BYTES);
        var peer = table.find(to);
        var path = peer == null ? null : peer.path();
        return path != null && path.send(type, payload.slice());
    }

    @Override
    public boolean sendOnSession(NodeId to, int type, int stream, ByteBuffer payload) {
        if (!FrameType.sessionCarriesForOthers(type)) {
            throw new IllegalArgumentException("sessions do not carry type " + type);
        }
        Streams.check(stream);
        atMost(payload, SessionRules.MAX_MESSAGE_BYTES - 1);
        var peer = table.find(to);
        var session = peer == null ? null : peer.session();
        if (session == null) return false;
        var message = Headroom.before(payload, 1);
        message[0] = (byte) type;
        return session.offer(Token.unwatched(stream, message));
    }

    private static void atMost(ByteBuffer payload, int limit) {
        if (payload.remaining() > limit) {
            throw new IllegalArgumentException("at most " + limit + " bytes, got " + payload.remaining());
        }
    }
}
