package org.osier.core.node;

import io.github.bucket4j.Bucket;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osier.parts.limits.Buckets;

/**
 * What one peer may begin: links, pings, echoes, records. Each costs this node work that no window of a session limits. A
 * bucket of tokens, made with the first thing that is begun. Any thread.
 */
public final class Quota {
    /**
     * How large the bucket is and how fast it fills.
     *
     * @param burst tokens at most, 1 to 100,000
     * @param perSecond tokens that come each second, 1 to 100,000
     */
    public record Size(int burst, int perSecond) {
        /** go-p2p's: 100, and 50 a second. */
        public static final Size DEFAULT = new Size(100, 50);

        public Size {
            between("quotaBurst", burst);
            between("quotaPerSecond", perSecond);
        }

        private static void between(String what, int value) {
            if (value < 1 || value > 100_000)
                throw new IllegalArgumentException(what + " is 1 to 100,000, got " + value);
        }
    }

    private @Nullable Bucket bucket; // guarded by this
    private @Nullable Size size; // guarded by this

    /** @return false: it has begun too much of late */
    boolean take(Size wanted, LongSupplier nanos) {
        Bucket current;
        synchronized (this) {
            if (bucket == null || !wanted.equals(size))
                bucket = Buckets.full(wanted.burst(), wanted.perSecond(), nanos);
            size = wanted;
            current = bucket;
        }
        return current.tryConsume(1);
    }
}
