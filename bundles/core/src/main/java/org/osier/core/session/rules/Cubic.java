package org.osier.core.session.rules;

/**
 * How much may be under way on one datagram link: CUBIC, RFC 9438, in bytes. Taken rather than Reno because a link of a
 * mesh is often long and fast, and Reno would need minutes there to fill its pipe again after one loss; and because it is
 * what most of the TCP beside it does, so that neither starves the other. Slow start is RFC 5681's.
 */
final class Cubic {
    static final double C = 0.4; // segments per s^3: RFC 9438, 4.1
    static final double BETA = 0.7; // 4.6
    private static final double ALPHA = 3 * (1 - BETA) / (1 + BETA); // 4.3

    /** RFC 6928. */
    static final int FIRST_SEGMENTS = 10;

    /**
     * RFC 9002 has two. Of four some arrive even where a third is lost, and show by that what did not; of two both are lost
     * so often that such a link would live from timeout to timeout. These still wait twice as long each time.
     */
    static final int LEAST_SEGMENTS = 4;

    /** More than may ever be unacknowledged: a window that nobody fills need not grow. */
    private static final long MOST_BYTES = 2L * SendBudget.MAX_UNACKNOWLEDGED_BYTES;

    private final int segment;
    private double window;
    private double threshold = Double.MAX_VALUE; // where slow start ends
    private double most; // W_max
    private double estimate; // W_est: what Reno would have
    private double k; // seconds until the window is at W_max again
    private boolean growing; // an epoch of congestion avoidance has begun
    private long began;
    private double windowBefore; // the last loss
    private double thresholdBefore;
    private double mostBefore;

    /** @param segment bytes of a full datagram */
    Cubic(int segment) {
        this.segment = segment;
        this.window = (double) FIRST_SEGMENTS * segment;
    }

    long window() {
        return (long) window;
    }

    boolean isSlowStart() {
        return window < threshold;
    }

    /** So much was acknowledged while the window was what held more back. */
    void acknowledged(long bytes, long now, long roundTrip) {
        if (isSlowStart()) {
            window += bytes;
        } else {
            avoid(bytes, now, roundTrip);
        }
        window = Math.min(window, MOST_BYTES);
    }

    private void avoid(long bytes, long now, long roundTrip) {
        if (!growing) begin(now);
        double seconds = (now - began + roundTrip) / 1e9;
        double target = Math.max(window, Math.min(cubic(seconds), 1.5 * window)); // 4.2
        estimate += (estimate < most ? ALPHA : 1) * segment * bytes / window; // 4.3
        if (cubic((now - began) / 1e9) < estimate) window = Math.max(window, estimate);
        else window += (target - window) * bytes / window; // 4.4 and 4.5: (target - cwnd) / cwnd for each segment
    }

    private void begin(long now) {
        growing = true;
        began = now;
        estimate = window;
        if (most < window) most = window;
        k = Math.cbrt((most - window) / segment / C); // 4.2, figure 2
    }

    /** W_cubic(t): 4.2, figure 1. */
    private double cubic(double seconds) {
        double t = seconds - k;
        return C * t * t * t * segment + most;
    }

    /** Something was lost, for the first time in this round trip: 4.6 and 4.7. */
    void lost() {
        windowBefore = window;
        thresholdBefore = threshold;
        mostBefore = most;
        most = window < most ? window * (1 + BETA) / 2 : window; // fast convergence
        window = Math.max(LEAST_SEGMENTS * segment, window * BETA);
        threshold = window;
        growing = false;
    }

    /** What was taken for lost was only late: 4.9.2. */
    void nothingLost() {
        if (windowBefore <= window) return;
        window = windowBefore;
        threshold = thresholdBefore;
        most = mostBefore;
        growing = false;
    }

    /** Nothing is acknowledged any more: 4.8, RFC 5681 3.1. */
    void timedOut() {
        lost();
        window = LEAST_SEGMENTS * segment;
        windowBefore = 0; // that was no mistake
    }
}
