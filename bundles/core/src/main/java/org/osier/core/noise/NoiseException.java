package org.osier.core.noise;

/** A message that the other side cannot have made by the rules. Carries no stack: strangers cause it. */
public final class NoiseException extends Exception {
    private static final long serialVersionUID = 1;

    /** What is wrong with it. */
    public enum Kind {
        /** Shorter than its keys, or above 65,535 bytes (Noise 3). */
        BAD_LENGTH,
        /** A ciphertext was not made with our keys and transcript. */
        NOT_AUTHENTIC,
        /** A public key with which every agreement gives zero (Noise 12.1 leaves it to us: we refuse). */
        ZERO_AGREEMENT,
        /** An encapsulation key with coefficients that are not reduced (FIPS 203, 7.2). */
        BAD_ENCAPSULATION_KEY
    }

    private final Kind kind;

    NoiseException(Kind kind) {
        super(kind.toString(), null, false, false);
        this.kind = kind;
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }
}
