package org.osier.core.handshake;

import static org.osier.core.handshake.HandshakeException.Reason.CLOCK;
import static org.osier.core.handshake.HandshakeException.Reason.DOOR_SHUT;
import static org.osier.core.handshake.HandshakeException.Reason.KNOCK_UNKNOWN;
import static org.osier.core.handshake.HandshakeException.Reason.OVERLOADED;

import java.util.function.BooleanSupplier;

/**
 * Decides about a preamble before anything costly is done: door, knock, time, repetition, and at last whether there is
 * room for the work. Any thread.
 */
public final class Doorkeeper {
    private final Doors doors;
    private final KnockMemory knocks;

    /** One of these serves all connections of a node. */
    public Doorkeeper(Doors doors, KnockMemory knocks) {
        this.doors = doors;
        this.knocks = knocks;
    }

    /** The door that the preamble opens, if its time is right and its knock was not heard before. */
    Door door(Preamble preamble, long nowMs) throws HandshakeException {
        var door = find(preamble);
        if (Math.abs(nowMs - preamble.timeMs()) > KnockMemory.WINDOW_MS) throw new HandshakeException(CLOCK);
        if (knocks.heard(preamble.knock())) throw new HandshakeException(KNOCK_UNKNOWN);
        return door;
    }

    /**
     * Uses the knock up.
     *
     * @param mayWork asked before it is remembered: who is turned away must not fill the memory for all others
     */
    void admit(Preamble preamble, long nowMs, BooleanSupplier mayWork) throws HandshakeException {
        if (!mayWork.getAsBoolean()) throw new HandshakeException(OVERLOADED);
        switch (knocks.accept(preamble.knock(), preamble.timeMs(), nowMs)) {
            case NEW -> {}
            case REPEATED -> throw new HandshakeException(KNOCK_UNKNOWN);
            case FULL -> throw new HandshakeException(OVERLOADED);
        }
    }

    private Door find(Preamble preamble) throws HandshakeException {
        if (preamble.door() > Door.TICKET) throw new HandshakeException(DOOR_SHUT);
        var open = doors.open(preamble.door());
        if (open.isEmpty()) throw new HandshakeException(DOOR_SHUT);
        for (var door : open) if (preamble.opens(door)) return door;
        throw new HandshakeException(KNOCK_UNKNOWN);
    }
}
