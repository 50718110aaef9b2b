package org.osier.core.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.osier.core.crypto.Sha256;
import org.osier.node.NodeId;

/**
 * The administrators turn the secret of a cluster over: who stays gets a new one, who is revoked does not (WIRE.md,
 * section 9). It names everybody who is revoked by now, so that who joins later knows them too. Immutable.
 *
 * <pre>{@code
 * [u8 1][32 cluster id][u32 epoch][u64 issued][32 SHA-256 of roster][32 secret id][u16 n]{revoked NodeId}
 * [u8 k]{[32 administrator key][64 signature]}
 * }</pre>
 */
public final class Rotation {
    /** Revoked nodes at most, over the whole life of a cluster. Our choice: a rotation fits into one frame. */
    public static final int MAX_REVOKED = 1_800;

    static final int MAX_BYTES = 111 + MAX_REVOKED * NodeId.BYTES + 1 + Genesis.MAX_ADMINISTRATORS * 96;

    static final String CONTEXT = "osier/1 rotation\0";
    private static final byte[] SECRET_ID = "osier/1 secret id\0".getBytes(US_ASCII);
    private static final int HASH_BYTES = 32;

    private final byte[] bytes;
    private final byte[] unsigned;
    private final byte[] hash;
    private final byte[] clusterId;
    private final int epoch;
    private final long issuedMs;
    private final byte[] rosterHash;
    private final byte[] secretId;
    private final Roster revoked;
    private final Signatures signatures;

    private Rotation(
            byte[] bytes,
            byte[] unsigned,
            byte[] clusterId,
            int epoch,
            long issuedMs,
            byte[] rosterHash,
            byte[] secretId,
            Roster revoked,
            Signatures signatures) {
        this.bytes = bytes;
        this.unsigned = unsigned;
        this.hash = Sha256.of(unsigned);
        this.clusterId = clusterId;
        this.epoch = epoch;
        this.issuedMs = issuedMs;
        this.rosterHash = rosterHash;
        this.secretId = secretId;
        this.revoked = revoked;
        this.signatures = signatures;
    }

    /**
     * Issues one.
     *
     * @param next the epoch that begins, with its secret
     * @param roster who stays
     * @param revoked everybody who is revoked by now
     */
    public static Rotation issue(
            Cluster next, Instant now, Roster roster, Roster revoked, List<? extends DocumentSigner> signers) {
        if (revoked.size() > MAX_REVOKED) throw new IllegalArgumentException(revoked.size() + " revoked nodes");
        var unsigned = ByteBuffer.allocate(111 + revoked.size() * NodeId.BYTES)
                .put((byte) 1)
                .put(next.id())
                .putInt(next.epoch())
                .putLong(now.toEpochMilli())
                .put(roster.hash())
                .put(secretId(next.secret()))
                .putShort((short) revoked.size())
                .put(revoked.bytes())
                .array();
        try {
            return parse(Signatures.sign(CONTEXT, unsigned, signers));
        } catch (BadDocumentException e) {
            throw new AssertionError(e);
        }
    }

    /** What names a secret and does not tell it. */
    static byte[] secretId(byte[] secret) {
        return Sha256.of(SECRET_ID, secret);
    }

    /** Reads strictly; who signed it is another question. @param bytes one whole rotation, copied */
    public static Rotation parse(byte[] bytes) throws BadDocumentException {
        if (bytes.length > MAX_BYTES) throw new BadDocumentException("a rotation of " + bytes.length + " bytes");
        try {
            return read(bytes.clone());
        } catch (BufferUnderflowException e) {
            throw new BadDocumentException("a rotation that is cut short");
        }
    }

    private static Rotation read(byte[] bytes) throws BadDocumentException {
        var in = ByteBuffer.wrap(bytes);
        var clusterId = Documents.head(in);
        int epoch = in.getInt();
        if (epoch == 0 || epoch == 1) throw new BadDocumentException("a rotation to epoch " + epoch);
        long issuedMs = in.getLong();
        var rosterHash = Documents.take(in, HASH_BYTES);
        var secretId = Documents.take(in, HASH_BYTES);
        int count = in.getShort() & 0xffff;
        if (count > MAX_REVOKED) throw new BadDocumentException(count + " revoked nodes, at most " + MAX_REVOKED);
        var revoked = Roster.of(List.of(Roster.read(in, count)));
        var unsigned = Documents.before(bytes, in.position());
        var signatures = Signatures.read(in);
        return new Rotation(bytes, unsigned, clusterId, epoch, issuedMs, rosterHash, secretId, revoked, signatures);
    }

    /** @throws BadDocumentException if it is of another cluster, or too few administrators signed it, or somebody else */
    public void verify(Administrators administrators) throws BadDocumentException {
        Documents.sameCluster(clusterId, administrators);
        signatures.verify(CONTEXT, unsigned, administrators);
    }

    /** Whether it makes this epoch with this secret. */
    public boolean makes(Cluster cluster) {
        return epoch == cluster.epoch()
                && MessageDigest.isEqual(clusterId, cluster.id())
                && MessageDigest.isEqual(secretId, secretId(cluster.secret()));
    }

    /** Whether these are who stays. */
    public boolean keeps(Roster roster) {
        return MessageDigest.isEqual(rosterHash, roster.hash());
    }

    /** Of two rotations of one epoch: whether this one stands, and not the other. */
    public boolean standsBefore(Rotation other) {
        return Arrays.compareUnsigned(hash, other.hash) < 0;
    }

    /** The epoch that it begins; 32 bits without sign. */
    public int epoch() {
        return epoch;
    }

    /** When, by the clock of whoever issued it. */
    public Instant issued() {
        return Instant.ofEpochMilli(issuedMs);
    }

    /** Everybody who is revoked by then. */
    public Roster revoked() {
        return revoked;
    }

    /** SHA-256 of all that is signed, a copy: the same whoever signed it. */
    public byte[] hash() {
        return hash.clone();
    }

    /** As it travels, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rotation rotation && Arrays.equals(bytes, rotation.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return "rotation to epoch " + Integer.toUnsignedString(epoch);
    }
}
