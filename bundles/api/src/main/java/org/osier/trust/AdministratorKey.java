package org.osier.trust;

import org.osgi.annotation.versioning.ProviderType;

/** An administrator's key, open until it is closed. Shows nothing secret. */
@ProviderType
public interface AdministratorKey extends AutoCloseable {
    /** Ed25519 public key, 32 bytes, a copy. */
    byte[] publicKey();

    /** Forgets the key. */
    @Override
    void close();
}
