package org.osier.core.session.rules;

/** Frame 0x14: a kind, in greetings both boot ids, then what is known of each stream (WIRE.md, section 4). */
final class Control {
    static final int FRAME_TYPE = 0x14;

    static final int ACKNOWLEDGE = 1;
    static final int FORGOTTEN = 2;
    static final int RESUME = 3;
    static final int SELECTIVE = 4;

    /** {@code [u8 kind][8 my boot][8 your boot]}. */
    static final int GREETING_BYTES = 17;

    /** {@code [u8 stream][u64 offset][u32 window]}. */
    static final int ENTRY_BYTES = 13;

    /** Header of the frame and kind: what stands before the entries of an acknowledgement. */
    static final int ACKNOWLEDGE_FRAME_BYTES = 6;

    private Control() {}

    static void writeGreeting(byte[] out, int kind, long myBoot, long yourBoot) {
        out[0] = (byte) kind;
        Bytes.putLong(out, 1, myBoot);
        Bytes.putLong(out, 9, yourBoot);
    }

    /** Checks that the sender of a greeting means this pair of boot ids. */
    static void checkBoots(byte[] in, int at, int length, long myBoot, long peerBoot) throws Violation {
        if (length < GREETING_BYTES) throw new Violation("session greeting of " + length + " bytes");
        if (Bytes.getLong(in, at + 1) != peerBoot || Bytes.getLong(in, at + 9) != myBoot) {
            throw new Violation("session greeting with other boot ids than the handshake's");
        }
    }

    /** Checks that {@code length} bytes are whole entries. @return how many */
    static int entries(int length) throws Violation {
        if (length % ENTRY_BYTES != 0) throw new Violation("session control cuts an entry");
        return length / ENTRY_BYTES;
    }

    /** Writes one entry. @return its end */
    static int writeEntry(byte[] out, int at, int stream, long offset, long window) {
        out[at] = (byte) stream;
        Bytes.putLong(out, at + 1, offset);
        Bytes.putInt(out, at + 9, (int) window);
        return at + ENTRY_BYTES;
    }

    static int stream(byte[] in, int entry) throws Violation {
        int stream = in[entry] & 0xff;
        if (stream >= Segment.STREAMS) throw new Violation("session control for stream " + stream);
        return stream;
    }

    /** An unsigned number: negative means beyond anything that was ever sent. */
    static long offset(byte[] in, int entry) {
        return Bytes.getLong(in, entry + 1);
    }

    static long window(byte[] in, int entry) {
        return Bytes.getInt(in, entry + 9) & 0xffff_ffffL;
    }

    /** Writes what stands before the entries of an acknowledgement that ends at {@code end}. */
    static void writeAcknowledgeHeader(byte[] out, int at, int end) {
        Bytes.putInt(out, at, end - at - 4);
        out[at + 4] = FRAME_TYPE;
        out[at + 5] = ACKNOWLEDGE;
    }
}
