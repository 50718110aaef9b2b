package org.osier.core.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What a guess at a passphrase costs (RFC 9106). Stands in the files that it protects, which anybody may have made: so there
 * is a limit to each of it.
 */
record Argon2id(int memoryKib, int passes, int lanes) {
    /** RFC 9106, section 4, the second recommended option: for where 2 GiB are too much. */
    static final Argon2id OURS = new Argon2id(65_536, 3, 4);

    static final int SALT_BYTES = 16;

    /** {@code [u8 1][u32 memory in KiB][u32 passes][u8 lanes]}. */
    static final int BYTES = 1 + 4 + 4 + 1;

    private static final byte VERSION = 1;
    private static final int MOST_MEMORY_KIB = 262_144;
    private static final int MOST_PASSES = 16;
    private static final int MOST_LANES = 16;

    /** RFC 9106, section 3.1. */
    private static final int LEAST_KIB_PER_LANE = 8;

    static Argon2id read(ByteBuffer in) throws BadSealException {
        if (in.get() != VERSION) throw new BadSealException("it is of another version than 1");
        var cost = new Argon2id(in.getInt(), in.getInt(), in.get());
        boolean fits = within(cost.lanes, 1, MOST_LANES)
                && within(cost.passes, 1, MOST_PASSES)
                && within(cost.memoryKib, LEAST_KIB_PER_LANE * cost.lanes, MOST_MEMORY_KIB);
        if (!fits) throw new BadSealException("it asks for more memory or time than any file of ours");
        return cost;
    }

    /** Whether this process can have so much memory now: a node that runs out of it ends. */
    boolean hasRoom() {
        var heap = Runtime.getRuntime();
        long free = heap.maxMemory() - heap.totalMemory() + heap.freeMemory();
        return free / 1_024 > memoryKib + memoryKib / 4;
    }

    private static boolean within(int number, int least, int most) {
        return number >= least && number <= most;
    }

    void write(ByteBuffer out) {
        out.put(VERSION).putInt(memoryKib).putInt(passes).put((byte) lanes);
    }

    /** The key that this passphrase and salt make, 32 bytes. */
    byte[] key(char[] passphrase, byte[] salt) {
        var parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build();
        var argon2 = new Argon2BytesGenerator();
        argon2.init(parameters);
        var key = new byte[Aead.KEY_BYTES];
        var text = utf8(passphrase);
        argon2.generateBytes(text, key);
        Arrays.fill(text, (byte) 0);
        return key;
    }

    /** One passphrase has one form, whatever keyboard it was typed on. */
    private static byte[] utf8(char[] passphrase) {
        var normal = Normalizer.normalize(CharBuffer.wrap(passphrase), Normalizer.Form.NFC);
        return normal.getBytes(StandardCharsets.UTF_8);
    }
}
