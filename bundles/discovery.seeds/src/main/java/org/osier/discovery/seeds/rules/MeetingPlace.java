package org.osier.discovery.seeds.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;

/**
 * Where the members of a cluster meet on one day of one epoch, and how they seal what they leave there (WIRE.md, section
 * 10). Whoever keeps it sees a tag, slots and sizes, which are others on the next day. Immutable.
 */
public final class MeetingPlace {
    static final int NAME_BYTES = 16;

    /** Longest sealed record, in bytes: all sizes are multiples of {@link #STEP_BYTES}, so that they tell little. */
    public static final int MAX_BYTES = 1_280;

    static final int STEP_BYTES = 256;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int OVERHEAD = NONCE_BYTES + TAG_BYTES;
    private static final int HEAD_BYTES = Long.BYTES + Integer.BYTES + Short.BYTES;
    private static final long DAY_MS = 86_400_000;
    private static final int DAY_SECONDS = 86_400;
    /** So near to midnight there may be members who are on the other side of it. */
    private static final long NEAR_MS = 600_000;

    private final byte[] tag;
    private final byte[] slotKey;
    private final byte[] sealKey;

    private MeetingPlace(byte[] tag, byte[] slotKey, byte[] sealKey) {
        this.tag = tag;
        this.slotKey = slotKey;
        this.sealKey = sealKey;
    }

    /** What was sealed. @param ms when @param seconds how long it counts from then, 1 to 86,400 */
    public record Opened(long ms, int seconds, byte[] record) {}

    /**
     * Where members are now: the first is where to leave something, if there is any.
     *
     * @param keys as {@code ClusterKeys.derive} gives them
     */
    public static List<MeetingPlace> now(Function<byte[], List<byte[]>> keys, long nowMs) {
        long day = Math.floorDiv(nowMs, DAY_MS);
        long since = Math.floorMod(nowMs, DAY_MS);
        var places = new ArrayList<>(on(day, keys));
        if (since < NEAR_MS) places.addAll(on(day - 1, keys));
        if (since >= DAY_MS - NEAR_MS) places.addAll(on(day + 1, keys));
        return places;
    }

    private static List<MeetingPlace> on(long day, Function<byte[], List<byte[]>> keys) {
        var tags = keys.apply(context("osier/1 rendezvous tag\0", day));
        var slots = keys.apply(context("osier/1 rendezvous slot\0", day));
        var seals = keys.apply(context("osier/1 rendezvous\0", day));
        var places = new ArrayList<MeetingPlace>(2);
        // The epoch may change between them: then they do not belong together, and nothing opens until the next look.
        int epochs = Math.min(tags.size(), Math.min(slots.size(), seals.size()));
        for (int i = 0; i < epochs; i++)
            places.add(new MeetingPlace(Arrays.copyOf(tags.get(i), NAME_BYTES), slots.get(i), seals.get(i)));
        return places;
    }

    private static byte[] context(String name, long day) {
        var bytes = name.getBytes(US_ASCII);
        return ByteBuffer.allocate(bytes.length + Long.BYTES)
                .put(bytes)
                .putLong(day)
                .array();
    }

    /** As it stands in an address. */
    public String tag() {
        return HexFormat.of().formatHex(tag);
    }

    /** Where this member lies; 16 bytes. */
    public byte[] slot(NodeId id) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(slotKey, "HmacSHA256"));
            var bytes = ByteBuffer.allocate(NodeId.BYTES);
            id.write(bytes);
            return Arrays.copyOf(mac.doFinal(bytes.array()), NAME_BYTES);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has HMAC-SHA256", e);
        }
    }

    /**
     * @param ms now
     * @param seconds how long it counts
     * @param random fit for nonces
     */
    public byte[] seal(byte[] slot, byte[] record, long ms, int seconds, RandomGenerator random) {
        int least = OVERHEAD + HEAD_BYTES + record.length;
        int size = (least + STEP_BYTES - 1) / STEP_BYTES * STEP_BYTES;
        var body = ByteBuffer.allocate(size - OVERHEAD)
                .putLong(ms)
                .putInt(seconds)
                .putShort((short) record.length)
                .put(record)
                .array();
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, slot, nonce).doFinal(body);
            return ByteBuffer.allocate(size).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has AES-GCM", e);
        }
    }

    /** @return null: not sealed for this slot of this place, or not in this form */
    public @Nullable Opened open(byte[] slot, byte[] sealed) {
        if (sealed.length <= OVERHEAD + HEAD_BYTES || sealed.length > MAX_BYTES) return null;
        try {
            var body =
                    cipher(Cipher.DECRYPT_MODE, slot, sealed).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            return read(ByteBuffer.wrap(body));
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has AES-GCM", e);
        }
    }

    /** @return null: not in this form, which a member may send too */
    static @Nullable Opened read(ByteBuffer in) {
        if (in.remaining() < HEAD_BYTES) return null;
        long ms = in.getLong();
        int seconds = in.getInt();
        int length = in.getShort() & 0xffff;
        if (ms < 0 || seconds < 1 || seconds > DAY_SECONDS || length > in.remaining()) return null;
        var record = new byte[length];
        in.get(record);
        while (in.hasRemaining()) if (in.get() != 0) return null;
        return new Opened(ms, seconds, record);
    }

    private Cipher cipher(int mode, byte[] slot, byte[] beginsWithNonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        var parameters = new GCMParameterSpec(TAG_BYTES * Byte.SIZE, beginsWithNonce, 0, NONCE_BYTES);
        cipher.init(mode, new SecretKeySpec(sealKey, "AES"), parameters);
        cipher.updateAAD(tag);
        cipher.updateAAD(slot);
        return cipher;
    }
}
