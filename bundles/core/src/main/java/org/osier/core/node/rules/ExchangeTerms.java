package org.osier.core.node.rules;

import java.util.concurrent.TimeUnit;

/** When we ask one peer for records of others, how many of its answer count, and when we answer it. One thread at a time. */
public final class ExchangeTerms {
    /** Records that one answer may bring. Our choice: a few kilobytes, two milliseconds of signatures. */
    public static final int MOST = 32;
    /** One peer is asked at most once in this time. Our choice. */
    static final long ASK_NANOS = TimeUnit.MINUTES.toNanos(5);
    /** An answer counts for so long. Our choice. */
    static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** One start of a peer is answered at most once in this time. Our choice. */
    static final long SERVE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private boolean asked;
    private long askedAt;
    private int wanted;
    private boolean served;
    private long servedBoot;
    private long servedAt;

    /**
     * @param linkedAt since when it is linked
     * @param few whether we have so few links that whoever stands is asked again
     */
    public boolean mayAsk(long linkedAt, boolean few, long now) {
        if (!asked) return true;
        return now - askedAt >= ASK_NANOS && (few || linkedAt - askedAt > 0);
    }

    /** It was asked. */
    public void asked(long now) {
        asked = true;
        askedAt = now;
        wanted = MOST;
    }

    /** A record of somebody else came from it. @return whether it was asked for */
    public boolean takes(long now) {
        if (wanted == 0 || now - askedAt >= ANSWER_NANOS) return false;
        wanted--;
        return true;
    }

    /** It asks. @param boot of the start that asks: the next one knows nobody yet. @return whether it is answered */
    public boolean serves(long boot, long now) {
        if (served && boot == servedBoot && now - servedAt < SERVE_NANOS) return false;
        served = true;
        servedBoot = boot;
        servedAt = now;
        return true;
    }
}
