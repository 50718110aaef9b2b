package org.osier.core.node;

import org.osier.core.handshake.HandshakePattern;
import org.osier.core.node.rules.DoorBudget;

/**
 * How a node goes in to others, and what those may cost it who come in.
 *
 * @param known the handshake with a peer whose link key is known
 * @param budget of handshakes that others begin
 */
public record DoorConfig(HandshakePattern known, DoorBudget.Size budget) {
    public static final DoorConfig DEFAULT = new DoorConfig(HandshakePattern.XX, DoorBudget.Size.DEFAULT);
}
