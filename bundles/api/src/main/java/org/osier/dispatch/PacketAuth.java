package org.osier.dispatch;

import org.osgi.annotation.versioning.ProviderType;
import org.osier.node.NodeId;
import org.osier.ueps.Packet;

/** Checks packets with keys that never leave the node. A service of the node. Any thread, never blocks. */
@ProviderType
public interface PacketAuth {
    /**
     * Whether {@code sender} made this packet for us. Constant time in the bytes compared.
     *
     * @return false also when no key for the sender is known
     */
    boolean verify(NodeId sender, Packet packet);
}
