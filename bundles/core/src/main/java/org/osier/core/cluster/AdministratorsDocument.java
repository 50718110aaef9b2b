package org.osier.core.cluster;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.osier.core.crypto.Ed25519;

/**
 * Administrators hand over to others, or are joined by others (WIRE.md, section 9). Immutable.
 *
 * <pre>{@code [u8 1][32 cluster id][u32 version][u8 threshold][u8 k]{[32 key]}[u8 s]{[32 key][64 signature]}}</pre>
 */
public final class AdministratorsDocument {
    static final String CONTEXT = "osier/1 administrators\0";

    private final byte[] bytes;
    private final byte[] unsigned;
    private final Administrators administrators;
    private final Signatures signatures;

    private AdministratorsDocument(
            byte[] bytes, byte[] unsigned, Administrators administrators, Signatures signatures) {
        this.bytes = bytes;
        this.unsigned = unsigned;
        this.administrators = administrators;
        this.signatures = signatures;
    }

    /**
     * @param before those in force, who sign
     * @param keys of those who follow, in any order
     * @throws IllegalArgumentException if there are none or too many, one twice or not a key, or no such threshold
     */
    public static AdministratorsDocument create(
            Administrators before, int threshold, List<byte[]> keys, List<? extends DocumentSigner> signers) {
        var sorted = new ArrayList<>(keys);
        sorted.sort(Arrays::compareUnsigned);
        var out = ByteBuffer.allocate(39 + Ed25519.KEY_BYTES * sorted.size())
                .put((byte) 1)
                .put(before.clusterId())
                .putInt(before.version() + 1)
                .put((byte) threshold)
                .put((byte) sorted.size());
        sorted.forEach(out::put);
        try {
            return parse(Signatures.sign(CONTEXT, out.array(), signers));
        } catch (BadDocumentException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Reads strictly. @param bytes one whole document, copied */
    public static AdministratorsDocument parse(byte[] bytes) throws BadDocumentException {
        try {
            return read(bytes.clone());
        } catch (BufferUnderflowException e) {
            throw new BadDocumentException("it is cut short");
        }
    }

    private static AdministratorsDocument read(byte[] bytes) throws BadDocumentException {
        var in = ByteBuffer.wrap(bytes);
        var clusterId = Documents.head(in);
        int version = in.getInt();
        if (version == 0) throw new BadDocumentException("version 0 is the genesis");
        int threshold = in.get() & 0xff;
        int count = in.get() & 0xff;
        if (count < 1 || count > Genesis.MAX_ADMINISTRATORS) throw new BadDocumentException(count + " administrators");
        if (threshold < 1 || threshold > count) {
            throw new BadDocumentException("threshold " + threshold + " of " + count + " administrators");
        }
        var keys = new ArrayList<byte[]>(count);
        for (int i = 0; i < count; i++) keys.add(Documents.take(in, Ed25519.KEY_BYTES));
        if (!isAscending(keys)) throw new BadDocumentException("administrator keys must ascend");
        if (!keys.stream().allMatch(Ed25519::isGoodKey)) {
            throw new BadDocumentException("an administrator key is no Ed25519 key");
        }
        var unsigned = Documents.before(bytes, in.position());
        var administrators = new Administrators(clusterId, version, threshold, List.copyOf(keys));
        return new AdministratorsDocument(bytes, unsigned, administrators, Signatures.read(in));
    }

    private static boolean isAscending(List<byte[]> keys) {
        Comparator<byte[]> order = Arrays::compareUnsigned;
        for (int i = 1; i < keys.size(); i++) if (order.compare(keys.get(i - 1), keys.get(i)) >= 0) return false;
        return true;
    }

    /**
     * Who is in force now, if this document makes it so.
     *
     * @param before who was in force until now
     * @throws BadDocumentException if it is not the next version, or those before did not sign it
     */
    public Administrators after(Administrators before) throws BadDocumentException {
        Documents.sameCluster(administrators.clusterId(), before);
        if (administrators.version() != before.version() + 1) {
            throw new BadDocumentException("version " + Integer.toUnsignedString(administrators.version())
                    + " does not follow " + Integer.toUnsignedString(before.version()));
        }
        signatures.verify(CONTEXT, unsigned, before);
        return administrators;
    }

    /** As it travels, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
