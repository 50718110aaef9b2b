package org.osier.core.cluster;

/** An administrator's key at work: signs documents of the cluster. */
public interface DocumentSigner {
    /** Ed25519 public key, 32 bytes, a copy. */
    byte[] publicKey();

    /** @param message the context of the document and all of it that is signed */
    byte[] sign(byte[] message);
}
