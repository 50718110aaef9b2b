package org.osier.core.noise;

import java.nio.ByteBuffer;
import org.osier.core.crypto.MlKem768;
import org.osier.core.crypto.X25519;

/** Message 1 of our pattern, made by one who knows the pre-shared key and picks its public keys at will. */
public final class HostileFirst {
    private HostileFirst() {}

    /** 1,248 bytes that decrypt. */
    public static byte[] message(Protocol protocol, byte[] psk, byte[] prologue, byte[] e, byte[] encapsulationKey) {
        var symmetric = new SymmetricState(protocol);
        symmetric.mixHash(prologue);
        symmetric.mixKeyAndHash(psk);
        symmetric.mixHash(e);
        symmetric.mixKey(e);
        return ByteBuffer.allocate(X25519.BYTES + MlKem768.KEY_BYTES + 32)
                .put(e)
                .put(symmetric.encryptAndHash(encapsulationKey))
                .put(symmetric.encryptAndHash(new byte[0]))
                .array();
    }
}
