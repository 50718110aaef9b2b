package org.osier.rendezvous.rules;

import java.time.Duration;

/** A sealed record that somebody left. Immutable, told apart by identity. */
public final class Kept {
    /** Longest sealed record, in bytes (WIRE.md, section 10). */
    public static final int MAX_BYTES = 1_400;

    /**
     * What one costs in memory beside its bytes, at the worst: when it has a tag and a source of its own (225 to 1,025
     * bytes, measured with 65,536 of them on a 64-bit Java 17).
     */
    static final int OVERHEAD_BYTES = 1_025;

    private final Name tag;
    private final Name slot;
    private final byte[] sealed;
    private final long source;
    private final long putMs;

    /**
     * @param sealed 1 to 1,400 bytes, never changed by anybody
     * @param source who left it, see {@link Source}
     * @param putMs when, since 1970
     */
    Kept(Name tag, Name slot, byte[] sealed, long source, long putMs) {
        this.tag = tag;
        this.slot = slot;
        this.sealed = sealed;
        this.source = source;
        this.putMs = putMs;
    }

    Name tag() {
        return tag;
    }

    Name slot() {
        return slot;
    }

    /** Not to be changed. */
    byte[] sealed() {
        return sealed;
    }

    long source() {
        return source;
    }

    long putMs() {
        return putMs;
    }

    int cost() {
        return OVERHEAD_BYTES + sealed.length;
    }

    /** Whether it still counts. A clock that was set back by more than that makes nothing immortal. */
    boolean counts(Duration keep, long nowMs) {
        long age = nowMs - putMs;
        return age < keep.toMillis() && age > -keep.toMillis();
    }

    /** In seconds; 0 if the clock was set back since. */
    int age(long nowMs) {
        return (int) Math.max(0, (nowMs - putMs) / 1_000);
    }
}
