package org.osier.core.session.rules;

/**
 * Control kind 4, {@code [u8 4][u8 stream]{u64 from, u64 to}*}: what has arrived above the acknowledged offset, at most
 * {@value #MAX} blocks that ascend and do not touch (WIRE.md, section 4).
 */
final class Blocks {
    static final int MAX = 16;

    static final int HEADER_BYTES = 2;
    static final int BLOCK_BYTES = 16;

    /** Header of the frame, kind and stream: what stands before the blocks. */
    static final int FRAME_BYTES = 5 + HEADER_BYTES;

    private Blocks() {}

    /** Checks what can be checked without the stream. @return how many */
    static int check(byte[] in, int at, int length) throws Violation {
        int bytes = length - HEADER_BYTES;
        if (bytes < BLOCK_BYTES || bytes % BLOCK_BYTES != 0 || bytes > MAX * BLOCK_BYTES) {
            throw new Violation("selective blocks of " + length + " bytes");
        }
        long reached = -1;
        for (int i = 0; i < bytes / BLOCK_BYTES; i++) {
            long from = from(in, at, i);
            long to = to(in, at, i);
            if (from <= reached || to <= from) throw new Violation("selective blocks that do not ascend");
            reached = to;
        }
        return bytes / BLOCK_BYTES;
    }

    static long from(byte[] in, int at, int index) {
        return Bytes.getLong(in, at + HEADER_BYTES + index * BLOCK_BYTES);
    }

    static long to(byte[] in, int at, int index) {
        return Bytes.getLong(in, at + HEADER_BYTES + index * BLOCK_BYTES + 8);
    }

    /** Writes one block of a frame that begins at {@code frame}. */
    static void write(byte[] out, int frame, int index, long from, long to) {
        int at = frame + FRAME_BYTES + index * BLOCK_BYTES;
        Bytes.putLong(out, at, from);
        Bytes.putLong(out, at + 8, to);
    }

    /** Writes what stands before the blocks. @return the end of the frame */
    static int finish(byte[] out, int frame, int stream, int blocks) {
        int end = frame + FRAME_BYTES + blocks * BLOCK_BYTES;
        Bytes.putInt(out, frame, end - frame - 4);
        out[frame + 4] = Control.FRAME_TYPE;
        out[frame + 5] = Control.SELECTIVE;
        out[frame + 6] = (byte) stream;
        return end;
    }
}
