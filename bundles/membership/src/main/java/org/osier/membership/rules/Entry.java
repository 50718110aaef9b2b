package org.osier.membership.rules;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.osier.node.NodeId;

/**
 * Which record of which member: what is told of a record in place of it.
 *
 * @param id whose it is
 * @param serial of the record
 * @param mark the first 8 bytes of its SHA-256: tells two records of one serial apart
 */
public record Entry(NodeId id, long serial, long mark) {
    /** Size on the wire. */
    static final int BYTES = NodeId.BYTES + 16;

    /** Whether that record takes the place of the other one of the same member (WIRE.md, section 7). */
    boolean replaces(Entry other) {
        if (serial != other.serial) return serial > other.serial;
        return Long.compareUnsigned(mark, other.mark) < 0;
    }

    /** Where an id belongs: its first seven bits. */
    static int bucket(NodeId id) {
        return (id.bytes()[0] & 0xff) >> 1;
    }

    /** The mark of a record. */
    static long mark(byte[] record) {
        return ByteBuffer.wrap(sha256().digest(record)).getLong();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
