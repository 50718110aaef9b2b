package org.osier.node;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a node that nobody can take from it: SHA-256 of its Ed25519 public key in SubjectPublicKeyInfo form.
 * Immutable; four longs, so that it is cheap to compare and to use as a key. Ordered as unsigned bytes.
 */
public final class NodeId implements Comparable<NodeId> {
    /** Size in bytes. */
    public static final int BYTES = 32;

    /** SubjectPublicKeyInfo of an Ed25519 key is this and the 32 key bytes (RFC 8410). */
    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final long a;
    private final long b;
    private final long c;
    private final long d;

    private NodeId(long a, long b, long c, long d) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
    }

    /**
     * The id with these bytes.
     *
     * @param bytes exactly 32 bytes, copied
     * @throws IllegalArgumentException for another length
     */
    public static NodeId of(byte[] bytes) {
        if (bytes.length != BYTES) throw new IllegalArgumentException("a NodeId has 32 bytes, got " + bytes.length);
        return read(ByteBuffer.wrap(bytes));
    }

    /**
     * Takes an id from {@code in}, whose position moves by 32.
     *
     * @param in big-endian, with at least 32 bytes remaining
     * @throws java.nio.BufferUnderflowException if there are fewer
     */
    public static NodeId read(ByteBuffer in) {
        return new NodeId(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    /**
     * The id of the node that has this key.
     *
     * @param ed25519 raw public key, exactly 32 bytes
     * @throws IllegalArgumentException for another length
     */
    public static NodeId ofKey(byte[] ed25519) {
        if (ed25519.length != 32) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes, got " + ed25519.length);
        }
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(SPKI_PREFIX);
            return of(sha.digest(ed25519));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /**
     * The id written as 64 hex digits.
     *
     * @param hex 64 hex digits, either case
     * @throws IllegalArgumentException for anything else
     */
    public static NodeId parse(String hex) {
        if (hex.length() != 2 * BYTES) {
            throw new IllegalArgumentException("a NodeId has 64 hex digits, got " + hex.length() + " characters");
        }
        return of(HexFormat.of().parseHex(hex));
    }

    /** A new array with the 32 bytes. */
    public byte[] bytes() {
        var bytes = new byte[BYTES];
        write(ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** Puts the 32 bytes into {@code out}. */
    public void write(ByteBuffer out) {
        out.putLong(a).putLong(b).putLong(c).putLong(d);
    }

    /** The first 8 hex digits: for people, never for decisions. */
    public String brief() {
        return HexFormat.of().toHexDigits(a).substring(0, 8);
    }

    @Override
    public int compareTo(NodeId other) {
        if (a != other.a) return Long.compareUnsigned(a, other.a);
        if (b != other.b) return Long.compareUnsigned(b, other.b);
        if (c != other.c) return Long.compareUnsigned(c, other.c);
        return Long.compareUnsigned(d, other.d);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeId id && a == id.a && b == id.b && c == id.c && d == id.d;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a); // already a hash
    }

    /** 64 lower-case hex digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes());
    }
}
