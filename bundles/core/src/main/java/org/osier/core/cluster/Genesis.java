package org.osier.core.cluster;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.osier.core.crypto.Ed25519;
import org.osier.core.crypto.Sha256;

/**
 * The document that a cluster begins with (WIRE.md, section 9): its name, and who may administrate it. Its SHA-256 is
 * the id of the cluster, so the bytes are kept as they came. Immutable.
 *
 * <pre>{@code [u8 1][32 random][u64 created, ms][u8 n][name][u8 threshold][u8 k]{[32 administrator key]}}</pre>
 */
public final class Genesis {
    /** Administrators at most. */
    public static final int MAX_ADMINISTRATORS = 16;

    /** Longest genesis, in bytes. */
    static final int MAX_BYTES = 1 + 32 + 8 + 1 + 64 + 2 + MAX_ADMINISTRATORS * Ed25519.KEY_BYTES;

    private static final int VERSION = 1;
    private static final int RANDOM_BYTES = 32;
    /** Names of clusters and of nodes have one form (WIRE.md, section 7). */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]([A-Za-z0-9_ -]{0,62}[A-Za-z0-9_-])?");

    private final byte[] bytes;
    private final byte[] id;
    private final String name;
    private final long createdMs;
    private final int threshold;
    private final List<byte[]> administrators;

    private Genesis(byte[] bytes, String name, long createdMs, int threshold, List<byte[]> administrators) {
        this.bytes = bytes;
        this.id = Sha256.of(bytes);
        this.name = name;
        this.createdMs = createdMs;
        this.threshold = threshold;
        this.administrators = administrators;
    }

    /**
     * A new cluster without administrators: it cannot rotate, revoke or command.
     *
     * @throws IllegalArgumentException if the name is not {@link #isName good}
     */
    public static Genesis create(String name, Instant now, RandomGenerator random) {
        return create(name, now, random, 0, List.of());
    }

    /**
     * A new cluster with these administrators, of whom so many must sign.
     *
     * @param keys Ed25519 keys in any order
     * @throws IllegalArgumentException if the name is not {@link #isName good}, or nobody could rule it so
     */
    public static Genesis create(String name, Instant now, RandomGenerator random, int threshold, List<byte[]> keys) {
        if (!isName(name)) throw new IllegalArgumentException("no name for a cluster: " + name);
        var fresh = new byte[RANDOM_BYTES];
        random.nextBytes(fresh);
        var ascii = name.getBytes(StandardCharsets.US_ASCII);
        var bytes = ByteBuffer.allocate(1 + RANDOM_BYTES + 8 + 1 + ascii.length + 2 + keys.size() * Ed25519.KEY_BYTES)
                .put((byte) VERSION)
                .put(fresh)
                .putLong(now.toEpochMilli())
                .put((byte) ascii.length)
                .put(ascii)
                .put((byte) threshold)
                .put((byte) keys.size());
        keys.stream().sorted(Arrays::compareUnsigned).forEach(bytes::put);
        try {
            return parse(bytes.array());
        } catch (BadGenesisException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Whether this can name a cluster: 1 to 64 ASCII letters, digits, {@code -}, {@code _} and inner spaces. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * Reads strictly.
     *
     * @param bytes one whole genesis, copied
     */
    public static Genesis parse(byte[] bytes) throws BadGenesisException {
        if (bytes.length > MAX_BYTES) throw bad(bytes.length + " bytes, at most " + MAX_BYTES);
        try {
            return read(bytes.clone());
        } catch (BufferUnderflowException e) {
            throw bad("it is cut short");
        }
    }

    private static Genesis read(byte[] bytes) throws BadGenesisException {
        var in = ByteBuffer.wrap(bytes);
        int version = in.get() & 0xff;
        if (version != VERSION) throw bad("version " + version + ", expected 1");
        take(in, RANDOM_BYTES);
        long createdMs = in.getLong();
        // A byte that is not ASCII becomes a character that no name has.
        var name = new String(take(in, in.get() & 0xff), StandardCharsets.US_ASCII);
        if (!isName(name)) throw bad("its name has not 1 to 64 letters, digits, -, _ or inner spaces");
        int threshold = in.get() & 0xff;
        int count = in.get() & 0xff;
        if (count > MAX_ADMINISTRATORS) throw bad(count + " administrators, at most " + MAX_ADMINISTRATORS);
        if (count == 0 ? threshold != 0 : threshold < 1 || threshold > count) {
            throw bad("threshold " + threshold + " of " + count + " administrators");
        }
        var administrators = administrators(in, count);
        if (in.hasRemaining()) throw bad(in.remaining() + " bytes too many");
        return new Genesis(bytes, name, createdMs, threshold, administrators);
    }

    private static List<byte[]> administrators(ByteBuffer in, int count) throws BadGenesisException {
        var administrators = new ArrayList<byte[]>(count);
        for (int i = 0; i < count; i++) {
            var key = take(in, Ed25519.KEY_BYTES);
            if (i > 0 && Arrays.compareUnsigned(administrators.get(i - 1), key) >= 0) {
                throw bad("administrator keys must ascend");
            }
            if (!Ed25519.isGoodKey(key)) throw bad("an administrator key is no Ed25519 key");
            administrators.add(key);
        }
        return List.copyOf(administrators);
    }

    private static byte[] take(ByteBuffer in, int length) {
        var taken = new byte[length];
        in.get(taken);
        return taken;
    }

    private static BadGenesisException bad(String what) {
        return new BadGenesisException("not a genesis: " + what);
    }

    /** The id of the cluster: SHA-256 of the bytes, 32 bytes, a copy. */
    public byte[] id() {
        return id.clone();
    }

    /** What the cluster calls itself. */
    public String name() {
        return name;
    }

    /** When it was made, by its maker's clock; 64 bits without sign. */
    public long createdMs() {
        return createdMs;
    }

    /** How many administrators must sign what commands the cluster; 0 if there are none. */
    public int threshold() {
        return threshold;
    }

    /** Ed25519 keys, ascending, copies. */
    public List<byte[]> administrators() {
        return administrators.stream().map(byte[]::clone).toList();
    }

    /** The document as it travels, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
