package org.osier.core.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What a guess at a passphrase costs (RFC 9106, version 0x13). Stands in the files that it protects, which anybody may have
 * made: so there is a limit to each of it.
 *
 * @param memoryKib 8 for each lane to 262,144
 * @param passes 1 to 16
 * @param lanes 1 to 16
 */
public record Argon2id(int memoryKib, int passes, int lanes) {
    /** RFC 9106, section 4, the second recommended option: for where 2 GiB are too much. */
    public static final Argon2id OURS = new Argon2id(65_536, 3, 4);

    static final int SALT_BYTES = 16;

    /** {@code [u8 1][u32 memory in KiB][u32 passes][u8 lanes]}. */
    static final int BYTES = 1 + 4 + 4 + 1;

    private static final byte VERSION = 1;
    private static final int MOST_MEMORY_KIB = 262_144;
    private static final int MOST_PASSES = 16;
    private static final int MOST_LANES = 16;

    /** RFC 9106, section 3.1. */
    private static final int LEAST_KIB_PER_LANE = 8;

    /** Throws {@link IllegalArgumentException} that says what is out of range. */
    public Argon2id {
        check("lanes", lanes, 1, MOST_LANES);
        check("passes", passes, 1, MOST_PASSES);
        check("memory", memoryKib, LEAST_KIB_PER_LANE * lanes, MOST_MEMORY_KIB);
    }

    private static void check(String what, int number, int least, int most) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(what + " is " + least + " to " + most + ", got " + number);
        }
    }

    static Argon2id read(ByteBuffer in) throws BadSealException {
        if (in.get() != VERSION) throw new BadSealException("it is of another version than 1");
        try {
            return new Argon2id(in.getInt(), in.getInt(), in.get());
        } catch (IllegalArgumentException e) {
            throw new BadSealException("it asks for more memory or time than any file of ours");
        }
    }

    /** Whether this process can have so much memory now: a node that runs out of it ends. */
    public boolean hasRoom() {
        var heap = Runtime.getRuntime();
        long free = heap.maxMemory() - heap.totalMemory() + heap.freeMemory();
        return free / 1_024 > memoryKib + memoryKib / 4;
    }

    void write(ByteBuffer out) {
        out.put(VERSION).putInt(memoryKib).putInt(passes).put((byte) lanes);
    }

    /** The key that this passphrase and salt make: 32 bytes; whoever takes them wipes them. */
    public byte[] key(char[] passphrase, byte[] salt) {
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
