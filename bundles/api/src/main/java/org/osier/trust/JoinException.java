package org.osier.trust;

/** Why a node could not get in, or could not let in. */
public class JoinException extends Exception {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String hint;

    /**
     * @param code the nnn of OSIER-nnn
     * @param message what was seen, in words for people
     * @param hint what to do next, in words for people
     */
    public JoinException(int code, String message, String hint) {
        super(message);
        this.code = code;
        this.hint = hint;
    }

    /** The nnn of OSIER-nnn. */
    public int code() {
        return code;
    }

    /** What to do next, in words for people. */
    public String hint() {
        return hint;
    }
}
