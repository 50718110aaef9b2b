package org.osier.core.link;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.osier.core.link.rules.FrameType;
import org.osier.core.session.SessionLink;

/** What a link needs of its node. Called on the link's reading thread unless said otherwise; nothing here waits. */
public interface LinkHost {
    /**
     * Both ends said Ready: gives the place of this link in the session with its peer. Called under the lock of the
     * link's gate, on the reading thread or on the node's loop.
     *
     * @return null: not now, the link closes
     */
    @Nullable
    SessionLink attach(Link link);

    /** Our record as a Discovery frame carries it: it follows our resume. */
    ByteBuffer ownRecord();

    /** Resume went both ways: the link carries messages from now on. */
    void resumed(Link link);

    /** The other side will not have us, as {@link Link#refused} tells; it closes. */
    void refused(Link link);

    /** The other side waits for its operator. */
    void waiting(Link link, String text);

    /**
     * The other end begins something: a ping, an echo, records ({@link FrameType#begins}).
     *
     * @return false: it has begun too much of late, this is dropped
     */
    boolean mayBegin(Link link);

    /** A frame that is neither the link's own nor the session's. @param payload valid until this returns */
    void frame(Link link, int type, ByteBuffer payload);

    /** On a link that runs an errand both ends said Ready. Called as {@link #attach} is. */
    void errandReady(Link link);

    /** A frame of an errand. @param payload the host's to keep */
    void errand(Link link, int type, byte[] payload);

    /** A record came over datagrams that is not authentic. */
    void forged(Link link);

    /** The other end broke the rules; the link closes itself. */
    void violation(Link link, String what);
}
