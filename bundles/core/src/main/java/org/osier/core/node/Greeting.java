package org.osier.core.node;

import java.net.URI;
import org.osier.admission.Hello;
import org.osier.core.link.Link;
import org.osier.node.NodeId;

/** What admissions are told of a link that asks to be let in. */
record Greeting(NodeId id, byte[] key, Door door, URI address, boolean dialled) implements Hello {
    static Greeting of(Link link) {
        var proof = link.proof();
        var door = switch (proof.door().number()) {
            case org.osier.core.handshake.Door.MEMBER -> Door.MEMBER;
            case org.osier.core.handshake.Door.TICKET -> Door.TICKET;
            default -> Door.STRANGER;
        };
        return new Greeting(link.peer(), proof.peer().identityKey(), door, link.address(), link.dialledByMe());
    }

    @Override
    public byte[] identityKey() {
        return key.clone();
    }
}
