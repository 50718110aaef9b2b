package org.osier.membership;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.osier.discovery.ClusterKeys;
import org.osier.membership.rules.Checker;
import org.osier.membership.rules.Counted;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;
import org.osier.node.Records;

/** Looks at records with what the node gives: its verifier, and the keys of the cluster. Any thread. */
final class RecordCheck implements Checker {
    /** WIRE.md, section 7: what the key of the cluster tag is for. */
    private static final byte[] TAG = "osier/1 tag\0".getBytes(US_ASCII);

    private static final int TAG_BYTES = 8;
    private static final String HMAC = "HmacSHA256";

    private final Records verifier;
    private final ClusterKeys keys;

    RecordCheck(Records verifier, ClusterKeys keys) {
        this.verifier = verifier;
        this.keys = keys;
    }

    @Override
    public NodeRecord read(byte[] bytes) throws BadRecordException {
        return NodeRecord.parse(bytes);
    }

    @Override
    public boolean isOurs(NodeRecord record) {
        var tag = record.clusterTag();
        if (tag.isEmpty()) return false;
        for (var key : keys.derive(TAG)) if (MessageDigest.isEqual(tag.get(), tag(key, record))) return true;
        return false;
    }

    private static byte[] tag(byte[] key, NodeRecord record) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return Arrays.copyOf(mac.doFinal(record.id().bytes()), TAG_BYTES);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has HMAC with SHA-256", e);
        }
    }

    @Override
    public Optional<Counted> refusal(NodeRecord record) {
        try {
            verifier.verify(record.bytes());
            return Optional.empty();
        } catch (BadRecordException e) {
            return Optional.of(Counted.FORGED); // its form and its times were looked at before
        }
    }
}
