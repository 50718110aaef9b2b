package org.osier.core.session;

import java.nio.ByteBuffer;
import org.osier.core.link.Link;
import org.osier.core.session.rules.LinkState;
import org.osier.core.session.rules.Violation;

/** The place of one link in the session with its peer: what the link's reader brings, and what its writer takes. */
public final class SessionLink {
    private final Session session;
    private final Link link;
    private final LinkState state; // under the session's lock
    private boolean open; // under the session's lock: resumed both ways
    private boolean leaving; // under the session's lock: its transport goes

    SessionLink(Session session, Link link, LinkState state) {
        this.session = session;
        this.link = link;
        this.state = state;
    }

    Link link() {
        return link;
    }

    LinkState state() {
        return state;
    }

    boolean isOpen() {
        return open;
    }

    void open() {
        open = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    void leave() {
        leaving = true;
    }

    /** Both ends resumed: this link carries from now on. */
    public void opened() {
        session.opened(this);
    }

    /** The payload of our first session control frame: resume, or forgotten in its place. */
    public ByteBuffer greeting() {
        return ByteBuffer.wrap(state.greeting());
    }

    // --- the writer: one thread at a time

    /** Whether segments or acknowledgements could be written now. */
    public boolean waiting() {
        return session.waiting(state);
    }

    /** Writes the acknowledgements that are due. @param beside something else leaves with them. @return the new end */
    public int writeAcknowledgements(byte[] to, int from, int limit, boolean beside) {
        return session.writeAcknowledgements(state, to, from, limit, beside);
    }

    /** Writes whole segments of one priority, as many as fit. @return the new end */
    public int writeSegments(int priority, byte[] to, int from, int limit) {
        return session.writeSegments(state, priority, to, from, limit);
    }

    // --- the reader: one thread at a time

    /** A segment came. A record may hold a thousand of them: they all came when it did, none looks at the clock. */
    public void segment(byte[] record, int offset, int length) throws Violation {
        session.segment(state, record, offset, length, link.lastHeard());
    }

    /** A session control frame came. */
    public void control(byte[] record, int offset, int length) throws Violation {
        session.control(this, record, offset, length);
    }

    /** Over datagrams: the other side is to learn that its greeting is here. */
    public void confirm() {
        session.confirm();
    }

    /** The record is read: what it completed goes up, and those who wait are told. */
    public void deliver() {
        session.recordRead(this);
    }
}
