package org.osier.core.session.rules;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is under way on one datagram link, in the order in which it left: how much more may leave, what is lost. Something is
 * lost when what left three datagrams later has arrived, or when anything later has and a round trip and an eighth are over
 * (RFC 9002, 6.1), or when nothing arrives at all until the timeout (RFC 6298): then everything. Where it turns out that what
 * was taken for lost was only late, the window becomes what it was, and from then on late things get more time, as in RFC
 * 8985, 6.2.
 */
final class Flight {
    /** RFC 9002, 6.1.1. */
    static final int OVERTAKEN_BY = 3;

    /** Quarters of a round trip: RFC 8985, 6.2.4. */
    private static final int MOST_PATIENCE = 4;

    private final int segment;
    private final RoundTrip roundTrip = new RoundTrip();
    private final Cubic cubic;
    private final Pacer pacer;
    private @Nullable Transmission oldest;
    private @Nullable Transmission newest;
    private long bytes;
    private long record; // of the datagram that is being written
    private long waitingSince; // for an acknowledgement: RFC 6298, 5.1 and 5.3
    private long arrivedRecord = -1; // the latest that is known to have arrived
    private long recoveryUntil = -1; // a loss among records up to this one is the same event
    private long overtakenAt; // when the oldest is lost because later ones arrived
    private boolean overtaken;

    private boolean
            atOnce; // the first datagram after a loss leaves although the window became smaller: RFC 9002, 7.3.2
    private int patience; // quarters of a round trip that late things get
    private long event; // which loss event this is
    private int lostInEvent;
    private int lateInEvent;

    // of one acknowledgement
    private long bytesBefore;
    private long arrivedBytes;
    private long sample;

    /** @param datagramBytes what a record has room for */
    Flight(int datagramBytes) {
        this.segment = datagramBytes + Transmission.OVERHEAD_BYTES;
        this.cubic = new Cubic(segment);
        this.pacer = new Pacer(segment);
    }

    // --- sending

    /** The next datagram begins. */
    void nextRecord() {
        record++;
    }

    long record() {
        return record;
    }

    /** Whether another datagram may leave now. */
    boolean mayLeave(long now) {
        return hasWindow() && pacer.free(now, cubic.window(), roundTrip.smoothed()) - now <= 0;
    }

    /** Whether the window has room for another datagram. */
    boolean hasWindow() {
        return bytes == 0 || atOnce || bytes + segment <= cubic.window();
    }

    /** When the next datagram may leave, if one waits. */
    long leavesAt(long now) {
        return hasWindow() ? pacer.free(now, cubic.window(), roundTrip.smoothed()) : Long.MAX_VALUE;
    }

    void sent(Transmission t, long now) {
        if (oldest == null) waitingSince = now;
        atOnce = false;
        t.underWay = true;
        t.before = newest;
        if (newest == null) oldest = t;
        else newest.after = t;
        newest = t;
        t.counted(t.cost());
        bytes += t.counted();
        pacer.sent(t.counted(), now, cubic.window(), roundTrip.smoothed());
    }

    // --- what became of it

    /** An acknowledgement comes: {@link #arrived} for what it names, then {@link #settle}. */
    void beginAcknowledgement() {
        bytesBefore = bytes;
        arrivedBytes = 0;
        sample = 0;
    }

    /** All of it has arrived. */
    void arrived(Transmission t, long now) {
        if (!t.underWay) {
            late(t.lossEvent);
            return;
        }
        long took = Math.max(1, now - t.sentAt);
        arrivedBytes += t.counted();
        remove(t);
        if (!t.repeated) sample = sample == 0 ? took : Math.min(sample, took);
        // What comes back sooner than anything ever did answers the copy before.
        if (!t.repeated || took >= roundTrip.least()) arrivedRecord = Math.max(arrivedRecord, t.record);
        else late(t.lossEvent);
    }

    private void late(long lossEvent) {
        if (lossEvent == 0 || lossEvent != event) return;
        if (lateInEvent++ == 0) patience = Math.min(patience + 1, MOST_PATIENCE);
        if (lateInEvent == lostInEvent) cubic.nothingLost();
    }

    /** Draws the conclusions. */
    void settle(long now) {
        if (arrivedBytes == 0) return;
        if (sample != 0) roundTrip.measured(sample);
        waitingSince = now;
        boolean full = bytesBefore + 2L * segment >= cubic.window()
                || cubic.isSlowStart() && 2 * bytesBefore >= cubic.window();
        if (full) cubic.acknowledged(arrivedBytes, now, roundTrip.smoothed());
        findLost(now);
    }

    private void findLost(long now) {
        overtaken = false;
        for (var t = oldest; t != null && t.record < arrivedRecord; t = oldest) {
            long at = t.sentAt + roundTrip.overtakenAfter(patience);
            boolean byMany = patience == 0 && arrivedRecord - t.record >= OVERTAKEN_BY;
            if (!byMany && at - now > 0) {
                overtaken = true;
                overtakenAt = at;
                return;
            }
            lose(t);
        }
    }

    private void lose(Transmission t) {
        if (t.record > recoveryUntil) {
            if (lateInEvent == 0 && patience > 0) patience--;
            event++;
            lostInEvent = 0;
            lateInEvent = 0;
            cubic.lost();
            atOnce = true;
            recoveryUntil = record;
        }
        lostInEvent++;
        t.lossEvent = event;
        remove(t);
        t.stream.lost(t);
    }

    /** It is not this link's business any more. */
    void forget(Transmission t) {
        if (t.underWay) remove(t);
    }

    private void remove(Transmission t) {
        t.underWay = false;
        bytes -= t.counted();
        if (t.before == null) oldest = t.after;
        else t.before.after = t.after;
        if (t.after == null) newest = t.before;
        else t.after.before = t.before;
        t.before = null;
        t.after = null;
    }

    // --- time

    /** @return whether nothing arrived in time: everything that was under way is lost */
    boolean onTime(long now) {
        if (overtaken && now - overtakenAt >= 0) findLost(now);
        if (oldest == null || now - waitingSince - roundTrip.timeout() < 0) return false;
        roundTrip.timedOut();
        cubic.timedOut();
        recoveryUntil = record;
        overtaken = false;
        waitingSince = now;
        for (var t = oldest; t != null; t = oldest) {
            remove(t);
            t.stream.lost(t);
        }
        return true;
    }

    /** When {@link #onTime} is to be called; {@link Long#MAX_VALUE}: nothing is under way. */
    long deadline() {
        if (oldest == null) return Long.MAX_VALUE;
        long timeout = waitingSince + roundTrip.timeout();
        return overtaken && overtakenAt - timeout < 0 ? overtakenAt : timeout;
    }

    // --- figures

    long bytes() {
        return bytes;
    }

    long window() {
        return cubic.window();
    }

    RoundTrip roundTrip() {
        return roundTrip;
    }

    @Override
    public String toString() {
        return bytes + " of " + cubic.window() + " bytes under way, round trip "
                + TimeUnit.NANOSECONDS.toMicros(roundTrip.smoothed()) + " us";
    }
}
