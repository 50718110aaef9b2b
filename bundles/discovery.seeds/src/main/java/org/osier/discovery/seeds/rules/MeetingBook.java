package org.osier.discovery.seeds.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** Who was met at a rendezvous: of each the newest record, for as long as it counts. One thread at a time. */
public final class MeetingBook {
    /** Members at most; one more, and who was heard of first goes. With seeds and remembered peers below what may stand. */
    public static final int MOST = 256;

    private static final Duration SKEW = Duration.ofSeconds(60); // as for records and beacons

    /** What became of a record. */
    public enum Verdict {
        /** Somebody new, or anew. */
        NEW,
        /** It is known, and still counts. */
        KNOWN,
        /** It is our own. */
        OURS,
        /** A newer one is known: it was kept back, or put again. */
        STALE,
        /** It counts no more. */
        EXPIRED,
        /** It was sealed in our future. */
        SKEWED,
        /** It does not open: it is of somebody else, of another slot, or was changed. */
        FOREIGN,
        /** A member sealed it for the slot of another. */
        MISPLACED,
        /** A member sealed what is no record, is not signed, or has expired. */
        REFUSED;

        /** Whether somebody was found by it. */
        public boolean isFound() {
            return this == NEW || this == KNOWN;
        }

        /** Whether no honest member left it there, whatever became of others since. */
        public boolean isStrange() {
            return this == FOREIGN || this == MISPLACED || this == REFUSED;
        }

        /** Whether a service, or a member, does what it should not. */
        public boolean isTrouble() {
            return switch (this) {
                case NEW, KNOWN, OURS, EXPIRED -> false;
                case STALE, SKEWED, FOREIGN, MISPLACED, REFUSED -> true;
            };
        }
    }

    /** @param record verified @param until when it ends */
    public record Met(NodeRecord record, Instant until) {}

    private final NodeId self;
    private final Map<NodeId, Met> met = new LinkedHashMap<>(); // who was heard of last at the end

    public MeetingBook(NodeId self) {
        this.self = self;
    }

    /** The same record, byte for byte, if it is known: then it was verified already. */
    public Optional<NodeRecord> known(NodeRecord parsed) {
        return Optional.ofNullable(met.get(parsed.id()))
                .map(Met::record)
                .filter(known -> Arrays.equals(known.bytes(), parsed.bytes()));
    }

    /** @param record verified, and in the slot of its node @param sealed what came with it */
    public Verdict on(NodeRecord record, MeetingPlace.Opened sealed, Instant now) {
        if (record.id().equals(self)) return Verdict.OURS;
        var when = Instant.ofEpochMilli(sealed.ms());
        if (when.isAfter(now.plus(SKEW))) return Verdict.SKEWED;
        var until = when.plusSeconds(sealed.seconds());
        if (record.expires().isBefore(until)) until = record.expires();
        if (!now.isBefore(until)) return Verdict.EXPIRED;
        var before = met.get(record.id());
        boolean same = before != null && before.record().serial() == record.serial();
        if (before != null && !same && before.record().serial() > record.serial()) return Verdict.STALE;
        if (same && before.until().isAfter(until)) until = before.until();
        met.remove(record.id()); // what is put again stands at the end
        met.put(record.id(), new Met(record, until));
        if (met.size() > MOST) met.remove(met.keySet().iterator().next());
        return same ? Verdict.KNOWN : Verdict.NEW;
    }

    /** Those that count now, who was heard of last at the end; the others are forgotten. */
    public List<Met> valid(Instant now) {
        met.values().removeIf(one -> !now.isBefore(one.until()));
        return List.copyOf(met.values());
    }
}
