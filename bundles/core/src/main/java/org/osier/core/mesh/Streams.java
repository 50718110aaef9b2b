package org.osier.core.mesh;

import org.osier.mesh.Message;

/** The numbers of streams, as callers name them. */
final class Streams {
    private Streams() {}

    /** @throws IllegalArgumentException if there is no such stream */
    static void check(int stream) {
        if (stream < 0 || stream > Message.LAST_STREAM) {
            throw new IllegalArgumentException("a stream is 0 to 15, got " + stream);
        }
    }
}
