package org.osier.core.envelope;

/** The flags byte of an envelope and what it says of its layout (WIRE.md, section 5). Pure. */
final class EnvelopeFlags {
    static final int SOURCE = 1;
    static final int DESTINATION = 1 << 1;
    static final int REPLY_TO = 1 << 2;
    static final int SIGNATURE = 1 << 3;
    static final int ERROR = 1 << 4;
    static final int ANSWER_WANTED = 1 << 5;
    /** These go together: with them an envelope is routed, without them it is for the other end of the link. */
    static final int ROUTED = SOURCE | DESTINATION | SIGNATURE;

    private static final int KNOWN = ROUTED | REPLY_TO | ERROR | ANSWER_WANTED;

    private EnvelopeFlags() {}

    static boolean isValid(int flags) {
        if ((flags & ~KNOWN) != 0) return false;
        if (isRouted(flags) != ((flags & ROUTED) != 0)) return false;
        boolean answers = (flags & REPLY_TO) != 0;
        if ((flags & ERROR) != 0 && !answers) return false;
        return !answers || (flags & ANSWER_WANTED) == 0; // an answer is not answered
    }

    static boolean isRouted(int flags) {
        return (flags & ROUTED) == ROUTED;
    }
}
