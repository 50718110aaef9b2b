package org.osier.core.noise;

import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** The other hash of the published vectors. */
final class Blake2s implements NoiseHash {
    @Override
    public String name() {
        return "BLAKE2s";
    }

    @Override
    public int bytes() {
        return 32;
    }

    @Override
    public byte[] hash(byte[]... parts) {
        var digest = new Blake2sDigest(256);
        for (var part : parts) digest.update(part, 0, part.length);
        var out = new byte[bytes()];
        digest.doFinal(out, 0);
        return out;
    }

    @Override
    public byte[] hmac(byte[] key, byte[]... parts) {
        var mac = new HMac(new Blake2sDigest(256));
        mac.init(new KeyParameter(key));
        for (var part : parts) mac.update(part, 0, part.length);
        var out = new byte[bytes()];
        mac.doFinal(out, 0);
        return out;
    }
}
