package org.osier.core.crypto;

import java.util.Optional;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/**
 * ML-KEM-768 (FIPS 203), one key pair per object. Randomness comes in, so that the same bytes give the same keys.
 * The only class that imports Bouncy Castle's ML-KEM, whose place has moved before. Any thread.
 */
public final class MlKem768 {
    /** Size of the seed of a key pair, d and z, in bytes. */
    public static final int SEED_BYTES = 64;

    /** Size of an encapsulation key in bytes. */
    public static final int KEY_BYTES = 1_184;

    /** Size of the randomness of an encapsulation, m, in bytes. */
    public static final int RANDOM_BYTES = 32;

    /** Size of a ciphertext in bytes. */
    public static final int CIPHERTEXT_BYTES = 1_088;

    private final MLKEMPrivateKeyParameters key;

    /** @param seed d and z, 64 random bytes */
    public MlKem768(byte[] seed) {
        if (seed.length != SEED_BYTES) throw new IllegalArgumentException("a seed has 64 bytes, got " + seed.length);
        this.key = new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, seed.clone());
    }

    /** What the other side needs, 1,184 bytes, a copy. */
    public byte[] encapsulationKey() {
        return key.getPublicKey();
    }

    /**
     * Makes a secret for the owner of a key.
     *
     * @param encapsulationKey exactly 1,184 bytes, hostile ones too
     * @param m 32 random bytes
     * @return empty if the key is not reduced (FIPS 203, section 7.2, modulus check)
     */
    public static Optional<Encapsulation> encapsulate(byte[] encapsulationKey, byte[] m) {
        if (encapsulationKey.length != KEY_BYTES || !isReduced(encapsulationKey)) return Optional.empty();
        var key = new MLKEMPublicKeyParameters(MLKEMParameters.ml_kem_768, encapsulationKey);
        var made = MLKEMGenerator.internalGenerateEncapsulated(key, m);
        return Optional.of(new Encapsulation(made.getEncapsulation(), made.getSecret()));
    }

    /** The secret in a ciphertext of exactly 1,088 bytes; a wrong one gives another secret, never an error. */
    public byte[] decapsulate(byte[] ciphertext) {
        if (ciphertext.length != CIPHERTEXT_BYTES) {
            throw new IllegalArgumentException("a ciphertext has 1088 bytes, got " + ciphertext.length);
        }
        return new MLKEMExtractor(key).extractSecret(ciphertext);
    }

    /** Whether every coefficient, 12 bits each in 1,152 bytes before the 32 of rho, is below q = 3,329. */
    private static boolean isReduced(byte[] key) {
        for (int i = 0; i < KEY_BYTES - 32; i += 3) {
            int low = (key[i] & 0xff) | (key[i + 1] & 0x0f) << 8;
            int high = (key[i + 1] & 0xff) >> 4 | (key[i + 2] & 0xff) << 4;
            if (low >= 3_329 || high >= 3_329) return false;
        }
        return true;
    }

    /** What an encapsulation gives: the ciphertext to send and the secret to keep. */
    public static final class Encapsulation {
        private final byte[] ciphertext;
        private final byte[] secret;

        private Encapsulation(byte[] ciphertext, byte[] secret) {
            this.ciphertext = ciphertext;
            this.secret = secret;
        }

        /** 1,088 bytes, not copied. */
        public byte[] ciphertext() {
            return ciphertext;
        }

        /** 32 bytes, not copied. */
        public byte[] secret() {
            return secret;
        }
    }
}
