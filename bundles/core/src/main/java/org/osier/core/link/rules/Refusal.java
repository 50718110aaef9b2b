package org.osier.core.link.rules;

import org.osier.core.session.rules.Violation;

/** Codes of frame 0x17 other than ready, WIRE.md section 3. */
public enum Refusal {
    OTHER_CLUSTER(1, 131),
    VERSION(2, 132),
    NOT_ADMITTED(3, 123),
    REVOKED(4, 125),
    OVERLOADED(5, 305),
    IDENTITY_ELSEWHERE(6, 124),
    TICKET(7, 121),
    CLOCK(8, 104),
    OLDER_LINK_KEY(9, 124),
    RULE(10, 123),
    PIN(11, 122);

    /** The sender is ready. */
    public static final int READY = 0;
    /** An operator of the sender has to decide; ready or a refusal follows. */
    public static final int WAITING = 16;

    private final int code;
    private final int osier;

    Refusal(int code, int osier) {
        this.code = code;
        this.osier = osier;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The nnn of OSIER-nnn. */
    public int osier() {
        return osier;
    }

    /** The refusal with this number on the wire. */
    static Refusal of(int code) throws Violation {
        for (var refusal : values()) if (refusal.code == code) return refusal;
        throw new Violation("frame 0x17 with code " + code);
    }
}
