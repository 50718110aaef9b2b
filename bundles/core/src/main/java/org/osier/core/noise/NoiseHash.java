package org.osier.core.noise;

import org.osier.core.crypto.HmacSha256;
import org.osier.core.crypto.Sha256;

/** The hash function of a protocol (Noise 4.3). */
interface NoiseHash {
    /** SHA-256, the one that Osier uses. */
    NoiseHash SHA256 = new NoiseHash() {
        @Override
        public String name() {
            return "SHA256";
        }

        @Override
        public int bytes() {
            return Sha256.BYTES;
        }

        @Override
        public byte[] hash(byte[]... parts) {
            return Sha256.of(parts);
        }

        @Override
        public byte[] hmac(byte[] key, byte[]... parts) {
            return HmacSha256.of(key, parts);
        }
    };

    /** As it stands in the protocol name. */
    String name();

    /** HASHLEN, 32 or 64. */
    int bytes();

    /** HASH of all parts, one after the other. */
    byte[] hash(byte[]... parts);

    /** HMAC-HASH of all parts, one after the other. */
    byte[] hmac(byte[] key, byte[]... parts);
}
