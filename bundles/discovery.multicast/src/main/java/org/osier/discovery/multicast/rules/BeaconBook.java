package org.osier.discovery.multicast.rules;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osier.discovery.Candidates;
import org.osier.node.NodeId;

/**
 * Which beacons are believed: each once, and only for a minute after it was sent. One thread at a time.
 *
 * <p>A beacon proves that a member made it, not which one: what it says is a rumour. A member that lies can name 1,024
 * nodes that are not there, and no more.
 */
public final class BeaconBook {
    /** Clocks may differ by so much (OSIER-104). */
    static final long MAX_SKEW_MS = 60_000;

    /** A new node is answered, so that it need not wait for our next beacon; each one at most once in so long. */
    static final long ANSWER_MS = 10_000;

    /** What follows from a beacon. */
    public enum Verdict {
        /** Somebody is there whom we did not hear of lately: answer it. */
        NEW,
        /** Somebody is still there. */
        KNOWN,
        /** Somebody goes. */
        GONE,
        /** Our own, come back. */
        OURS,
        /** Heard before, or sent before one that was heard. */
        REPEATED,
        /** The clock of the other node, or ours, is more than a minute off. */
        SKEWED,
        /** More nodes than may be known are said to be there. */
        TOO_MANY
    }

    private static final class Heard {
        private long bootId;
        private long sequence;
        private long ms;
        private long at;
        private long answered;
        private boolean gone;
    }

    private final NodeId self;
    private final long lastingMs;
    private final Map<NodeId, Heard> heard = new LinkedHashMap<>(); // at most Candidates.MAX_STANDING

    /** @param lasting how long a beacon counts: who is not heard for so long is new again */
    public BeaconBook(NodeId self, Duration lasting) {
        this.self = self;
        this.lastingMs = lasting.toMillis();
    }

    /** @param nowMs our clock, since 1970 */
    public Verdict on(Beacon beacon, long nowMs) {
        if (beacon.id().equals(self)) return Verdict.OURS;
        long skew = nowMs - beacon.ms();
        if (skew > MAX_SKEW_MS || skew < -MAX_SKEW_MS) return Verdict.SKEWED; // the lowest number has no absolute value
        var known = heard.get(beacon.id());
        if (known == null) {
            forgetSilent(nowMs);
            if (heard.size() >= Candidates.MAX_STANDING) return Verdict.TOO_MANY;
            known = new Heard();
            known.gone = true;
            known.answered = nowMs - ANSWER_MS;
            heard.put(beacon.id(), known);
        } else if (!isNews(known, beacon)) {
            return Verdict.REPEATED;
        }
        boolean isNew = known.gone || known.bootId != beacon.bootId() || nowMs - known.at > lastingMs;
        known.bootId = beacon.bootId();
        known.sequence = beacon.sequence();
        known.ms = beacon.ms();
        known.at = nowMs;
        known.gone = beacon.is(Beacon.GOODBYE);
        if (known.gone) return Verdict.GONE;
        if (!isNew || beacon.is(Beacon.ANSWER) || nowMs - known.answered < ANSWER_MS) return Verdict.KNOWN;
        known.answered = nowMs;
        return Verdict.NEW;
    }

    /** Of one start the sequence rises; another start is a later one. */
    private static boolean isNews(Heard known, Beacon beacon) {
        return known.bootId == beacon.bootId() ? beacon.sequence() > known.sequence : beacon.ms() > known.ms;
    }

    /** What is older than the skew allows cannot be repeated any more. */
    private void forgetSilent(long nowMs) {
        heard.values().removeIf(one -> nowMs - one.at > Math.max(lastingMs, 2 * MAX_SKEW_MS));
    }
}
