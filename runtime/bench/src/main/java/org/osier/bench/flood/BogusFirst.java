package org.osier.bench.flood;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.osier.core.cluster.Cluster;
import org.osier.core.crypto.Hkdf;
import org.osier.core.crypto.HmacSha256;

/**
 * First messages that lead nowhere, as WIRE.md, section 2, lays them out, with their length in front: made here by hand,
 * because a flood does not pay for public keys. Any thread.
 */
final class BogusFirst {
    private static final int MESSAGE_BYTES = 1_272;
    private static final int KNOCKED_BYTES = 16;
    private static final int KNOCK_BYTES = 8;
    private static final byte[] BEGINNING = {'O', 'S', 'R', '1', 1, 1, 1, 0};

    private final HmacSha256 knockKey;
    private final boolean knows;

    /** @param knows whether the knock is right, and only what follows it is garbage */
    BogusFirst(Cluster cluster, boolean knows) {
        var context = "osier/1 knock\0".getBytes(StandardCharsets.US_ASCII);
        this.knockKey = new HmacSha256(Hkdf.derive(cluster.id(), cluster.secret(), context, 32));
        this.knows = knows;
    }

    byte[] next() {
        var frame = new byte[2 + MESSAGE_BYTES];
        ThreadLocalRandom.current().nextBytes(frame);
        var out = ByteBuffer.wrap(frame).putShort((short) MESSAGE_BYTES).put(BEGINNING);
        out.putInt((int) (System.currentTimeMillis() / 1_000));
        if (knows) {
            var knock = knockKey.over(Arrays.copyOfRange(frame, 2, 2 + KNOCKED_BYTES));
            out.position(2 + KNOCKED_BYTES).put(knock, 0, KNOCK_BYTES);
        }
        return frame;
    }
}
