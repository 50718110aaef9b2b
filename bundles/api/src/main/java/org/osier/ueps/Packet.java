package org.osier.ueps;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One UEPS packet: an authenticated header and a payload (WIRE.md, section 6; the one-byte-length dialect of go-p2p).
 * Immutable; holds the bytes it was read from, so nothing is copied.
 *
 * <pre>{@code
 * 01 01 version | 02 01 current layer | 03 01 target layer | 04 01 intent | 05 02 threat | 06 20 hmac | FF payload...
 * }</pre>
 *
 * The threat score is what the sender says of itself: a filter, not a defence.
 */
public final class Packet {
    /** Version that we write; a reader of this class takes any, the dispatcher only this one. */
    public static final int VERSION = 9;
    /** Layer that we write as current and as target. */
    public static final int LAYER = 5;
    /** Bytes of a packet beside its payload. */
    public static final int OVERHEAD = 51;
    /** A packet with a higher score is dropped before routing; this score passes (seed text 003). */
    public static final int THREAT_LIMIT = 50_000;

    private static final int HEADER = 16;
    private static final int HMAC = HEADER + 2;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Tag and length of each header field, from its offset on. */
    private static final int[] FIELD_AT = {0, 3, 6, 9, 12};

    private final byte[] bytes;
    private final int offset;
    private final int length;

    private Packet(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Reads strictly: the fields 01 to 05 once each, in order, with these lengths, then 06, then FF.
     *
     * @param in one whole packet in a heap buffer; its array is kept, not copied, and must not change any more. Its
     *     position does not move
     * @return the packet; its HMAC has not been checked, see {@link #authentic}
     * @throws BadPacketException if the form is not exactly that
     */
    public static Packet read(ByteBuffer in) throws BadPacketException {
        return read(in.array(), in.arrayOffset() + in.position(), in.remaining());
    }

    /** As {@link #read(ByteBuffer)}, for {@code length} bytes of {@code bytes} from {@code offset} on. */
    public static Packet read(byte[] bytes, int offset, int length) throws BadPacketException {
        PacketForm.check(bytes, offset, length);
        return new Packet(bytes, offset, length);
    }

    /**
     * Writes a packet as we send it: version 9, layers 5.
     *
     * @param intent 0 to 255
     * @param threat 0 to 65,535, of which receivers take 0 to 50,000
     * @param payload any length, its position does not move
     * @param mac gives the HMAC
     */
    public static Packet write(int intent, int threat, ByteBuffer payload, Mac mac) {
        return write(VERSION, LAYER, LAYER, intent, threat, payload, mac);
    }

    /** As {@link #write(int, int, ByteBuffer, Mac)}, with every header field given, each 0 to 255 but the threat. */
    public static Packet write(
            int version, int current, int target, int intent, int threat, ByteBuffer payload, Mac mac) {
        int size = payload.remaining();
        var bytes = new byte[OVERHEAD + size];
        payload.get(payload.position(), bytes, OVERHEAD, size);
        write(bytes, 0, size, version, current, target, intent, threat, mac);
        return new Packet(bytes, 0, bytes.length);
    }

    /**
     * Writes a packet around its payload, for callers that lay more around both: {@link #OVERHEAD} bytes from {@code at} on,
     * behind which the payload is already.
     *
     * @param size bytes of the payload
     * @throws IllegalArgumentException if a field is out of its range
     */
    public static void write(byte[] to, int at, int size, int intent, int threat, Mac mac) {
        write(to, at, size, VERSION, LAYER, LAYER, intent, threat, mac);
    }

    private static void write(
            byte[] to, int at, int size, int version, int current, int target, int intent, int threat, Mac mac) {
        field(to, at, 1, octet("version", version));
        field(to, at + 3, 2, octet("current layer", current));
        field(to, at + 6, 3, octet("target layer", target));
        field(to, at + 9, 4, octet("intent", intent));
        if (threat < 0 || threat > 0xffff) throw new IllegalArgumentException("threat is 0 to 65,535, got " + threat);
        to[at + 12] = 5;
        to[at + 13] = 2;
        to[at + 14] = (byte) (threat >> 8);
        to[at + 15] = (byte) threat;
        var hmac = mac.over(ByteBuffer.wrap(to, at, HEADER), ByteBuffer.wrap(to, at + OVERHEAD, size));
        to[at + HEADER] = 6;
        to[at + HEADER + 1] = Mac.BYTES;
        System.arraycopy(hmac, 0, to, at + HMAC, Mac.BYTES);
        to[at + OVERHEAD - 1] = (byte) 0xff;
    }

    private static void field(byte[] to, int at, int tag, int value) {
        to[at] = (byte) tag;
        to[at + 1] = 1;
        to[at + 2] = (byte) value;
    }

    private static int octet(String what, int value) {
        if (value < 0 || value > 0xff) throw new IllegalArgumentException(what + " is 0 to 255, got " + value);
        return value;
    }

    /** Header field 01, 0 to 255. */
    public int version() {
        return bytes[offset + FIELD_AT[0] + 2] & 0xff;
    }

    /** Header field 02, 0 to 255. */
    public int currentLayer() {
        return bytes[offset + FIELD_AT[1] + 2] & 0xff;
    }

    /** Header field 03, 0 to 255. */
    public int targetLayer() {
        return bytes[offset + FIELD_AT[2] + 2] & 0xff;
    }

    /** What the packet asks for, 0 to 255. */
    public int intent() {
        return bytes[offset + FIELD_AT[3] + 2] & 0xff;
    }

    /** What the sender says of its own danger, 0 to 65,535. */
    public int threat() {
        return (bytes[offset + FIELD_AT[4] + 2] & 0xff) << 8 | bytes[offset + FIELD_AT[4] + 3] & 0xff;
    }

    /** The payload, read-only, a view of its own for each caller. */
    public ByteBuffer payload() {
        return payloadView().asReadOnlyBuffer();
    }

    /** The payload as UTF-8 text. */
    public String text() {
        return StandardCharsets.UTF_8.decode(payloadView()).toString();
    }

    /** Size of the payload in bytes. */
    public int payloadBytes() {
        return length - OVERHEAD;
    }

    /** The whole packet as it travels, a copy. */
    public byte[] bytes() {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    /** Whether {@code mac} gives the HMAC that the packet carries; compared in constant time. */
    public boolean authentic(Mac mac) {
        var expected = mac.over(ByteBuffer.wrap(bytes, offset, HEADER), payloadView());
        long difference = 0; // longs, since every message passes here
        for (int at = 0; at < Mac.BYTES; at += Long.BYTES) {
            difference |= (long) LONG.get(expected, at) ^ (long) LONG.get(bytes, offset + HMAC + at);
        }
        return difference == 0;
    }

    private ByteBuffer payloadView() {
        return ByteBuffer.wrap(bytes, offset + OVERHEAD, length - OVERHEAD);
    }
}
