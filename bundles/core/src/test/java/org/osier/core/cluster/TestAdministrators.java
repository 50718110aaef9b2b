package org.osier.core.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.osier.core.crypto.Ed25519;

/** Administrators of tests, and the cluster that they command. */
public final class TestAdministrators {
    private TestAdministrators() {}

    /** The same key for the same seed. */
    public static DocumentSigner signer(long seed) {
        var secret = new byte[Ed25519.SEED_BYTES];
        new Random(seed).nextBytes(secret);
        return signer(secret);
    }

    static DocumentSigner signer(byte[] seed) {
        return new DocumentSigner() {
            @Override
            public byte[] publicKey() {
                return Ed25519.publicKey(seed);
            }

            @Override
            public byte[] sign(byte[] message) {
                return Ed25519.sign(seed, publicKey(), message);
            }
        };
    }

    /** A cluster whose administrators are these. */
    public static Cluster cluster(int threshold, DocumentSigner... signers) {
        var keys = new ArrayList<byte[]>();
        for (var signer : signers) keys.add(signer.publicKey());
        var random = new Random(9);
        var genesis = Genesis.create("ruled", Instant.EPOCH, random, threshold, keys);
        return Cluster.begin(genesis, random);
    }

    static List<byte[]> keys(DocumentSigner... signers) {
        return Arrays.stream(signers).map(DocumentSigner::publicKey).toList();
    }
}
