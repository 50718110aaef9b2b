package org.osier.core.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Brings what every message passes up to speed, while nobody waits for it. The JDK's AES-GCM and SHA-256 use what the
 * processor offers only once its compiler has seen some thousand calls, however long the texts: until then 64 KiB are sealed
 * and opened at 10 MB/s, later at 2 GB/s (JDK 17 and 25 alike). Under load a record is up to 64 KiB long, so the first 50 MB
 * that a process sends or reads would take seconds. These calls are nearly all short ones: half a second of one processor,
 * once in a process, and not while it starts.
 */
public final class WarmUp implements Runnable {
    /** The compiler looks at a method for the second time after 5,000 calls (Tier4InvocationThreshold), and at its callers then. */
    private static final int CALLS = 10_000;

    /** It gives up what it compiled where something comes that never came before: here a long text. */
    private static final int FROM_LONG_TO_LONG = 1_000;

    private static final int SHORT_BYTES = 128; // two blocks of SHA-256, which reads one by itself in another way
    private static final int LONG_BYTES = 65_000;

    /** A start has enough to do, and when it is over links are made first. Our choice. */
    private static final long AFTER_MS = 10_000;

    /** Begins in 10 s. @return the thread, a daemon; it ends by itself, and soon when it is interrupted */
    public static Thread later() {
        var thread = new Thread(WarmUp::afterTheStart, "osier-core-warm-up");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void afterTheStart() {
        try {
            Thread.sleep(AFTER_MS);
            new WarmUp().run();
        } catch (InterruptedException e) {
            // It is not wanted any more.
        }
    }

    @Override
    public void run() {
        var key = new byte[Aead.KEY_BYTES]; // of no use to anybody
        var sealer = new Aead(AeadAlgorithm.AES_256_GCM, key);
        var opener = new Aead(AeadAlgorithm.AES_256_GCM, key);
        var mac = new HmacSha256(key);
        var record = new byte[LONG_BYTES + Aead.TAG_BYTES];
        var longText = new byte[LONG_BYTES];
        var head = new byte[16];
        var shortText = Arrays.copyOf(longText, SHORT_BYTES);
        try {
            for (int nonce = 0; nonce < CALLS && !Thread.interrupted(); nonce++) {
                var text = nonce % FROM_LONG_TO_LONG == 0 ? longText : shortText;
                opener.open(nonce, record, 0, sealer.seal(nonce, record, 0, text.length), text);
                mac.over(ByteBuffer.wrap(head), ByteBuffer.wrap(text)); // as packets are, in two parts
            }
        } catch (BadTagException e) {
            throw new AssertionError("what was sealed opens", e);
        }
    }
}
