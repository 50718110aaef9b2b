package org.osier.core.link;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.osier.core.link.rules.FrameType;
import org.osier.core.session.rules.Violation;

/** Splits the records of a link into frames (room 5 of the walk of a message). */
final class RecordReader {
    /** Takes the frames of a record, one after the other. */
    interface Sink {
        /** @param record holds the payload, {@code length} bytes from {@code offset}, until this returns */
        void frame(int type, byte[] record, int offset, int length) throws Violation;
    }

    private RecordReader() {}

    /** Hands out whole frames, until one of them ends the link. */
    static void split(byte[] record, int end, BooleanSupplier ended, Sink sink) throws Violation {
        int at = 0;
        while (at < end && !ended.getAsBoolean()) {
            if (end - at < FrameType.HEADER_BYTES) throw new Violation("a record cuts a frame");
            int length = ByteBuffer.wrap(record).getInt(at);
            if (length < 1 || length > end - at - 4) throw new Violation("a frame of " + length + " bytes");
            sink.frame(record[at + 4] & 0xff, record, at + FrameType.HEADER_BYTES, length - 1);
            at += 4 + length;
        }
    }
}
