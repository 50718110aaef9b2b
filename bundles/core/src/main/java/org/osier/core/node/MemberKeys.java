package org.osier.core.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osier.core.cluster.Cluster;
import org.osier.core.crypto.Hkdf;
import org.osier.discovery.ClusterKeys;

/** Keys of the cluster secret, for bundles that speak where strangers hear them. Any thread. */
final class MemberKeys implements ClusterKeys {
    private static final byte[] OURS = "osier/1 ".getBytes(US_ASCII);
    private static final int LONGEST = 64;

    private final OwnCluster cluster;

    MemberKeys(OwnCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public List<byte[]> derive(byte[] context) {
        if (!isContext(context)) {
            throw new IllegalArgumentException(
                    "a context has 10 to 64 bytes, begins with 'osier/1 ' and holds a zero byte");
        }
        var membership = cluster.membership();
        var keys = new ArrayList<byte[]>(2);
        keys.add(derive(membership.now(), context));
        membership.before().ifPresent(before -> keys.add(derive(before, context)));
        return keys;
    }

    private static boolean isContext(byte[] context) {
        if (context.length <= OURS.length || context.length > LONGEST) return false;
        if (!Arrays.equals(context, 0, OURS.length, OURS, 0, OURS.length)) return false;
        for (byte b : context) if (b == 0) return true;
        return false;
    }

    private static byte[] derive(Cluster cluster, byte[] context) {
        return Hkdf.derive(cluster.id(), cluster.secret(), context, BYTES);
    }
}
