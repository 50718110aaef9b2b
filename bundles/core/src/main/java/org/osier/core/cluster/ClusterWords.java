package org.osier.core.cluster;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.osier.core.crypto.Hkdf;
import org.osier.core.operator.Words;
import org.osier.core.operator.Words.BadWordsException;

/** The secret of a cluster's first epoch as twelve words that people can say to each other (WIRE.md, section 9). */
final class ClusterWords {
    static final int COUNT = 12;

    private static final byte[] CONTEXT = "osier/1 words\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ENTROPY_BYTES = 16;

    private ClusterWords() {}

    /** Twelve new ones, one blank between them. @param random fit for keys */
    static String draw(RandomGenerator random) {
        var entropy = new byte[ENTROPY_BYTES];
        random.nextBytes(entropy);
        return Words.of(entropy);
    }

    /** The secret that they are. */
    static byte[] secret(String words) throws BadWordsException {
        Words.bytes(words, COUNT);
        var normal = Words.normal(words).getBytes(StandardCharsets.US_ASCII);
        return Hkdf.derive(new byte[0], normal, CONTEXT, Cluster.SECRET_BYTES);
    }
}
