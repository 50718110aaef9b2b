package org.osier.core.joining.rules;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.osier.core.crypto.PinAgreement;
import org.osier.core.session.rules.Violation;

/**
 * Which Pair frames (0x18) the other end may send, and in what order: {@code [u8 kind][body]}, kinds 1, 2 and 3 once each,
 * in turn with ours; or in their place kind 0, from the joiner alone. One thread at a time.
 */
public final class PairFrames {
    /** The joiner has no PIN. */
    public static final int NO_PIN = 0;

    /** The first round of the agreement. */
    public static final int ROUND_1 = 1;

    /** The second round. */
    public static final int ROUND_2 = 2;

    /** That the same key came out. */
    public static final int CONFIRMATION = 3;

    /** Bytes of a confirmation. */
    public static final int CONFIRMATION_BYTES = 32;

    private static final int NOTHING = -2; // no byte is that

    private final boolean ofJoiner;
    private int due = ROUND_1;
    private boolean ourTurn;

    /** @param ofJoiner whether the other end is who joins */
    public PairFrames(boolean ofJoiner) {
        this.ofJoiner = ofJoiner;
        this.ourTurn = !ofJoiner;
    }

    /** A frame came. @return its kind; then it is our turn */
    public int take(byte[] payload) throws Violation {
        int kind = payload.length == 0 ? -1 : payload[0] & 0xff;
        boolean withoutPin = kind == NO_PIN && ofJoiner && due == ROUND_1;
        if (ourTurn || kind != due && !withoutPin) throw new Violation("Pair of kind " + kind + " out of turn");
        if (payload.length != 1 + size(kind)) throw new Violation("Pair of " + payload.length + " bytes");
        due = withoutPin || kind == CONFIRMATION ? NOTHING : kind + 1;
        ourTurn = true;
        return kind;
    }

    /** Our frame leaves: the other end's turn. */
    public void sent() {
        ourTurn = false;
    }

    private static int size(int kind) {
        return switch (kind) {
            case ROUND_1 -> PinAgreement.ROUND_1_BYTES;
            case ROUND_2 -> PinAgreement.ROUND_2_BYTES;
            case CONFIRMATION -> CONFIRMATION_BYTES;
            default -> 0;
        };
    }

    /** What stands behind the kind. */
    public static byte[] body(byte[] payload) {
        return Arrays.copyOfRange(payload, 1, payload.length);
    }

    /** A frame of ours. */
    public static ByteBuffer write(int kind, byte... body) {
        return ByteBuffer.allocate(1 + body.length).put((byte) kind).put(body).flip();
    }
}
