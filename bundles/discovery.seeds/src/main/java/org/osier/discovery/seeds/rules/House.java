package org.osier.discovery.seeds.rules;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What we know of one rendezvous: whether to go there now, and what of ours lies there. Times are nanoseconds of any
 * clock that only rises. One thread at a time.
 */
public final class House {
    /** After the first failure; twice that after each further one. Our choice. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(15);

    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /** Part of a pause that is left to chance. */
    private static final double JITTER = 0.25;

    /** What a service says is not believed beyond these. */
    private static final int LEAST_SECONDS = 60;

    private static final int MOST_SECONDS = 3_600;

    private final URI address;
    private int failures;
    private String why = "";
    private int there; // records, when it was looked at last
    private int strange; // of these
    private long openAt;
    private @Nullable String tag; // of what of ours lies there; null: nothing
    private byte[] record = {};
    private long anewAt;

    public House(URI address) {
        this.address = address;
    }

    /** Without a slash at its end. */
    public URI address() {
        return address;
    }

    /** Whether it is not left alone just now. */
    public boolean isOpen(long now) {
        return failures == 0 || now - openAt >= 0;
    }

    /** When it may be gone to again: now, or when its pause is over. */
    public long openAt(long now) {
        return isOpen(now) ? now : openAt;
    }

    /**
     * It could not be reached, or did not do what it should.
     *
     * @param why for people, its code first
     * @return whether that is new
     */
    public boolean failed(String why, long now, RandomGenerator random) {
        this.why = why;
        double pause = Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() * Math.pow(2, Math.min(failures, 10)));
        openAt = now + (long) (pause * (1 - JITTER * random.nextDouble()));
        return failures++ == 0;
    }

    /** It did what it should. @return whether that is new */
    public boolean worked() {
        boolean before = failures > 0;
        failures = 0;
        return before;
    }

    /** It was looked at. @param strange of {@code there} records: not what a member of ours left in its slot */
    public void looked(int there, int strange) {
        this.there = there;
        this.strange = strange;
    }

    /** What is wrong with it just now, for people, with what to do; empty: nothing. */
    public Optional<String> trouble() {
        if (failures > 0) return Optional.of(Complaint.failed(address, why, failures));
        return strange == 0 ? Optional.empty() : Optional.of(Complaint.strange(address, strange, there));
    }

    /** Whether to leave something there. @param record of ours @param tag where members are now */
    public boolean wants(byte[] record, String tag, long now) {
        return !tag.equals(this.tag) || now - anewAt >= 0 || !Arrays.equals(record, this.record);
    }

    /** It took it. @param seconds for which it says that it keeps it; 0: it does not say */
    public void left(byte[] record, String tag, int seconds, long now) {
        this.record = record;
        this.tag = tag;
        int kept = seconds == 0 ? MOST_SECONDS : Math.max(LEAST_SECONDS, Math.min(seconds, MOST_SECONDS));
        anewAt = now + Duration.ofSeconds(kept).toNanos() / 2;
    }

    /** Whether something of ours should lie there. */
    public boolean holds(String tag) {
        return tag.equals(this.tag);
    }

    /** What we left there is gone. */
    public void lost() {
        tag = null;
    }
}
