package org.osier.rendezvous.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.osier.parts.file.DamagedException;

/**
 * The bytes of the file: {@code "osier/rendezvous/1\n" [u32 n]} n times {@code {[16 tag][16 slot][u64 put ms][8
 * source][u16 length][sealed]} [SHA-256 of all that]}, the oldest first.
 */
public final class ShelfForm {
    private static final byte[] HEAD = "osier/rendezvous/1\n".getBytes(US_ASCII);
    private static final int CHECKSUM_BYTES = 32;
    private static final int FRAME_BYTES = HEAD.length + Integer.BYTES + CHECKSUM_BYTES;
    private static final int ENTRY_BYTES = 2 * Name.BYTES + 2 * Long.BYTES + Short.BYTES;

    private ShelfForm() {}

    /** Longest file of records that cost so much ({@link Shelf#bytes}): an entry has fewer bytes than it costs. */
    public static long maxBytes(long cost) {
        return FRAME_BYTES + cost;
    }

    public static byte[] write(List<Kept> all) {
        int size = FRAME_BYTES;
        for (var one : all) size += ENTRY_BYTES + one.sealed().length;
        var out = ByteBuffer.allocate(size).put(HEAD).putInt(all.size());
        for (var one : all) {
            one.tag().write(out);
            one.slot().write(out);
            out.putLong(one.putMs()).putLong(one.source());
            out.putShort((short) one.sealed().length).put(one.sealed());
        }
        out.put(checksum(out.array(), out.position()));
        return out.array();
    }

    /** @throws DamagedException saying what was seen and what was expected */
    public static List<Kept> read(byte[] file) throws DamagedException {
        if (file.length < FRAME_BYTES) throw new DamagedException("it has " + file.length + " bytes, cut short");
        var in = ByteBuffer.wrap(file, 0, file.length - CHECKSUM_BYTES);
        var head = new byte[HEAD.length];
        in.get(head);
        if (!MessageDigest.isEqual(head, HEAD)) throw new DamagedException("it does not begin with osier/rendezvous/1");
        var checksum = ByteBuffer.wrap(file, in.limit(), CHECKSUM_BYTES);
        if (!ByteBuffer.wrap(checksum(file, in.limit())).equals(checksum))
            throw new DamagedException("its checksum does not fit its " + file.length + " bytes");
        int count = in.getInt();
        var all = new ArrayList<Kept>();
        for (int i = 0; i != count; i++) all.add(entry(in, i));
        if (in.hasRemaining()) throw new DamagedException("there are bytes behind its " + count + " records");
        return all;
    }

    private static Kept entry(ByteBuffer in, int index) throws DamagedException {
        if (in.remaining() < ENTRY_BYTES) throw new DamagedException("it ends inside record " + index);
        var tag = Name.read(in);
        var slot = Name.read(in);
        long putMs = in.getLong();
        long source = in.getLong();
        int length = in.getShort() & 0xffff;
        if (length < 1 || length > Kept.MAX_BYTES)
            throw new DamagedException("record " + index + " has " + length + " bytes, expected 1 to 1,400");
        if (length > in.remaining()) throw new DamagedException("it ends inside record " + index);
        var sealed = new byte[length];
        in.get(sealed);
        return new Kept(tag, slot, sealed, source, putMs);
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
