package org.osier.core.cluster;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.osier.core.crypto.Hkdf;
import org.osier.parts.keys.MemberTag;

/** A cluster as its members know it: genesis, epoch and the secret of that epoch. Immutable; any thread. */
public final class Cluster {
    /** Size of the secret in bytes. */
    public static final int SECRET_BYTES = 32;

    private final Genesis genesis;
    private final int epoch;
    private final byte[] secret;
    private final byte[] tagKey;

    private Cluster(Genesis genesis, int epoch, byte[] secret) {
        this.genesis = genesis;
        this.epoch = epoch;
        this.secret = secret;
        this.tagKey = Hkdf.derive(genesis.id(), secret, MemberTag.context(), 32);
    }

    /**
     * @param epoch u32, from 1
     * @param secret of that epoch, 32 bytes, copied
     * @throws IllegalArgumentException if one of them is not so
     */
    public static Cluster of(Genesis genesis, int epoch, byte[] secret) {
        if (epoch == 0) throw new IllegalArgumentException("an epoch is 1 or more");
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("a cluster secret has 32 bytes, got " + secret.length);
        }
        return new Cluster(genesis, epoch, secret.clone());
    }

    /** The first epoch of a cluster that begins now. @param random fit for keys */
    public static Cluster begin(Genesis genesis, RandomGenerator random) {
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new Cluster(genesis, 1, secret);
    }

    /** What it began with. */
    public Genesis genesis() {
        return genesis;
    }

    /** SHA-256 of the genesis, 32 bytes, a copy. */
    public byte[] id() {
        return genesis.id();
    }

    /** The id as 64 hex digits. */
    public String idHex() {
        return HexFormat.of().formatHex(id());
    }

    /** What it calls itself. */
    public String name() {
        return genesis.name();
    }

    /** How often its secret was turned over, from 1; 32 bits without sign. */
    public int epoch() {
        return epoch;
    }

    /** The secret of this epoch, 32 bytes, a copy. */
    public byte[] secret() {
        return secret.clone();
    }

    /** Key of the tags in the records of this epoch, 32 bytes, a copy (WIRE.md, section 7). */
    public byte[] tagKey() {
        return tagKey.clone();
    }

    /** Same genesis, epoch and secret, compared in constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Cluster cluster
                && epoch == cluster.epoch
                && MessageDigest.isEqual(id(), cluster.id())
                && MessageDigest.isEqual(secret, cluster.secret);
    }

    @Override
    public int hashCode() {
        return idHex().hashCode();
    }

    /** Name, id and epoch: nothing secret. */
    @Override
    public String toString() {
        return name() + " " + idHex().substring(0, 8) + " epoch " + Integer.toUnsignedString(epoch);
    }
}
