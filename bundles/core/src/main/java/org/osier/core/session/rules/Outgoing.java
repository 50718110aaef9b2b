package org.osier.core.session.rules;

import org.jspecify.annotations.Nullable;

/**
 * A message on its way to the peer. Extend it with what must be told when it arrived or failed: the rules hand back the
 * object that they were given. It is its own place in a queue, so that sending needs no object more.
 */
public class Outgoing {
    private final int stream;
    private final byte[] message;

    @Nullable
    Outgoing next;

    /**
     * @param stream 0 to 15
     * @param message {@code [u8 type][body]}, 1 to {@value SessionRules#MAX_MESSAGE_BYTES} bytes, not changed any more
     * @throws IllegalArgumentException if one of them is out of range
     */
    protected Outgoing(int stream, byte[] message) {
        if (stream < 0 || stream >= Segment.STREAMS) {
            throw new IllegalArgumentException("a stream is 0 to 15, got " + stream);
        }
        if (message.length == 0 || message.length > SessionRules.MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "a message is 1 to " + SessionRules.MAX_MESSAGE_BYTES + " bytes, got " + message.length);
        }
        this.stream = stream;
        this.message = message;
    }

    /** The stream in whose order it is. */
    public final int stream() {
        return stream;
    }

    /** The one behind it in a chain that the rules gave out, or null. */
    public final @Nullable Outgoing next() {
        return next;
    }

    final byte[] message() {
        return message;
    }

    final int length() {
        return message.length;
    }
}
