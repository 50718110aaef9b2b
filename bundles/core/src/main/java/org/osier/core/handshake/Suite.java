package org.osier.core.handshake;

import java.util.Optional;
import org.osier.core.crypto.AeadAlgorithm;
import org.osier.core.noise.Protocol;

/** The cipher of a link. A responder takes what the initiator chose, so there is nothing to downgrade. */
public enum Suite {
    /** Suite 1, the default: much the faster where the processor knows AES. */
    AES_256_GCM(1, AeadAlgorithm.AES_256_GCM),
    /** Suite 2. */
    CHACHA20_POLY1305(2, AeadAlgorithm.CHACHA20_POLY1305);

    private final int number;
    private final AeadAlgorithm aead;

    Suite(int number, AeadAlgorithm aead) {
        this.number = number;
        this.aead = aead;
    }

    /** As it stands in the preamble. */
    public int number() {
        return number;
    }

    static Optional<Suite> of(int number) {
        for (var suite : values()) if (suite.number == number) return Optional.of(suite);
        return Optional.empty();
    }

    Protocol protocol(HandshakePattern pattern) {
        return new Protocol(pattern.pattern(), aead);
    }
}
