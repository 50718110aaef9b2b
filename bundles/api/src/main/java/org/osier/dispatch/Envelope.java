package org.osier.dispatch;

import org.osgi.annotation.versioning.ProviderType;
import org.osier.mesh.MeshException;
import org.osier.mesh.Peer;
import org.osier.node.NodeId;
import org.osier.ueps.Packet;

/**
 * One message on its way from a session to a handler; implemented by the node. Any thread. Whoever accepted it answers
 * it at most once, if {@link #answerWanted}; an answer that nobody wants is dropped.
 */
@ProviderType
public interface Envelope {
    /** Who sent it: the other end of the session. Costs nothing. */
    NodeId sender();

    /** The sender with all that is known of it now; put together at each call. */
    Peer from();

    /** The stream it came on, 0 to 15. */
    int stream();

    /** What the envelope holds: packet bytes, their form not yet checked. Heap, not to be changed; kept by the envelope. */
    java.nio.ByteBuffer packet();

    /** Whether the sender waits for an answer. */
    boolean answerWanted();

    /**
     * Answers.
     *
     * @param question the packet that was read from {@link #packet}
     */
    void answer(Packet question, Reply reply);

    /**
     * Answers with an error.
     *
     * @param intent the question's, or 0 if it could not be read
     * @param kind what went wrong; its code travels
     * @param text for people, at most 200 bytes of UTF-8, longer is cut
     */
    void refuse(int intent, MeshException.Kind kind, String text);
}
