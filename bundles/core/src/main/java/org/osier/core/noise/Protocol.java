package org.osier.core.noise;

import java.nio.charset.StandardCharsets;
import org.osier.core.crypto.AeadAlgorithm;

/** A Noise protocol: a pattern and the functions that it runs on. X25519 and ML-KEM-768 are fixed. Immutable. */
public final class Protocol {
    private final Pattern pattern;
    private final AeadAlgorithm aead;
    private final NoiseHash hash;

    /** A protocol with SHA-256. */
    public Protocol(Pattern pattern, AeadAlgorithm aead) {
        this(pattern, aead, NoiseHash.SHA256);
    }

    Protocol(Pattern pattern, AeadAlgorithm aead, NoiseHash hash) {
        this.pattern = pattern;
        this.aead = aead;
        this.hash = hash;
    }

    Pattern pattern() {
        return pattern;
    }

    AeadAlgorithm aead() {
        return aead;
    }

    NoiseHash hash() {
        return hash;
    }

    /** The name, which is the first thing that both sides hash (Noise 8). */
    public String name() {
        var cipher = switch (aead) {
            case AES_256_GCM -> "AESGCM";
            case CHACHA20_POLY1305 -> "ChaChaPoly";
        };
        var agreement = pattern.uses(Token.E1) ? "25519+MLKEM768" : "25519";
        return String.join("_", "Noise", pattern.name(), agreement, cipher, hash.name());
    }

    byte[] nameBytes() {
        return name().getBytes(StandardCharsets.US_ASCII);
    }
}
