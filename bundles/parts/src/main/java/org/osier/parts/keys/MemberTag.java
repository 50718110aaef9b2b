package org.osier.parts.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** Eight bytes in a record by which the members of a cluster know one of theirs (WIRE.md, section 7). */
public final class MemberTag {
    /** Size in bytes. */
    public static final int BYTES = 8;

    private static final String CONTEXT = "osier/1 tag\0";
    private static final String HMAC = "HmacSHA256";

    private MemberTag() {}

    /** What the key of tags is for, as the keys of a cluster are derived. */
    public static byte[] context() {
        return CONTEXT.getBytes(US_ASCII);
    }

    /** That of this node. @param key of the cluster, for tags */
    public static byte[] of(byte[] key, NodeId node) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return Arrays.copyOf(mac.doFinal(node.bytes()), BYTES);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has HMAC with SHA-256", e);
        }
    }

    /** Whether the record bears the one that its node has under this key; compared in constant time. */
    public static boolean fits(byte[] key, NodeRecord record) {
        var tag = record.clusterTag();
        return tag.isPresent() && MessageDigest.isEqual(tag.get(), of(key, record.id()));
    }
}
