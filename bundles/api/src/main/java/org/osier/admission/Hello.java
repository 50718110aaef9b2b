package org.osier.admission;

import java.net.URI;
import org.osgi.annotation.versioning.ProviderType;
import org.osier.node.NodeId;

/** What is known of a node when it asks to be let in; all of it proved by the handshake but the address. */
@ProviderType
public interface Hello {
    /** Which secret opened the way. */
    enum Door {
        /** Nobody's: anyone can come here. */
        STRANGER,
        /** The cluster secret. */
        MEMBER,
        /** A ticket, used up now. */
        TICKET
    }

    /** Who it is. */
    NodeId id();

    /** Ed25519 public key, 32 bytes, a copy. */
    byte[] identityKey();

    /** Which secret it knew. */
    Door door();

    /** Where it came from, or where it was dialled. */
    URI address();

    /** Whether we dialled it. */
    boolean dialled();
}
