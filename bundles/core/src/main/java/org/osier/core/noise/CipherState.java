package org.osier.core.noise;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.osier.core.crypto.Aead;
import org.osier.core.crypto.BadTagException;

/** A key, or none yet, and the nonce that counts its uses (Noise 5.1). One thread. */
final class CipherState {
    private final @Nullable Aead aead;
    private long nonce;

    /** No key: what goes through stays as it is. */
    CipherState() {
        this.aead = null;
    }

    CipherState(Aead aead, long nonce) {
        this.aead = aead;
        this.nonce = nonce;
    }

    CipherState copy() {
        return aead == null ? this : new CipherState(aead, nonce);
    }

    boolean hasKey() {
        return aead != null;
    }

    byte[] encrypt(byte[] aad, byte[] text) {
        if (aead == null) return text;
        var sealed = Arrays.copyOf(text, text.length + Aead.TAG_BYTES);
        aead.seal(checkedNonce(), aad, sealed, 0, text.length);
        nonce++;
        return sealed;
    }

    /** On failure the nonce stays (Noise 5.1). */
    byte[] decrypt(byte[] aad, byte[] sealed) throws NoiseException {
        if (aead == null) return sealed;
        var text = sealed.clone();
        try {
            int length = aead.open(checkedNonce(), aad, text, 0, text.length);
            nonce++;
            return Arrays.copyOf(text, length);
        } catch (BadTagException e) {
            throw new NoiseException(NoiseException.Kind.NOT_AUTHENTIC);
        }
    }

    private long checkedNonce() {
        if (nonce == Aead.RESERVED_NONCE) throw new IllegalStateException("every nonce of this key is used");
        return nonce;
    }
}
