package org.osier.core.joining;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.osier.core.crypto.Hkdf;
import org.osier.core.joining.rules.PairFrames;
import org.osier.node.NodeId;

/**
 * What both ends of a pairing can say only if they used one PIN, over one and the same handshake, and mean each other (WIRE.md,
 * section 2). Each half is said once, by one of them.
 */
final class Confirmations {
    private static final byte[] CONTEXT = "osier/1 pair\0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] joiner;
    private final byte[] member;

    private Confirmations(byte[] both) {
        this.joiner = Arrays.copyOf(both, PairFrames.CONFIRMATION_BYTES);
        this.member = Arrays.copyOfRange(both, PairFrames.CONFIRMATION_BYTES, both.length);
    }

    /** @param handshakeHash names the link; @param secret what the agreement gave */
    static Confirmations of(byte[] handshakeHash, byte[] secret, NodeId member, NodeId joiner) {
        var info = ByteBuffer.allocate(CONTEXT.length + 2 * NodeId.BYTES).put(CONTEXT);
        member.write(info);
        joiner.write(info);
        return new Confirmations(Hkdf.derive(handshakeHash, secret, info.array(), 2 * PairFrames.CONFIRMATION_BYTES));
    }

    /** What the joiner says, first. */
    byte[] joiner() {
        return joiner.clone();
    }

    /** What the member answers. */
    byte[] member() {
        return member.clone();
    }

    boolean isJoiner(byte[] said) {
        return MessageDigest.isEqual(joiner, said);
    }

    boolean isMember(byte[] said) {
        return MessageDigest.isEqual(member, said);
    }
}
