package org.osier.core.envelope;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osier.core.crypto.Ed25519;
import org.osier.core.crypto.Sha256;
import org.osier.node.NodeId;

/**
 * An envelope that says from whom to whom, signed by its source, as relays carry it (WIRE.md, section 5):
 * {@code [u8 1][u8 flags][u8 hops][16 message id][32 source][32 destination][16 reply-to]?[64 signature][packet]}.
 * Holds the bytes it was read from. Immutable.
 */
public final class RoutedEnvelope {
    private static final byte[] CONTEXT = "osier/1 envelope\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HOPS = 2;
    private static final int ID = 3;
    private static final int SOURCE = ID + MessageId.BYTES;
    private static final int DESTINATION = SOURCE + NodeId.BYTES;
    private static final int REPLY_TO = DESTINATION + NodeId.BYTES;
    /** A forwarder refuses this many hops and more. */
    private static final int FORWARD_LIMIT = DirectEnvelope.HOPS_LIMIT - 1;

    private final byte[] bytes;
    private final Head head;

    private RoutedEnvelope(byte[] bytes, Head head) {
        this.bytes = bytes;
        this.head = head;
    }

    /**
     * What the source signs beside the packet.
     *
     * @param replyTo the request that it answers, or null
     * @param error whether the answer is an {@link ErrorReply}
     * @param answerWanted whether it is a request
     */
    public record Head(
            MessageId id,
            NodeId source,
            NodeId destination,
            @Nullable MessageId replyTo,
            boolean error,
            boolean answerWanted) {
        public Head {
            if (error && replyTo == null || answerWanted && replyTo != null) {
                throw new IllegalArgumentException("only an answer is an error reply, and no answer is answered");
            }
        }

        private int flags() {
            return EnvelopeFlags.ROUTED
                    | (replyTo == null ? 0 : EnvelopeFlags.REPLY_TO)
                    | (error ? EnvelopeFlags.ERROR : 0)
                    | (answerWanted ? EnvelopeFlags.ANSWER_WANTED : 0);
        }

        private int packetOffset() {
            return REPLY_TO + (replyTo == null ? 0 : MessageId.BYTES) + Ed25519.SIGNATURE_BYTES;
        }
    }

    /**
     * Reads the form strictly; the signature is for whoever has the source's key: {@link #signed}.
     *
     * @param bytes one whole envelope, hostile ones too; copied
     * @return null for what is not a routed envelope, and for one that has come over 8 hops or more
     */
    public static @Nullable RoutedEnvelope read(byte[] bytes) {
        if (bytes.length < REPLY_TO || bytes[0] != DirectEnvelope.VERSION) return null;
        int flags = bytes[1] & 0xff;
        if (!EnvelopeFlags.isValid(flags) || !EnvelopeFlags.isRouted(flags)) return null;
        if ((bytes[HOPS] & 0xff) >= DirectEnvelope.HOPS_LIMIT) return null;
        boolean answers = (flags & EnvelopeFlags.REPLY_TO) != 0;
        int packetOffset = REPLY_TO + (answers ? MessageId.BYTES : 0) + Ed25519.SIGNATURE_BYTES;
        if (bytes.length < packetOffset) return null;
        var in = ByteBuffer.wrap(bytes, ID, packetOffset - ID);
        var id = id(in);
        var source = NodeId.read(in);
        var destination = NodeId.read(in);
        var replyTo = answers ? id(in) : null;
        if (id == null || answers && replyTo == null) return null;
        boolean error = (flags & EnvelopeFlags.ERROR) != 0;
        boolean answerWanted = (flags & EnvelopeFlags.ANSWER_WANTED) != 0;
        return new RoutedEnvelope(bytes.clone(), new Head(id, source, destination, replyTo, error, answerWanted));
    }

    private static @Nullable MessageId id(ByteBuffer in) {
        long high = in.getLong();
        long low = in.getLong();
        return MessageId.isValid(high, low) ? new MessageId(high, low) : null;
    }

    /**
     * Writes one that begins its way.
     *
     * @param clusterId 32 bytes
     * @param packet kept by nobody
     * @param signer the source's: gets what is to be signed, its context included, and gives 64 bytes
     */
    public static RoutedEnvelope write(Head head, byte[] clusterId, byte[] packet, UnaryOperator<byte[]> signer) {
        var out = ByteBuffer.allocate(head.packetOffset() + packet.length)
                .put((byte) DirectEnvelope.VERSION)
                .put((byte) head.flags())
                .put((byte) 0);
        put(out, head.id);
        head.source.write(out);
        head.destination.write(out);
        if (head.replyTo != null) put(out, head.replyTo);
        var signature = signer.apply(signed(head, clusterId, Sha256.of(packet)));
        if (signature.length != Ed25519.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("a signature has 64 bytes, got " + signature.length);
        }
        return new RoutedEnvelope(out.put(signature).put(packet).array(), head);
    }

    private static void put(ByteBuffer out, MessageId id) {
        out.putLong(id.high()).putLong(id.low());
    }

    private static byte[] signed(Head head, byte[] clusterId, byte[] packetHash) {
        if (clusterId.length != Sha256.BYTES) throw new IllegalArgumentException("a cluster id has 32 bytes");
        var out = ByteBuffer.allocate(
                        CONTEXT.length + Sha256.BYTES + 2 + 2 * MessageId.BYTES + 2 * NodeId.BYTES + Sha256.BYTES)
                .put(CONTEXT)
                .put(clusterId)
                .put((byte) DirectEnvelope.VERSION)
                .put((byte) head.flags());
        put(out, head.id);
        head.source.write(out);
        head.destination.write(out);
        if (head.replyTo == null) out.putLong(0).putLong(0);
        else put(out, head.replyTo);
        return out.put(packetHash).array();
    }

    /** What the source signed in this cluster, the context included. @param clusterId 32 bytes */
    public byte[] signed(byte[] clusterId) {
        var packet = Arrays.copyOfRange(bytes, head.packetOffset(), bytes.length);
        return signed(head, clusterId, Sha256.of(packet));
    }

    /** What the source says. */
    public Head head() {
        return head;
    }

    /** How many relays it has passed, 0 to 7; not signed. */
    public int hops() {
        return bytes[HOPS];
    }

    /** The 64 bytes that the source signed with, a copy. */
    public byte[] signature() {
        int end = head.packetOffset();
        return Arrays.copyOfRange(bytes, end - Ed25519.SIGNATURE_BYTES, end);
    }

    /** The packet, its form not yet checked, a view; read-only. */
    public ByteBuffer packet() {
        return ByteBuffer.wrap(bytes, head.packetOffset(), bytes.length - head.packetOffset())
                .slice()
                .asReadOnlyBuffer();
    }

    /** As the next hop gets it from a relay; empty when it has come too far. */
    public Optional<RoutedEnvelope> forwarded() {
        if (hops() >= FORWARD_LIMIT) return Optional.empty();
        var forwarded = bytes.clone();
        forwarded[HOPS]++;
        return Optional.of(new RoutedEnvelope(forwarded, head));
    }

    /** The whole envelope as it travels, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
