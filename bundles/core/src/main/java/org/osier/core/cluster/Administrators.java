package org.osier.core.cluster;

import java.security.MessageDigest;
import java.util.List;

/**
 * Who may command a cluster: keys, and how many of them must sign. Those of the genesis are version 0; each {@link
 * AdministratorsDocument} makes the next. Immutable.
 */
public final class Administrators {
    private final byte[] clusterId;
    private final int version;
    private final int threshold;
    private final List<byte[]> keys;

    Administrators(byte[] clusterId, int version, int threshold, List<byte[]> keys) {
        this.clusterId = clusterId;
        this.version = version;
        this.threshold = threshold;
        this.keys = keys;
    }

    /** With whom the cluster began. */
    public static Administrators of(Genesis genesis) {
        return new Administrators(genesis.id(), 0, genesis.threshold(), genesis.administrators());
    }

    /** Of which cluster, 32 bytes, a copy. */
    public byte[] clusterId() {
        return clusterId.clone();
    }

    /** How often they were changed; 32 bits without sign. */
    public int version() {
        return version;
    }

    /** How many must sign; 0: there are none, and nobody can. */
    public int threshold() {
        return threshold;
    }

    /** Ed25519 keys, ascending, copies. */
    public List<byte[]> keys() {
        return keys.stream().map(byte[]::clone).toList();
    }

    /** Whether this is the key of one of them. */
    public boolean contains(byte[] key) {
        return keys.stream().anyMatch(k -> MessageDigest.isEqual(k, key));
    }
}
