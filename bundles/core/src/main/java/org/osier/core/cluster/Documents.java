package org.osier.core.cluster;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/** What reading is the same in all documents of a cluster. */
final class Documents {
    private static final int VERSION = 1;
    private static final int CLUSTER_ID_BYTES = 32;

    private Documents() {}

    /** The next bytes, a copy. */
    static byte[] take(ByteBuffer in, int length) {
        var taken = new byte[length];
        in.get(taken);
        return taken;
    }

    /** Reads {@code [u8 1][32 cluster id]}. @return the id */
    static byte[] head(ByteBuffer in) throws BadDocumentException {
        int version = in.get() & 0xff;
        if (version != VERSION) throw new BadDocumentException("version " + version + ", expected 1");
        return take(in, CLUSTER_ID_BYTES);
    }

    static void sameCluster(byte[] id, Administrators administrators) throws BadDocumentException {
        if (!MessageDigest.isEqual(id, administrators.clusterId())) {
            throw new BadDocumentException("it is of another cluster");
        }
    }

    /** The bytes before {@code end}, a copy. */
    static byte[] before(byte[] bytes, int end) {
        return Arrays.copyOf(bytes, end);
    }
}
