package org.osier.membership.rules;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * A fingerprint of each bucket of a table, under a salt that is drawn for each exchange: so nobody can prepare records
 * that make two different tables look the same.
 */
final class Sums {
    /** Ids are hashes, so buckets fill evenly; all fingerprints fit into one frame of a datagram link. */
    static final int BUCKETS = 128;

    private final long[] each;

    private Sums(long[] each) {
        this.each = each;
    }

    /** @param marks of the records of each bucket, in the order of their ids */
    static Sums of(long salt, Collection<long[]> marks) {
        var sha = Entry.sha256();
        var each = new long[BUCKETS];
        int bucket = 0;
        for (var some : marks) {
            if (some.length > 0) {
                var input = ByteBuffer.allocate(8 + 8 * some.length).putLong(salt);
                for (long mark : some) input.putLong(mark);
                each[bucket] = ByteBuffer.wrap(sha.digest(input.array())).getLong();
            }
            bucket++;
        }
        return new Sums(each);
    }

    static Sums read(ByteBuffer in) {
        var each = new long[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) each[i] = in.getLong();
        return new Sums(each);
    }

    void write(ByteBuffer out) {
        for (long sum : each) out.putLong(sum);
    }

    /** One fingerprint of all of them. */
    long all(long salt) {
        var input = ByteBuffer.allocate(8 + 8 * BUCKETS).putLong(salt);
        write(input);
        return ByteBuffer.wrap(Entry.sha256().digest(input.array())).getLong();
    }

    /** The buckets in which the two differ, ascending. */
    Deque<Position> differing(Sums other) {
        var differing = new ArrayDeque<Position>();
        for (int i = 0; i < BUCKETS; i++) if (each[i] != other.each[i]) differing.add(new Position(i, null));
        return differing;
    }
}
