package org.osier.core.handshake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.osier.core.crypto.Hkdf;
import org.osier.core.crypto.HmacSha256;
import org.osier.core.crypto.Sha256;

/**
 * A way in, made of a secret: what must be known to knock and to be answered (WIRE.md, section 2). Immutable; equal
 * only to itself, so that whoever offers several doors of one number sees which one was taken.
 */
public final class Door {
    /** Number of the door that is open to anybody, while it is open. */
    public static final int STRANGER = 0;

    /** Number of the door for those who have the cluster secret. */
    public static final int MEMBER = 1;

    /** Number of the door for one who has a ticket. */
    public static final int TICKET = 2;

    private static final byte[] NO_SALT = {};

    private final int number;
    private final byte[] psk;
    private final HmacSha256 knockKey;

    private Door(int number, byte[] psk, byte[] knockKey) {
        this.number = number;
        this.psk = psk;
        this.knockKey = new HmacSha256(knockKey);
    }

    /** For pairing by PIN and for open admission; its keys are no secret. */
    public static Door stranger() {
        return new Door(
                STRANGER, Sha256.of(context("osier/1 open door\0")), Sha256.of(context("osier/1 open knock\0")));
    }

    /** For members: {@code secret} is the cluster secret of one epoch. */
    public static Door member(byte[] clusterId, byte[] secret) {
        return derived(MEMBER, clusterId, secret, "osier/1 link\0", "osier/1 knock\0");
    }

    /** For whoever has this ticket secret. */
    public static Door ticket(byte[] secret) {
        return derived(TICKET, NO_SALT, secret, "osier/1 ticket\0", "osier/1 ticket knock\0");
    }

    private static Door derived(int number, byte[] salt, byte[] secret, String psk, String knock) {
        return new Door(
                number, Hkdf.derive(salt, secret, context(psk), 32), Hkdf.derive(salt, secret, context(knock), 32));
    }

    /** As it stands in the preamble. */
    public int number() {
        return number;
    }

    /** What both sides mix into the handshake, not copied. */
    byte[] psk() {
        return psk;
    }

    /** What proves that the beginning of a preamble was written by one who knows this door. */
    byte[] knock(byte[] first16) {
        return Arrays.copyOf(knockKey.over(first16), Preamble.KNOCK_BYTES);
    }

    private static byte[] context(String text) {
        return text.getBytes(US_ASCII);
    }
}
