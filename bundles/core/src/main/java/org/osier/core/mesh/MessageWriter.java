package org.osier.core.mesh;

import java.nio.ByteBuffer;
import org.osier.core.envelope.DirectEnvelope;
import org.osier.core.envelope.ErrorReply;
import org.osier.core.envelope.MessageId;
import org.osier.core.link.rules.FrameType;
import org.osier.mesh.MeshException;
import org.osier.mesh.Message;
import org.osier.ueps.Mac;
import org.osier.ueps.Packet;

/** Lays out session messages of type 2: type byte, envelope, packet, payload, in one array (WIRE.md, sections 4 to 6). */
final class MessageWriter {
    private MessageWriter() {}

    /** @param answerWanted bit 5 of the envelope: a request */
    static byte[] message(MessageId id, Message message, boolean answerWanted, Mac mac) {
        var payload = message.payload();
        int head = 1 + DirectEnvelope.BYTES;
        var bytes = Headroom.before(payload, head + Packet.OVERHEAD);
        bytes[0] = FrameType.MESSAGE;
        DirectEnvelope.write(bytes, 1, answerWanted, id);
        Packet.write(bytes, head, payload.remaining(), message.intent(), message.threat(), mac);
        return bytes;
    }

    static byte[] answer(MessageId id, MessageId to, int intent, ByteBuffer payload, Mac mac) {
        return answer(id, to, false, intent, payload, mac);
    }

    static byte[] error(MessageId id, MessageId to, int intent, MeshException.Kind kind, String text, Mac mac) {
        return answer(id, to, true, intent, ErrorReply.write(kind.code(), text), mac);
    }

    private static byte[] answer(MessageId id, MessageId to, boolean error, int intent, ByteBuffer payload, Mac mac) {
        int head = 1 + DirectEnvelope.ANSWER_BYTES;
        var bytes = Headroom.before(payload, head + Packet.OVERHEAD);
        bytes[0] = FrameType.MESSAGE;
        DirectEnvelope.writeAnswer(bytes, 1, error, id, to);
        Packet.write(bytes, head, payload.remaining(), intent, 0, mac);
        return bytes;
    }
}
