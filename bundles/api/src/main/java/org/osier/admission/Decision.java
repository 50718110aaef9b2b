package org.osier.admission;

/** Yes, no, or not mine to say. Immutable. */
public final class Decision {
    /** What was decided. */
    public enum Verdict {
        /** It may be a peer. */
        ADMIT,
        /** It may not; the link closes with the reason. */
        REJECT,
        /** This rule does not know; others are asked. */
        PENDING
    }

    private static final Decision ADMIT = new Decision(Verdict.ADMIT, "");

    private final Verdict verdict;
    private final String reason;

    private Decision(Verdict verdict, String reason) {
        this.verdict = verdict;
        this.reason = reason;
    }

    /** Let it in. */
    public static Decision admit() {
        return ADMIT;
    }

    /** Keep it out. @param reason told to the other side, at most 200 bytes of UTF-8 */
    public static Decision reject(String reason) {
        return new Decision(Verdict.REJECT, reason);
    }

    /** Not mine to say. @param reason shown to the operator */
    public static Decision pending(String reason) {
        return new Decision(Verdict.PENDING, reason);
    }

    /** What was decided. */
    public Verdict verdict() {
        return verdict;
    }

    /** Why; empty for admit. */
    public String reason() {
        return reason;
    }
}
