package org.osier.core.node.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * With which peers a node parts when it is linked with more than it wishes. Others dial it beyond any wish, so links grow
 * until newcomers find no place; it begins to part above a high mark and goes on until a low one, so that it does so
 * seldom, and nobody who is gone is missed at once. At random: what is left of a mesh at random is one at random, which
 * holds together. One thread at a time.
 */
public final class Surplus {
    /** With fewer links than this a node parts with nobody, and dials whom it was parted from. Our choice. */
    public static final int FEW = 8;

    /** That it parts with in one call: a hundred nodes must not look for others at once. Our choice. */
    static final int MOST_AT_ONCE = 4;

    /** Who has come later may still want something: go-libp2p's grace period. */
    static final long GRACE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** With whom words were exchanged since is not surplus. Our choice. */
    static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** The same for both where a link was made for a few words alone: a crawl turns its pages in less. Our choice. */
    static final long VISIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    /**
     * How many peers: half of the places for connections, and three quarters; the rest is for whoever comes.
     *
     * @param low so many stay
     * @param high with more than this, some go
     */
    public record Marks(int low, int high) {
        public static Marks of(int connections) {
            int low = Math.max(FEW, connections / 2);
            return new Marks(low, Math.max(low, connections - connections / 4));
        }
    }

    /**
     * A peer that is linked.
     *
     * @param since when its newest link came up
     * @param spoke when a message went to it or came from it last; {@code since} if none did
     * @param visit whether its links were made for a few words alone
     * @param held whether it must not go now: wished for, something under way, or not to be found again
     */
    public record Linked<P>(P peer, long since, long spoke, boolean visit, boolean held) {
        private boolean isSpare(long now) {
            if (held) return false;
            return now - since >= (visit ? VISIT_NANOS : GRACE_NANOS)
                    && now - spoke >= (visit ? VISIT_NANOS : QUIET_NANOS);
        }
    }

    private final RandomGenerator random;
    private boolean parting; // it was above the high mark, and has not been at the low one since

    public Surplus(RandomGenerator random) {
        this.random = random;
    }

    /** Whether some may have to go. @param links as many peers are linked, those left out with whom we part already */
    public boolean isDue(int links, Marks marks) {
        parting = links > (parting ? marks.low() : marks.high());
        return parting;
    }

    /**
     * With whom to part now.
     *
     * @param all who is linked, those left out with whom we part already
     */
    public <P> List<P> due(List<Linked<P>> all, Marks marks, long now) {
        if (!isDue(all.size(), marks)) return List.of();
        var spare = new ArrayList<P>();
        for (var one : all) if (one.isSpare(now)) spare.add(one.peer());
        int most = Math.min(MOST_AT_ONCE, all.size() - marks.low());
        var parted = new ArrayList<P>();
        while (parted.size() < most && !spare.isEmpty()) parted.add(spare.remove(random.nextInt(spare.size())));
        return parted;
    }
}
