package org.osier.core.node;

import java.util.HexFormat;
import org.osier.core.cluster.DocumentSigner;
import org.osier.core.operator.OperatorKey;
import org.osier.trust.AdministratorKey;

/** A key of this cluster's administrators while it is open: others hold it, we sign with it. Any thread. */
final class OpenKey implements AdministratorKey, DocumentSigner {
    private final OperatorKey key;

    OpenKey(OperatorKey key) {
        this.key = key;
    }

    @Override
    public byte[] publicKey() {
        return key.publicKey();
    }

    String hex() {
        return HexFormat.of().formatHex(publicKey());
    }

    @Override
    public byte[] sign(byte[] message) {
        return key.sign(message);
    }

    @Override
    public void close() {
        key.close();
    }
}
