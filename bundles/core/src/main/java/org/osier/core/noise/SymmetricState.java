package org.osier.core.noise;

import java.util.Arrays;
import org.osier.core.crypto.Aead;

/** The chaining key, the hash of everything so far, and the cipher in between (Noise 5.2). One thread. */
final class SymmetricState {
    private final Protocol protocol;
    private final NoiseHash hash;
    private byte[] chainingKey;
    private byte[] h;
    private CipherState cipher = new CipherState();

    SymmetricState(Protocol protocol) {
        this.protocol = protocol;
        this.hash = protocol.hash();
        var name = protocol.nameBytes();
        this.h = name.length <= hash.bytes() ? Arrays.copyOf(name, hash.bytes()) : hash.hash(name);
        this.chainingKey = h;
    }

    private SymmetricState(SymmetricState other) {
        this.protocol = other.protocol;
        this.hash = other.hash;
        this.chainingKey = other.chainingKey; // replaced, never changed
        this.h = other.h;
        this.cipher = other.cipher.copy();
    }

    SymmetricState copy() {
        return new SymmetricState(this);
    }

    void mixKey(byte[] material) {
        var outputs = hkdf(material, 2);
        chainingKey = outputs[0];
        cipher = new CipherState(key(outputs[1]), 0);
    }

    void mixHash(byte[] data) {
        h = hash.hash(h, data);
    }

    /** For pre-shared keys. */
    void mixKeyAndHash(byte[] material) {
        var outputs = hkdf(material, 3);
        chainingKey = outputs[0];
        mixHash(outputs[1]);
        cipher = new CipherState(key(outputs[2]), 0);
    }

    byte[] encryptAndHash(byte[] text) {
        var sealed = cipher.encrypt(h, text);
        mixHash(sealed);
        return sealed;
    }

    byte[] decryptAndHash(byte[] sealed) throws NoiseException {
        var text = cipher.decrypt(h, sealed);
        mixHash(sealed);
        return text;
    }

    /** What encryption adds to the length: 16 as soon as there is a key. */
    int overhead() {
        return cipher.hasKey() ? Aead.TAG_BYTES : 0;
    }

    byte[] handshakeHash() {
        return h.clone();
    }

    /** The keys for the time after the handshake: first the initiator's to send with, then the responder's. */
    Aead[] split() {
        var outputs = hkdf(new byte[0], 2);
        return new Aead[] {key(outputs[0]), key(outputs[1])};
    }

    private Aead key(byte[] output) {
        return new Aead(protocol.aead(), Arrays.copyOf(output, Aead.KEY_BYTES));
    }

    /** HKDF of Noise 4.3. */
    private byte[][] hkdf(byte[] material, int outputs) {
        var temporary = hash.hmac(chainingKey, material);
        var result = new byte[outputs][];
        var last = new byte[0];
        for (int i = 0; i < outputs; i++) {
            last = hash.hmac(temporary, last, new byte[] {(byte) (i + 1)});
            result[i] = last;
        }
        return result;
    }
}
