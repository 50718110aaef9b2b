package org.osier.trust;

/** What an administrator asked for cannot be done. Nothing secret is in it. */
public final class AdministrationException extends Exception {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String next;

    /**
     * @param code the nnn of OSIER-nnn, 0 without one
     * @param message what was seen
     * @param next what to do now
     */
    public AdministrationException(int code, String message, String next) {
        super(message);
        this.code = code;
        this.next = next;
    }

    /** The nnn of OSIER-nnn, 0 without one. */
    public int code() {
        return code;
    }

    /** What to do now. */
    public String next() {
        return next;
    }
}
