package org.osier.discovery;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keys that only members of our cluster can make: for what is said where strangers hear it. A service of the node. Any
 * thread; costs a few microseconds.
 */
@ProviderType
public interface ClusterKeys {
    /** Length of each key in bytes. */
    int BYTES = 32;

    /**
     * {@code HKDF(cluster id, cluster secret, context, 32)}, RFC 5869 with SHA-256.
     *
     * @param context what the key is for: begins with {@code osier/1 }, holds a zero byte that ends its name, then
     *     whatever else tells keys of that name apart; 10 to 64 bytes
     * @return of the epoch in force first, to speak with; then, if its members are still heard, of the one before. 1 or 2
     *     keys, the caller's to keep and to forget: they change when the secret is turned over
     * @throws IllegalArgumentException if the context is not so
     */
    List<byte[]> derive(byte[] context);
}
