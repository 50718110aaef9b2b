package org.osier.core.record;

import java.security.MessageDigest;
import java.util.Arrays;
import org.osier.core.crypto.Sha256;
import org.osier.node.NodeRecord;

/** Which record of a node counts, and what a node may say of itself over its own link (WIRE.md, section 7). Pure. */
public final class RecordRules {
    private RecordRules() {}

    /**
     * Whether {@code received} takes the place of {@code held}: it has the higher serial, or the same one, other bytes
     * and the smaller SHA-256.
     *
     * @throws IllegalArgumentException if they are not of the same node
     */
    public static boolean replaces(NodeRecord held, NodeRecord received) {
        if (!held.id().equals(received.id())) {
            throw new IllegalArgumentException("records of two nodes: "
                    + held.id().brief() + " and " + received.id().brief());
        }
        if (held.serial() != received.serial()) return received.serial() > held.serial();
        return Arrays.compareUnsigned(Sha256.of(received.bytes()), Sha256.of(held.bytes())) < 0;
    }

    /** Whether a node signed two different records under one serial, which is to be reported. */
    public static boolean contradict(NodeRecord one, NodeRecord other) {
        return one.id().equals(other.id()) && one.serial() == other.serial() && !one.equals(other);
    }

    /**
     * Whether a record that a peer sent of itself agrees with what it proved when the link was made; if not, the link
     * closes. Older records may differ: they are merely old.
     *
     * @param record the peer's own, verified
     * @param serial of the key binding of the handshake
     * @param linkKey of the key binding, 32 bytes
     * @param bootId of the key binding
     */
    public static boolean fitsBinding(NodeRecord record, long serial, byte[] linkKey, long bootId) {
        return record.serial() < serial
                || record.bootId() == bootId && MessageDigest.isEqual(record.linkKey(), linkKey);
    }
}
