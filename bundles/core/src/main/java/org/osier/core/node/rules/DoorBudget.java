package org.osier.core.node.rules;

import io.github.bucket4j.Bucket;
import org.osier.parts.limits.Buckets;

/**
 * How many handshakes those may begin who know a door, before any public-key work is done for them: so many for each
 * source, and so many together, that the node has time left for its links. Time comes in. One thread at a time.
 */
public final class DoorBudget {
    /**
     * Two buckets of tokens.
     *
     * @param burst handshakes at once, over all sources, 1 to 100,000
     * @param perSecond that come back each second, 1 to 100,000
     * @param sourceBurst of them, from one source
     * @param sourcePerSecond of them, from one source
     */
    public record Size(int burst, int perSecond, int sourceBurst, int sourcePerSecond) {
        /**
         * The answering half of a handshake takes about half a millisecond: 250 of them a second are an eighth of one
         * processor. A hundred nodes behind one address come back at once. Our choice.
         */
        public static final Size DEFAULT = new Size(1_000, 250, 100, 20);

        public Size {
            between("handshakeBurst", burst);
            between("handshakesPerSecond", perSecond);
            between("handshakeBurstPerSource", sourceBurst);
            between("handshakesPerSecondPerSource", sourcePerSecond);
        }

        private static void between(String what, int value) {
            if (value < 1 || value > 100_000)
                throw new IllegalArgumentException(what + " is 1 to 100,000, got " + value);
        }
    }

    /** Sources that are remembered, about 2 MB; the one that came last the longest ago goes. Our choice. */
    static final int MAX_SOURCES = 4_096;

    private final Buckets<String> sources = new Buckets<>(MAX_SOURCES, () -> this.now);
    private Size size;
    private Bucket all;
    private long now;

    /** @param now by a clock that never goes back, in nanoseconds */
    public DoorBudget(Size size, long now) {
        this.now = now;
        this.size = size;
        this.all = Buckets.full(size.burst(), size.perSecond(), () -> this.now);
    }

    /** From now on; everybody begins anew with full buckets. */
    public void size(Size wanted) {
        if (wanted.equals(size)) return;
        size = wanted;
        sources.clear();
        all = Buckets.full(size.burst(), size.perSecond(), () -> this.now);
    }

    /**
     * Somebody wants a handshake.
     *
     * @param source its /32 or /56
     * @return false: there is no room for it now
     */
    public boolean take(String source, long time) {
        now = time;
        var own = sources.of(source, size.sourceBurst(), size.sourcePerSecond());
        if (!own.tryConsume(1)) return false;
        if (all.tryConsume(1)) return true;
        own.addTokens(1); // it did not cost anything
        return false;
    }

    /** Sources that are remembered. */
    int sources() {
        return sources.size();
    }
}
