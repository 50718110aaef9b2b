package org.osier.core.operator;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A key from a passphrase by Argon2id, version 0x13 (RFC 9106).
 *
 * @param memoryKiB 8,192 to 1,048,576
 * @param iterations 1 to 64
 * @param parallelism 1 to 16
 */
record Argon2(int memoryKiB, int iterations, int parallelism) {
    /** The second recommended option of RFC 9106, section 4: 64 MiB, for where memory is short. */
    static final Argon2 RECOMMENDED = new Argon2(64 * 1024, 3, 4);

    private static final int KEY_BYTES = 32;

    Argon2 {
        if (memoryKiB < 8_192 || memoryKiB > 1_048_576) throw new IllegalArgumentException("memory " + memoryKiB);
        if (iterations < 1 || iterations > 64) throw new IllegalArgumentException("iterations " + iterations);
        if (parallelism < 1 || parallelism > 16) throw new IllegalArgumentException("parallelism " + parallelism);
    }

    /** Whether this process can have so much memory now: a node that has not would end. */
    boolean hasRoom() {
        var runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        return free > memoryKiB * 1_024L * 5 / 4;
    }

    /** @return 32 bytes; whoever takes them wipes them */
    byte[] key(char[] passphrase, byte[] salt) {
        var parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKiB)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .withSalt(salt)
                .build();
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        var utf8 = utf8(passphrase);
        var key = new byte[KEY_BYTES];
        try {
            generator.generateBytes(utf8, key);
            return key;
        } finally {
            Arrays.fill(utf8, (byte) 0);
        }
    }

    private static byte[] utf8(char[] text) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        var bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }
}
