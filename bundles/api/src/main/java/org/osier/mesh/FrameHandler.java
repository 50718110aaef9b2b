package org.osier.mesh;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;
import org.osier.node.NodeId;

/**
 * Takes frames of one type (WIRE.md, section 3; 0x80 to 0xFF belong to third parties). Register it as a service; of two
 * for one type the higher ranking serves.
 */
@ConsumerType
public interface FrameHandler {
    /** How frames of a type travel. */
    enum Carrier {
        /** One frame on one link, at once; shed when the queue is full, never resent. */
        LINK,
        /** A session message: in order on its stream, exactly once. */
        SESSION
    }

    /** 0x03 to 0xFF; the types that WIRE.md gives to the node itself are never handed out. */
    int type();

    /** How this type travels. */
    Carrier carriedBy();

    /**
     * Called on the thread that opened the record: return within a millisecond, never wait.
     *
     * @param from who sent it, proved
     * @param payload what the type byte was followed by; read-only, valid until this returns
     */
    void on(NodeId from, ByteBuffer payload);
}
