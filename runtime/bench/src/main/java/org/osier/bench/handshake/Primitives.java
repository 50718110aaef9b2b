package org.osier.bench.handshake;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.osier.core.crypto.MlKem768;

/**
 * The public-key work of one handshake and nothing else, both sides together, as the pattern XXhfs+psk0 of WIRE.md needs
 * it: two X25519 key pairs (e, e), six agreements (ee, es, se on both sides), one ML-KEM-768 key pair, one encapsulation,
 * one decapsulation (e1, ekem1), two Ed25519 verifications (the key bindings). No hash, no AEAD, no signature: a node
 * signs its binding when its record changes, not for each link.
 */
final class Primitives {
    private final byte[] privateKey = random(32);
    private final byte[] publicKey = new byte[32];
    private final byte[] kemSeed = random(MlKem768.SEED_BYTES);
    private final byte[] kemRandom = random(MlKem768.RANDOM_BYTES);
    private final byte[] signer = random(32);
    private final byte[] signerKey = new byte[32];
    private final byte[] signed = random(97); // the size of a key binding with its context
    private final byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    private final byte[] secret = new byte[32];
    private int checked;

    Primitives() {
        X25519.scalarMultBase(privateKey, 0, publicKey, 0);
        Ed25519.generatePublicKey(signer, 0, signerKey, 0);
        Ed25519.sign(signer, 0, signed, 0, signed.length, signature, 0);
    }

    private static byte[] random(int bytes) {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }

    /** One handshake's worth. */
    void once() {
        for (int i = 0; i < 2; i++) X25519.scalarMultBase(privateKey, 0, secret, 0);
        for (int i = 0; i < 6; i++) {
            if (!X25519.calculateAgreement(privateKey, 0, publicKey, 0, secret, 0)) throw new AssertionError("zero");
        }
        var kem = new MlKem768(kemSeed);
        var made = MlKem768.encapsulate(kem.encapsulationKey(), kemRandom).orElseThrow();
        checked += kem.decapsulate(made.ciphertext())[0];
        for (int i = 0; i < 2; i++) {
            if (!Ed25519.verify(signature, 0, signerKey, 0, signed, 0, signed.length)) throw new AssertionError("bad");
        }
    }

    /** How long {@code threads} threads take for {@code count} each, in nanoseconds. */
    static long time(ExecutorService pool, int threads, int count) throws Exception {
        var work = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < threads; i++) {
            var primitives = new Primitives();
            work.add(() -> {
                for (int j = 0; j < count; j++) primitives.once();
                return primitives.checked; // used, so that nothing is optimised away
            });
        }
        long begin = System.nanoTime();
        for (var done : pool.invokeAll(work)) done.get();
        return System.nanoTime() - begin;
    }
}
