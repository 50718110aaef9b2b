package org.osier.core.handshake;

import static org.osier.core.handshake.HandshakeException.Reason.OWN_ID;
import static org.osier.core.handshake.HandshakeException.Reason.WRONG_LINK_KEY;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;

/** What the other side's payload proved, once every check held. */
record PeerProof(KeyBinding binding, long capabilities, int version) {
    /**
     * The checks that both sides make.
     *
     * @param provedKey the static key of the other side, proved by the handshake
     * @param expected who was dialled for, or null for anybody
     */
    static PeerProof check(byte[] payloadBytes, byte[] provedKey, LocalKeys local, @Nullable NodeId expected)
            throws HandshakeException {
        var payload = HandshakePayload.read(payloadBytes);
        var binding = payload.binding();
        if (!MessageDigest.isEqual(binding.linkKey(), provedKey)) throw new HandshakeException(WRONG_LINK_KEY);
        binding.verify();
        if (binding.node().equals(local.node())) {
            boolean same = binding.bootId() == local.payload().binding().bootId();
            throw same ? new HandshakeException(OWN_ID) : HandshakeException.elsewhere(binding.serial());
        }
        if (expected != null && !binding.node().equals(expected)) throw HandshakeException.wrongNode(binding.node());
        int version = local.payload().versions().highestCommon(payload.versions());
        return new PeerProof(binding, payload.capabilities(), version);
    }
}
