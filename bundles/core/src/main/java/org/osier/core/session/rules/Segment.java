package org.osier.core.session.rules;

/** Frame 0x02, {@code [u32 length][u8 2][u8 flags][u8 stream][u64 offset][bytes]}: WIRE.md, sections 3 and 4. */
final class Segment {
    static final int FRAME_TYPE = 0x02;

    /** Its first byte is the first of a message. */
    static final int FIRST = 1;

    /** Its last byte is the last of a message. */
    static final int LAST = 2;

    /** Nothing follows for now. */
    static final int QUIET = 4;

    static final int FLAGS = FIRST | LAST | QUIET;

    /** Streams are numbered 0 to 15. */
    static final int STREAMS = 16;

    /** Flags, stream and offset: what a payload begins with. */
    static final int HEADER_BYTES = 10;

    /** Everything before the bytes: the header of the frame, then that of the segment. */
    static final int FRAME_BYTES = 5 + HEADER_BYTES;

    private static final int FLAGS_AT = 5;

    private Segment() {}

    /** Writes a whole frame. @return its end */
    static int write(byte[] out, int at, int flags, int stream, long offset, byte[] from, int start, int length) {
        Bytes.putInt(out, at, 1 + HEADER_BYTES + length);
        out[at + 4] = FRAME_TYPE;
        out[at + FLAGS_AT] = (byte) flags;
        out[at + 6] = (byte) stream;
        Bytes.putLong(out, at + 7, offset);
        System.arraycopy(from, start, out, at + FRAME_BYTES, length);
        return at + FRAME_BYTES + length;
    }

    /** Adds {@link #QUIET} to the frame that begins at {@code at}. */
    static void markQuiet(byte[] out, int at) {
        out[at + FLAGS_AT] |= QUIET;
    }
}
