package org.osier.core.envelope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The head of an envelope for the other end of the link (WIRE.md, section 5), the packet follows:
 * {@code [u8 1][u8 flags][u8 hops][16 message id][16 reply-to]?}. Every message passes here, so reading makes one
 * object and writing none. Immutable; holds no bytes.
 */
public final class DirectEnvelope {
    /** Bytes before the packet of a message. */
    public static final int BYTES = 3 + MessageId.BYTES;

    /** Bytes before the packet of an answer. */
    public static final int ANSWER_BYTES = BYTES + MessageId.BYTES;

    static final int VERSION = 1;
    /** A receiver refuses this many hops and more. */
    static final int HOPS_LIMIT = 8;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final int flags;
    private final int packetOffset;
    private final long idHigh;
    private final long idLow;
    private final long replyToHigh;
    private final long replyToLow;

    private DirectEnvelope(int flags, int packetOffset, long idHigh, long idLow, long replyToHigh, long replyToLow) {
        this.flags = flags;
        this.packetOffset = packetOffset;
        this.idHigh = idHigh;
        this.idLow = idLow;
        this.replyToHigh = replyToHigh;
        this.replyToLow = replyToLow;
    }

    /**
     * Reads strictly. What the packet holds, and whether there is one, is for others to check.
     *
     * @param bytes any, hostile ones too
     * @param offset and @param length lie in {@code bytes}
     * @return null for what is not a direct envelope: routed ones too, this node is no relay
     */
    public static @Nullable DirectEnvelope read(byte[] bytes, int offset, int length) {
        if (length < BYTES || bytes[offset] != VERSION || (bytes[offset + 2] & 0xff) >= HOPS_LIMIT) return null;
        int flags = bytes[offset + 1] & 0xff;
        if (!EnvelopeFlags.isValid(flags) || EnvelopeFlags.isRouted(flags)) return null;
        long high = half(bytes, offset + 3);
        long low = half(bytes, offset + 3 + Long.BYTES);
        if (!MessageId.isValid(high, low)) return null;
        if ((flags & EnvelopeFlags.REPLY_TO) == 0) {
            return new DirectEnvelope(flags, offset + BYTES, high, low, 0, 0);
        }
        if (length < ANSWER_BYTES) return null;
        long replyToHigh = half(bytes, offset + BYTES);
        long replyToLow = half(bytes, offset + BYTES + Long.BYTES);
        return MessageId.isValid(replyToHigh, replyToLow)
                ? new DirectEnvelope(flags, offset + ANSWER_BYTES, high, low, replyToHigh, replyToLow)
                : null;
    }

    private static long half(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /** Writes {@link #BYTES} bytes from {@code at} on. @param answerWanted whether this is a request */
    public static void write(byte[] to, int at, boolean answerWanted, MessageId id) {
        head(to, at, answerWanted ? EnvelopeFlags.ANSWER_WANTED : 0, id);
    }

    /** Writes {@link #ANSWER_BYTES} bytes from {@code at} on. @param replyTo the id of the request */
    public static void writeAnswer(byte[] to, int at, boolean error, MessageId id, MessageId replyTo) {
        head(to, at, EnvelopeFlags.REPLY_TO | (error ? EnvelopeFlags.ERROR : 0), id);
        put(to, at + BYTES, replyTo);
    }

    private static void head(byte[] to, int at, int flags, MessageId id) {
        to[at] = VERSION;
        to[at + 1] = (byte) flags;
        to[at + 2] = 0;
        put(to, at + 3, id);
    }

    private static void put(byte[] to, int at, MessageId id) {
        LONG.set(to, at, id.high());
        LONG.set(to, at + Long.BYTES, id.low());
    }

    /** Names the message. */
    public MessageId id() {
        return new MessageId(idHigh, idLow);
    }

    /** The request that it answers; null if it answers none. */
    public @Nullable MessageId replyTo() {
        return (flags & EnvelopeFlags.REPLY_TO) == 0 ? null : new MessageId(replyToHigh, replyToLow);
    }

    /** Whether the answer is an {@link ErrorReply}. */
    public boolean error() {
        return (flags & EnvelopeFlags.ERROR) != 0;
    }

    /** Whether the sender waits for an answer. */
    public boolean answerWanted() {
        return (flags & EnvelopeFlags.ANSWER_WANTED) != 0;
    }

    /** Where the packet begins in the array that was read; it goes to the end of what was read, and may be empty. */
    public int packetOffset() {
        return packetOffset;
    }
}
