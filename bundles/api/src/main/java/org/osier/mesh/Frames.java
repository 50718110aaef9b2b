package org.osier.mesh;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;
import org.osier.node.NodeId;

/** Sends frames of one's own type. A service of the node. Any thread, never blocks. */
@ProviderType
public interface Frames {
    /** Longest payload of a frame on a link, in bytes (WIRE.md, section 3). */
    int MAX_LINK_PAYLOAD_BYTES = 65_514;

    /**
     * Sends one frame over the best link. Unreliable: shed when the link's queue is full.
     *
     * @param type a type that the table of WIRE.md lets links carry and that is not the node's own
     * @param payload at most {@link #MAX_LINK_PAYLOAD_BYTES}, copied
     * @return whether it was taken: false without a link or with a full queue; a retry is safe
     * @throws IllegalArgumentException if the type is the node's own or the payload too long
     */
    boolean sendOnLink(NodeId to, int type, ByteBuffer payload);

    /**
     * Sends one session message, in order on {@code stream}, exactly once while both nodes run.
     *
     * @param stream 0 to 15
     * @param payload at most 16 MiB less one byte, copied
     * @return whether it was taken: false for an unknown peer or with a full queue; a retry is safe
     * @throws IllegalArgumentException if type or stream are not allowed or the payload is too long
     */
    boolean sendOnSession(NodeId to, int type, int stream, ByteBuffer payload);
}
