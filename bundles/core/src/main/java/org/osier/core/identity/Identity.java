package org.osier.core.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.osier.core.crypto.Ed25519;
import org.osier.core.crypto.X25519;
import org.osier.node.NodeId;

/** The keys that a node is: Ed25519 for what it says, X25519 for its links. Immutable; any thread. */
public final class Identity {
    /** Every context that is signed begins so (WIRE.md, first paragraph). */
    private static final byte[] CONTEXT = "osier/1 ".getBytes(StandardCharsets.US_ASCII);

    private static final byte ASN1_SEQUENCE = 0x30;

    private final byte[] seed;
    private final byte[] publicKey;
    private final byte[] linkPrivateKey;
    private final byte[] linkKey;
    private final NodeId id;

    private Identity(byte[] seed, byte[] linkPrivateKey) {
        this.seed = seed;
        this.publicKey = Ed25519.publicKey(seed);
        this.linkPrivateKey = linkPrivateKey;
        this.linkKey = X25519.publicKey(linkPrivateKey);
        this.id = NodeId.ofKey(publicKey);
    }

    /** @param seed Ed25519 and @param linkPrivateKey X25519, 32 bytes each, copied */
    public static Identity of(byte[] seed, byte[] linkPrivateKey) {
        return new Identity(seed.clone(), linkPrivateKey.clone());
    }

    /** A new one. @param random fit for keys */
    public static Identity generate(RandomGenerator random) {
        var seed = new byte[Ed25519.SEED_BYTES];
        var linkPrivateKey = new byte[X25519.BYTES];
        random.nextBytes(seed);
        random.nextBytes(linkPrivateKey);
        return new Identity(seed, linkPrivateKey);
    }

    /** The name of the node. */
    public NodeId id() {
        return id;
    }

    /** Ed25519 public key, 32 bytes, a copy. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** X25519 public key, 32 bytes, a copy. */
    public byte[] linkKey() {
        return linkKey.clone();
    }

    /** Ed25519 seed, 32 bytes, a copy: a secret. */
    public byte[] seed() {
        return seed.clone();
    }

    /** X25519 private key, 32 bytes, a copy: a secret. */
    public byte[] linkPrivateKey() {
        return linkPrivateKey.clone();
    }

    /**
     * Signs.
     *
     * @param message begins with its context, such as {@code "osier/1 record\0"}; but for certificates nothing else is ever signed
     * @return 64 bytes
     */
    public byte[] sign(byte[] message) {
        if (message.length < CONTEXT.length || !Arrays.equals(message, 0, CONTEXT.length, CONTEXT, 0, CONTEXT.length)) {
            throw new IllegalArgumentException("what is signed begins with a context of Osier");
        }
        return Ed25519.sign(seed, publicKey, message);
    }

    /**
     * Signs a certificate. It cannot be taken for anything else that is signed: those begin with a context, it begins
     * as a sequence of ASN.1 does.
     *
     * @param content TBSCertificate in DER
     * @return 64 bytes
     */
    public byte[] signCertificate(byte[] content) {
        if (content.length == 0 || content[0] != ASN1_SEQUENCE) {
            throw new IllegalArgumentException("a certificate begins as a sequence");
        }
        return Ed25519.sign(seed, publicKey, content);
    }

    /** The id: nothing secret. */
    @Override
    public String toString() {
        return id.toString();
    }
}
