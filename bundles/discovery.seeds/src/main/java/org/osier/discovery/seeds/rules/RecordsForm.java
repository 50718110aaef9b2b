package org.osier.discovery.seeds.rules;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.osier.node.NodeRecord;
import org.osier.parts.file.DamagedException;

/**
 * The bytes of the file: {@code "osier/records/1\n" [u16 count] count times {[u16 length][record]} [SHA-256 of all
 * that]}. The checksum tells a damaged file from one that is merely old; what is true in it is told by the signature of
 * each record.
 */
public final class RecordsForm {
    private static final byte[] HEAD = "osier/records/1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKSUM_BYTES = 32;
    private static final int MAX_COUNT = 0xffff;

    private RecordsForm() {}

    /** Longest file of {@code count} records, in bytes. */
    public static int maxBytes(int count) {
        return HEAD.length + 2 + count * (2 + NodeRecord.MAX_BYTES) + CHECKSUM_BYTES;
    }

    /** @param records at most 65,535 */
    public static byte[] write(List<NodeRecord> records) {
        if (records.size() > MAX_COUNT) throw new IllegalArgumentException("records: " + records.size());
        var all = records.stream().map(NodeRecord::bytes).toList();
        int size = all.stream().mapToInt(bytes -> 2 + bytes.length).sum();
        var out = ByteBuffer.allocate(HEAD.length + 2 + size + CHECKSUM_BYTES);
        out.put(HEAD).putShort((short) all.size());
        for (var bytes : all) out.putShort((short) bytes.length).put(bytes);
        out.put(checksum(out.array(), out.position()));
        return out.array();
    }

    /**
     * @return the records as bytes, not yet looked at
     * @throws DamagedException saying what was seen and what was expected
     */
    public static List<byte[]> read(byte[] file) throws DamagedException {
        if (file.length < HEAD.length + 2 + CHECKSUM_BYTES) {
            throw new DamagedException("it has " + file.length + " bytes, cut short");
        }
        var in = ByteBuffer.wrap(file, 0, file.length - CHECKSUM_BYTES);
        var head = new byte[HEAD.length];
        in.get(head);
        if (!MessageDigest.isEqual(head, HEAD)) throw new DamagedException("it does not begin with osier/records/1");
        var checksum = ByteBuffer.wrap(file, in.limit(), CHECKSUM_BYTES);
        if (!ByteBuffer.wrap(checksum(file, in.limit())).equals(checksum)) {
            throw new DamagedException("its checksum does not fit its " + file.length + " bytes");
        }
        return records(in);
    }

    private static List<byte[]> records(ByteBuffer in) throws DamagedException {
        int count = in.getShort() & 0xffff;
        var records = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            int length = in.remaining() < 2 ? -1 : in.getShort() & 0xffff;
            if (length < 0 || length > in.remaining()) throw new DamagedException("it ends inside record " + i);
            var record = new byte[length];
            in.get(record);
            records.add(record);
        }
        if (in.hasRemaining()) throw new DamagedException("there are bytes behind its " + count + " records");
        return records;
    }

    private static byte[] checksum(byte[] bytes, int length) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(bytes, 0, length);
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
