package org.osier.discovery.seeds.rules;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rendezvous answers: {@code [u16 n]} n times {@code {[16 slot][u32 age s][u16 length][sealed]}} (WIRE.md, section
 * 10). Anybody may have written it. The ages are read over: whoever seals says himself when.
 */
public final class Answer {
    private static final int MOST = 256;
    private static final int LONGEST = 1_400;
    private static final int ENTRY_BYTES = MeetingPlace.NAME_BYTES + Integer.BYTES + Short.BYTES;

    /** Longest answer, in bytes. */
    public static final int MAX_BYTES = Short.BYTES + MOST * (ENTRY_BYTES + LONGEST);

    /** One that lies there. @param slot 16 bytes @param sealed 1 to 1,400 bytes */
    public record Entry(byte[] slot, byte[] sealed) {}

    private final List<Entry> entries;

    private Answer(List<Entry> entries) {
        this.entries = entries;
    }

    /** @throws BadAnswerException saying what was seen and what was expected */
    public static Answer read(byte[] bytes) throws BadAnswerException {
        var in = ByteBuffer.wrap(bytes);
        if (in.remaining() < Short.BYTES) throw new BadAnswerException("it has " + bytes.length + " bytes, cut short");
        int count = in.getShort() & 0xffff;
        if (count > MOST) throw new BadAnswerException("it says " + count + " records, expected at most " + MOST);
        var entries = new ArrayList<Entry>(count);
        for (int i = 0; i < count; i++) entries.add(entry(in, i));
        if (in.hasRemaining()) throw new BadAnswerException("there are bytes behind its " + count + " records");
        return new Answer(List.copyOf(entries));
    }

    private static Entry entry(ByteBuffer in, int index) throws BadAnswerException {
        if (in.remaining() < ENTRY_BYTES) throw new BadAnswerException("it ends inside record " + index);
        var slot = new byte[MeetingPlace.NAME_BYTES];
        in.get(slot);
        in.getInt();
        int length = in.getShort() & 0xffff;
        if (length < 1 || length > LONGEST)
            throw new BadAnswerException("record " + index + " has " + length + " bytes, expected 1 to " + LONGEST);
        if (length > in.remaining()) throw new BadAnswerException("it ends inside record " + index);
        var sealed = new byte[length];
        in.get(sealed);
        return new Entry(slot, sealed);
    }

    /** What lies there, as it came. Unmodifiable. */
    public List<Entry> entries() {
        return entries;
    }

    /** Whether there may be more than an answer has. */
    public boolean isFull() {
        return entries.size() == MOST;
    }
}
