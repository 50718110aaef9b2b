package org.osier.core.handshake;

import java.util.Optional;
import org.osier.core.noise.NoiseException;
import org.osier.node.NodeId;

/**
 * A handshake that came to nothing. Closes the connection, and nothing is sent but {@link #answer}. Carries no stack
 * and is not to be logged one by one: strangers cause it.
 */
public final class HandshakeException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** The knock fits no key of its door, or was heard before. */
        KNOCK_UNKNOWN(131, 1, "not the same cluster, or its secret has changed"),
        /** Suite, pattern or the byte after them is none that we know. */
        UNSUPPORTED(132, 2, "protocol version unsupported"),
        /** The door is shut, or there is no such door. */
        DOOR_SHUT(123, 3, "no way in is open for strangers"),
        /** The memory for knocks, or the responder, is full. */
        OVERLOADED(305, 4, "overloaded, try later"),
        /** The clocks are more than 10 minutes apart. */
        CLOCK(104, 5, "clocks are more than 10 minutes apart"),
        /** The ticket opens nothing any more. Only ever said by the other side. */
        TICKET_REFUSED(121, 0, "ticket expired or used"),
        /** The bytes cannot be a message of this handshake. */
        MALFORMED(132, 0, "does not speak Osier version 1"),
        /** A ciphertext was made without the secret of the door, or was changed on the way. */
        NOT_AUTHENTIC(131, 0, "did not prove that it knows the secret"),
        /** An agreement gives zero, or an encapsulation key is not reduced. */
        BAD_KEY(133, 0, "sent a key that no honest node has"),
        /** The binding names another link key than the one that was proved. */
        WRONG_LINK_KEY(133, 0, "key binding for another link key"),
        /** The binding is not signed by the key that it names. */
        BAD_SIGNATURE(133, 0, "key binding with a bad signature"),
        /** We reached ourselves: the address is one of ours. */
        OWN_ID(133, 0, "this is our own address"),
        /** Our own key, proved by another process than this one. */
        IDENTITY_ELSEWHERE(124, 0, "a node with our own identity answers there"),
        /** Proved to be another node than the one that was dialled for. */
        WRONG_NODE(133, 0, "not the node that was asked for"),
        /** No version of the protocol is common. */
        NO_COMMON_VERSION(132, 0, "no common protocol version");

        private final int code;
        private final int clear;
        private final String text;

        Reason(int code, int clear, String text) {
            this.code = code;
            this.clear = clear;
            this.text = text;
        }

        /** The nnn of OSIER-nnn. */
        public int code() {
            return code;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }

    private final Reason reason;
    private final boolean unproven;
    private final boolean forgeable;
    private final String detail;
    private final long serial;

    HandshakeException(Reason reason) {
        this(reason, false, false);
    }

    private HandshakeException(Reason reason, boolean unproven, boolean forgeable) {
        this(reason, unproven, forgeable, "", 0);
    }

    private HandshakeException(Reason reason, boolean unproven, boolean forgeable, String detail, long serial) {
        super(unproven ? "the other side says, unproven: " + reason.text : reason.text, null, false, false);
        this.reason = reason;
        this.unproven = unproven;
        this.forgeable = forgeable;
        this.detail = detail;
        this.serial = serial;
    }

    /** @param serial that whoever proved our own identity named */
    static HandshakeException elsewhere(long serial) {
        return new HandshakeException(Reason.IDENTITY_ELSEWHERE, false, false, "", serial);
    }

    /** @param found who proved to be there instead */
    static HandshakeException wrongNode(NodeId found) {
        return new HandshakeException(Reason.WRONG_NODE, false, false, found.brief() + " answers there", 0);
    }

    static HandshakeException of(NoiseException e) {
        return forgeable(
                switch (e.kind()) {
                    case BAD_LENGTH -> Reason.MALFORMED;
                    case NOT_AUTHENTIC -> Reason.NOT_AUTHENTIC;
                    case ZERO_AGREEMENT, BAD_ENCAPSULATION_KEY -> Reason.BAD_KEY;
                });
    }

    /** Of bytes that nobody has proved to have sent. */
    static HandshakeException forgeable(Reason reason) {
        return new HandshakeException(reason, false, true);
    }

    /** What a responder said in clear in place of message 2. Anybody on the way can say it too. */
    static HandshakeException said(int clear, int door) {
        for (var reason : Reason.values()) {
            if (reason.clear != clear || clear == 0) continue;
            boolean noTicket = reason == Reason.KNOCK_UNKNOWN || reason == Reason.DOOR_SHUT;
            return new HandshakeException(noTicket && door == Door.TICKET ? Reason.TICKET_REFUSED : reason, true, true);
        }
        return new HandshakeException(Reason.MALFORMED, true, true);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** What was seen beside the reason, for people; may be empty. */
    public String detail() {
        return detail;
    }

    /** Of {@link Reason#IDENTITY_ELSEWHERE}: the serial of the record of whoever has our key. */
    public long serial() {
        return serial;
    }

    /** Whether only the other side says so, without proof: good for the back-off and for nothing else. */
    public boolean unproven() {
        return unproven;
    }

    /**
     * Whether anybody on the way could have caused it. Where datagrams can be put in by others the handshake is then as it
     * was before, and goes on with what comes next.
     */
    public boolean forgeable() {
        return forgeable;
    }

    /** What a responder on a stream may send in clear before it closes; empty: close without a word. */
    public Optional<byte[]> answer() {
        return unproven || reason.clear == 0 ? Optional.empty() : Optional.of(new byte[] {0, (byte) reason.clear});
    }
}
