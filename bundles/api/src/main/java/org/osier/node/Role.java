package org.osier.node;

/** What a node says it is there for. Information, never a permission. Codes of WIRE.md, section 7, tag 7. */
public enum Role {
    /** Gives work to others; code 1. */
    CONTROLLER,
    /** Does work; code 2. */
    WORKER,
    /** Both; code 3. */
    DUAL;

    /** The number on the wire, 1 to 3. */
    public int code() {
        return ordinal() + 1;
    }

    /**
     * The role with this number.
     *
     * @throws IllegalArgumentException unless {@code code} is 1 to 3
     */
    public static Role of(int code) {
        if (code < 1 || code > 3) throw new IllegalArgumentException("a role is 1 to 3, got " + code);
        return values()[code - 1];
    }
}
