package org.osier.rendezvous.rules;

import java.nio.ByteBuffer;
import java.util.List;

/** The body of an answer: {@code [u16 n]} n times {@code {[16 slot][u32 age s][u16 length][sealed]}} (WIRE.md, section 10). */
public final class AnswerForm {
    /** Records in one answer at most. */
    public static final int MOST = 256;

    private static final int HEAD_BYTES = 2;
    private static final int ENTRY_BYTES = Name.BYTES + Integer.BYTES + Short.BYTES;

    /** Longest answer, in bytes. */
    public static final int MAX_BYTES = HEAD_BYTES + MOST * (ENTRY_BYTES + Kept.MAX_BYTES);

    private AnswerForm() {}

    /** @param newestFirst at most {@link #MOST} */
    public static byte[] write(List<Kept> newestFirst, long nowMs) {
        if (newestFirst.size() > MOST) throw new IllegalArgumentException("records: " + newestFirst.size());
        int size = HEAD_BYTES;
        for (var one : newestFirst) size += ENTRY_BYTES + one.sealed().length;
        var out = ByteBuffer.allocate(size).putShort((short) newestFirst.size());
        for (var one : newestFirst) {
            one.slot().write(out);
            out.putInt(one.age(nowMs)).putShort((short) one.sealed().length).put(one.sealed());
        }
        return out.array();
    }
}
