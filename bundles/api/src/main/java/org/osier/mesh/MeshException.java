package org.osier.mesh;

import org.jspecify.annotations.Nullable;

/** Why something could not be done with a peer. {@link #retrySafe} tells whether doing it again can do it twice. */
public class MeshException extends Exception {
    private static final long serialVersionUID = 1;

    /** What went wrong, for decisions. */
    public enum Kind {
        /** No link and none could be made; nothing left this node. The code is the dial's, OSIER-1xx. */
        UNREACHABLE(0, true),
        /** Longer than a message may be, OSIER-134; nothing left this node, and never will. */
        TOO_LARGE(134, true),
        /** The other node handles no such intent, OSIER-301; it did nothing. */
        NO_HANDLER(301, true),
        /** Threat score over the limit, OSIER-302; it did nothing. */
        THREAT(302, true),
        /** The handler threw, OSIER-303; what it did before is unknown. */
        HANDLER_FAILED(303, false),
        /** No answer before the deadline, OSIER-304; it may still have been done. */
        NO_ANSWER(304, false),
        /** A queue is full or a node restarts, OSIER-305; it was not done. */
        OVERLOADED(305, true),
        /** The peer restarted before this was sent, OSIER-306; nothing left this node. */
        NOT_SENT(306, true),
        /** The connection was lost or the peer restarted after it was sent, OSIER-307; it may have been done. */
        UNKNOWN_OUTCOME(307, false),
        /** The other node could not read the packet, OSIER-308; it did nothing. */
        BAD_PACKET(308, true),
        /** The packet did not prove where it came from, OSIER-309; nothing was done. */
        NOT_AUTHENTIC(309, true);

        private final int code;
        private final boolean retrySafe;

        Kind(int code, boolean retrySafe) {
            this.code = code;
            this.retrySafe = retrySafe;
        }

        /** The nnn of OSIER-nnn; 0 where each case has its own. */
        public int code() {
            return code;
        }

        /** The kind that an error reply with this code means; UNKNOWN_OUTCOME for a code that we do not know. */
        public static Kind of(int code) {
            for (var kind : values()) if (kind.code == code && code != 0) return kind;
            return UNKNOWN_OUTCOME;
        }
    }

    private final Kind kind;
    private final int code;

    /** A failure whose code is that of its kind. @param message who, what, how much; for people */
    public MeshException(Kind kind, String message) {
        this(kind, kind.code, message, null);
    }

    /**
     * @param kind for decisions
     * @param code the nnn of OSIER-nnn
     * @param message who, what, how much; for people
     * @param cause where it came from, or null
     */
    public MeshException(Kind kind, int code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** The nnn of OSIER-nnn. */
    public int code() {
        return code;
    }

    /** Whether the other node certainly did nothing, so that doing it again cannot do it twice. */
    public boolean retrySafe() {
        return kind.retrySafe;
    }
}
