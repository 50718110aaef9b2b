package org.osier.dispatch;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;
import org.osier.mesh.Peer;

/** One packet for a handler. Immutable, may be kept. */
@ProviderType
public interface Request {
    /** Who sent it. */
    Peer from();

    /** 0 to 255. */
    int intent();

    /** What the sender says of itself, 0 to 50,000: what is above never reaches a handler. */
    int threat();

    /** The stream it came on, 0 to 15. */
    int stream();

    /** The payload, read-only, a view of its own for each caller. */
    ByteBuffer payload();

    /** The payload as UTF-8 text. */
    String text();

    /** Whether the sender waits for a reply. */
    boolean replyWanted();
}
