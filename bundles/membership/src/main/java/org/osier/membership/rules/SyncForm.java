package org.osier.membership.rules;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osier.membership.rules.SyncFrame.Answer;
import org.osier.membership.rules.SyncFrame.Compare;
import org.osier.membership.rules.SyncFrame.Digest;
import org.osier.membership.rules.SyncFrame.Fingerprints;
import org.osier.membership.rules.SyncFrame.Push;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** Frames 0x0A as bytes, read as strictly as they are written (WIRE.md, section 7). */
final class SyncForm {
    /** Longest payload that a datagram link carries (WIRE.md, section 3): nobody has to know what a link is like. */
    static final int MAX_BYTES = 1_194;

    private static final int COMPARE = 1;
    private static final int SUMS = 2;
    private static final int DIGEST = 3;
    private static final int ANSWER = 4;
    private static final int RECORDS = 5;
    private static final int NEWS = 6;

    private static final int SALTED = 9; // kind and salt
    private static final int BEGINS = 1;
    private static final int ENDS = 2;

    /** Room for sections in one frame. */
    static final int SECTIONS_BYTES = MAX_BYTES - SALTED;
    /** Ids that one answer can ask for. */
    static final int MAX_WANTED = (MAX_BYTES - SALTED - 1) / NodeId.BYTES;

    private SyncForm() {}

    static byte[] write(SyncFrame frame) {
        var out = ByteBuffer.allocate(MAX_BYTES);
        if (frame instanceof Compare f) {
            out.put((byte) COMPARE).putLong(f.salt()).putLong(f.sum());
        } else if (frame instanceof Fingerprints f) {
            out.put((byte) SUMS).putLong(f.salt());
            f.sums().ifPresent(sums -> sums.write(out));
        } else if (frame instanceof Digest f) {
            out.put((byte) DIGEST).putLong(f.salt());
            f.sections().forEach(section -> write(section, out));
        } else if (frame instanceof Answer f) {
            out.put((byte) ANSWER).putLong(f.salt()).put((byte) f.whole());
            f.wanted().forEach(id -> id.write(out));
        } else if (frame instanceof Push f) {
            out.put((byte) (f.news() ? NEWS : RECORDS));
            f.records().forEach(record -> out.putShort((short) record.length).put(record));
        } else {
            throw new AssertionError(frame); // sealed: every case is above
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void write(Section section, ByteBuffer out) {
        int bits = (section.begins() ? BEGINS : 0) | (section.ends() ? ENDS : 0);
        out.put((byte) section.bucket()).put((byte) bits);
        out.put((byte) section.entries().size());
        for (var entry : section.entries()) {
            entry.id().write(out);
            out.putLong(entry.serial()).putLong(entry.mark());
        }
    }

    /** As few frames as carry these records, in their order. */
    static List<byte[]> pushes(boolean news, List<byte[]> records) {
        var frames = new ArrayList<byte[]>();
        var some = new ArrayList<byte[]>();
        int bytes = 1;
        for (var record : records) {
            if (bytes + 2 + record.length > MAX_BYTES) {
                frames.add(write(new Push(news, some)));
                some.clear();
                bytes = 1;
            }
            some.add(record);
            bytes += 2 + record.length;
        }
        if (!some.isEmpty()) frames.add(write(new Push(news, some)));
        return frames;
    }

    /** @throws BadFrameException naming what was seen */
    static SyncFrame read(ByteBuffer in) throws BadFrameException {
        if (in.remaining() > MAX_BYTES) throw new BadFrameException(in.remaining() + " bytes, at most " + MAX_BYTES);
        need(in, 1, "kind");
        int kind = in.get();
        return switch (kind) {
            case COMPARE -> {
                exactly(in, 16);
                yield new Compare(in.getLong(), in.getLong());
            }
            case SUMS -> readSums(in);
            case DIGEST -> readDigest(in);
            case ANSWER -> readAnswer(in);
            case RECORDS, NEWS -> readPush(kind == NEWS, in);
            default -> throw new BadFrameException("kind " + kind);
        };
    }

    private static SyncFrame readSums(ByteBuffer in) throws BadFrameException {
        need(in, 8, "salt");
        long salt = in.getLong();
        if (!in.hasRemaining()) return new Fingerprints(salt, Optional.empty());
        exactly(in, 8 * Sums.BUCKETS);
        return new Fingerprints(salt, Optional.of(Sums.read(in)));
    }

    private static SyncFrame readDigest(ByteBuffer in) throws BadFrameException {
        need(in, 8 + Section.HEADER_BYTES, "salt and a section");
        long salt = in.getLong();
        var sections = new ArrayList<Section>();
        int last = -1;
        while (in.hasRemaining()) {
            need(in, Section.HEADER_BYTES, "section");
            int bucket = in.get() & 0xff;
            if (bucket >= Sums.BUCKETS || bucket <= last) throw new BadFrameException("bucket " + bucket);
            last = bucket;
            sections.add(readSection(bucket, in.get() & 0xff, in.get() & 0xff, in));
        }
        return new Digest(salt, sections);
    }

    private static Section readSection(int bucket, int bits, int count, ByteBuffer in) throws BadFrameException {
        if (bits > (BEGINS | ENDS) || bits != 0 && count == 0) throw new BadFrameException("bits " + bits);
        need(in, count * Entry.BYTES, "entries");
        var entries = new ArrayList<Entry>(count);
        for (int i = 0; i < count; i++) {
            var id = NodeId.read(in);
            boolean rises = i == 0 || id.compareTo(entries.get(i - 1).id()) > 0;
            if (!rises || Entry.bucket(id) != bucket) throw new BadFrameException("an id out of its order or bucket");
            entries.add(new Entry(id, serial(in.getLong()), in.getLong()));
        }
        return new Section(bucket, (bits & BEGINS) != 0, (bits & ENDS) != 0, entries);
    }

    private static long serial(long serial) throws BadFrameException {
        if (serial >>> 48 != 0) throw new BadFrameException("serial " + Long.toUnsignedString(serial));
        return serial;
    }

    private static SyncFrame readAnswer(ByteBuffer in) throws BadFrameException {
        need(in, 9, "salt and sections");
        long salt = in.getLong();
        int whole = in.get() & 0xff;
        if (in.remaining() % NodeId.BYTES != 0) throw new BadFrameException("part of an id");
        var wanted = new ArrayList<NodeId>();
        while (in.hasRemaining()) wanted.add(NodeId.read(in));
        return new Answer(salt, whole, wanted);
    }

    private static SyncFrame readPush(boolean news, ByteBuffer in) throws BadFrameException {
        var records = new ArrayList<byte[]>();
        do {
            need(in, 2, "length of a record");
            int length = in.getShort() & 0xffff;
            if (length == 0 || length > NodeRecord.MAX_BYTES) throw new BadFrameException("record of " + length);
            need(in, length, "record");
            var record = new byte[length];
            in.get(record);
            records.add(record);
        } while (in.hasRemaining());
        return new Push(news, records);
    }

    private static void need(ByteBuffer in, int bytes, String what) throws BadFrameException {
        if (in.remaining() < bytes) throw new BadFrameException(what + ": " + in.remaining() + " bytes, need " + bytes);
    }

    private static void exactly(ByteBuffer in, int bytes) throws BadFrameException {
        if (in.remaining() != bytes) throw new BadFrameException(in.remaining() + " bytes, need " + bytes);
    }
}
