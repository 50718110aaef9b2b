package org.osier.core.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/** The two ciphers of Noise, section 12, each with its own layout of the nonce: 4 zero bytes and the counter. */
public enum AeadAlgorithm {
    /** AES-256-GCM; the counter is big-endian. */
    AES_256_GCM("AES", "AES/GCM/NoPadding", ByteOrder.BIG_ENDIAN) {
        @Override
        AlgorithmParameterSpec parameters(byte[] nonce) {
            return new GCMParameterSpec(Aead.TAG_BYTES * 8, nonce);
        }
    },
    /** ChaCha20-Poly1305 (RFC 8439); the counter is little-endian. */
    CHACHA20_POLY1305("ChaCha20", "ChaCha20-Poly1305", ByteOrder.LITTLE_ENDIAN) {
        @Override
        AlgorithmParameterSpec parameters(byte[] nonce) {
            return new IvParameterSpec(nonce);
        }
    };

    private static final int NONCE_BYTES = 12;

    final String keyAlgorithm;
    private final String transformation;
    private final ByteOrder order;

    AeadAlgorithm(String keyAlgorithm, String transformation, ByteOrder order) {
        this.keyAlgorithm = keyAlgorithm;
        this.transformation = transformation;
        this.order = order;
    }

    abstract AlgorithmParameterSpec parameters(byte[] nonce);

    AlgorithmParameterSpec parameters(long counter) {
        return parameters(ByteBuffer.allocate(NONCE_BYTES)
                .order(order)
                .putLong(NONCE_BYTES - Long.BYTES, counter)
                .array());
    }

    Cipher newCipher() {
        try {
            return Cipher.getInstance(transformation);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java since 11 has " + transformation, e);
        }
    }
}
