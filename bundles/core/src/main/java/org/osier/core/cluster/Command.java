package org.osier.core.cluster;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osier.core.crypto.Ed25519;
import org.osier.core.crypto.Sha256;
import org.osier.node.NodeId;

/**
 * What an administrator tells one node or all of them to do (WIRE.md, section 9). The body travels beside it. Whether it
 * counts now is said by {@code CommandWatch}. Immutable.
 *
 * <pre>{@code
 * [32 cluster id][u64 serial][u64 issued ms][u64 expires ms][u8 kind][32 target][32 SHA-256 of the body]
 * [32 administrator key][64 signature over "osier/1 command\0" and all before the key]
 * }</pre>
 */
public final class Command {
    /** Size in bytes. */
    public static final int BYTES = 32 + 3 * 8 + 1 + 32 + 32 + Ed25519.KEY_BYTES + Ed25519.SIGNATURE_BYTES;

    /** From its issue to its end, at most. */
    public static final Duration LONGEST = Duration.ofHours(24);

    private static final int SIGNED_BYTES = BYTES - Ed25519.KEY_BYTES - Ed25519.SIGNATURE_BYTES;
    private static final byte[] CONTEXT = "osier/1 command\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVERYBODY = new byte[NodeId.BYTES];

    /** What it is about. */
    public enum Kind {
        DEPLOY,
        UPDATE,
        CONFIGURATION;

        int number() {
            return ordinal() + 1;
        }

        static Kind of(int number) throws BadDocumentException {
            if (number < 1 || number > values().length) throw new BadDocumentException("a command of kind " + number);
            return values()[number - 1];
        }
    }

    private final byte[] bytes;
    private final byte[] clusterId;
    private final long serial;
    private final long issuedMs;
    private final long expiresMs;
    private final Kind kind;
    private final Optional<NodeId> target;
    private final byte[] bodyHash;
    private final byte[] key;

    private Command(byte[] bytes, Kind kind, byte[] target) {
        var in = ByteBuffer.wrap(bytes);
        this.bytes = bytes;
        this.clusterId = Documents.take(in, 32);
        this.serial = in.getLong();
        this.issuedMs = in.getLong();
        this.expiresMs = in.getLong();
        this.kind = kind;
        in.position(in.position() + 1 + NodeId.BYTES);
        this.target = MessageDigest.isEqual(target, EVERYBODY) ? Optional.empty() : Optional.of(NodeId.of(target));
        this.bodyHash = Documents.take(in, Sha256.BYTES);
        this.key = Documents.take(in, Ed25519.KEY_BYTES);
    }

    /**
     * Signs one.
     *
     * @param serial above all that this key has signed before; 64 bits without sign
     * @param lasts at most {@link #LONGEST}
     * @param target null: all nodes
     */
    public static Command sign(
            Cluster cluster,
            long serial,
            Instant issued,
            Duration lasts,
            Kind kind,
            @Nullable NodeId target,
            byte[] body,
            DocumentSigner signer) {
        if (lasts.isNegative() || lasts.isZero() || lasts.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a command lasts at most 24 h, got " + lasts);
        }
        var out = ByteBuffer.allocate(BYTES)
                .put(cluster.id())
                .putLong(serial)
                .putLong(issued.toEpochMilli())
                .putLong(issued.plus(lasts).toEpochMilli())
                .put((byte) kind.number())
                .put(target == null ? EVERYBODY : target.bytes())
                .put(Sha256.of(body));
        out.put(signer.publicKey()).put(signer.sign(message(out.array())));
        try {
            return parse(out.array());
        } catch (BadDocumentException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads strictly; whether it counts is another question. @param bytes one whole command, copied */
    public static Command parse(byte[] bytes) throws BadDocumentException {
        if (bytes.length != BYTES) throw new BadDocumentException("a command of " + bytes.length + " bytes");
        try {
            var in = ByteBuffer.wrap(bytes, 32 + 3 * 8, 1 + NodeId.BYTES);
            var kind = Kind.of(in.get() & 0xff);
            var command = new Command(bytes.clone(), kind, Documents.take(in, NodeId.BYTES));
            // Times beyond 2^63 ms would read as before 1970; no clock says so.
            if (command.issuedMs < 0 || command.expiresMs <= command.issuedMs) {
                throw new BadDocumentException("a command that ends before it was issued");
            }
            if (command.expiresMs - command.issuedMs > LONGEST.toMillis()) {
                throw new BadDocumentException("a command that lasts longer than 24 h");
            }
            return command;
        } catch (BufferUnderflowException e) {
            throw new AssertionError("the length was checked", e);
        }
    }

    /** Whether an administrator of its cluster signed it. */
    public void verify(Administrators administrators) throws BadDocumentException {
        Documents.sameCluster(clusterId, administrators);
        if (!administrators.contains(key)) throw new BadDocumentException("signed by no administrator");
        var signature = Arrays.copyOfRange(bytes, BYTES - Ed25519.SIGNATURE_BYTES, BYTES);
        if (!Ed25519.verify(key, message(bytes), signature)) throw new BadDocumentException("the signature is wrong");
    }

    private static byte[] message(byte[] bytes) {
        return ByteBuffer.allocate(CONTEXT.length + SIGNED_BYTES)
                .put(CONTEXT)
                .put(bytes, 0, SIGNED_BYTES)
                .array();
    }

    /** Rises with each command of one key; 64 bits without sign. */
    public long serial() {
        return serial;
    }

    public Instant issued() {
        return Instant.ofEpochMilli(issuedMs);
    }

    public Instant expires() {
        return Instant.ofEpochMilli(expiresMs);
    }

    public Kind kind() {
        return kind;
    }

    /** For whom; empty: all nodes. */
    public Optional<NodeId> target() {
        return target;
    }

    /** Whether it was signed for this body. */
    public boolean isFor(byte[] body) {
        return MessageDigest.isEqual(bodyHash, Sha256.of(body));
    }

    /** Of the administrator who signed it, 32 bytes, a copy. */
    public byte[] key() {
        return key.clone();
    }

    /** As it travels, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
