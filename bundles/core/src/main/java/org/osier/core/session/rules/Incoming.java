package org.osier.core.session.rules;

/**
 * A message on its way to the upper floor. One object per stream, used again for each message, because a stream hands
 * over one at a time: read it before {@link SessionRules#handed} or {@link SessionRules#hold}, then forget it.
 */
public final class Incoming {
    static final byte[] NONE = {};

    private final int stream;

    byte[] message = NONE;

    Incoming(int stream) {
        this.stream = stream;
    }

    /** The stream that it came on. */
    public int stream() {
        return stream;
    }

    /** {@code [u8 type][body]}, an array of its own that the rules keep nothing of. */
    public byte[] message() {
        return message;
    }
}
