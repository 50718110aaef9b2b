package org.osier.rendezvous.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is kept for whom, within its bounds. What is too much for one tag displaces the oldest there; what is too much
 * for all displaces the oldest of the source that holds most. One thread at a time.
 */
public final class Shelf {
    /**
     * The bounds.
     *
     * @param keep how long a record is kept
     * @param perTag records of one tag, 1 to 256: as many as an answer has
     * @param tags at most
     * @param bytes of all records, with what they cost beside their bytes
     */
    public record Limits(Duration keep, int perTag, int tags, long bytes) {}

    private static final class Meeting {
        final long opener;
        final Map<Name, Kept> slots = new LinkedHashMap<>(); // the one that was put last at the end

        Meeting(long opener) {
            this.opener = opener;
        }
    }

    private final Limits limits;
    private final Map<Name, Meeting> meetings = new HashMap<>();
    private final Shares<Kept> shares = new Shares<>();
    private final Shares<Name> opened = new Shares<>();
    private long bytes;
    private int size;

    public Shelf(Limits limits) {
        this.limits = limits;
    }

    /**
     * Keeps a record in the place of what lay in that slot.
     *
     * @param sealed 1 to 1,400 bytes, ours from now on
     * @param source who leaves it, see {@link Source}
     * @return how many others were displaced by it
     */
    public int put(Name tag, Name slot, byte[] sealed, long source, long nowMs) {
        if (sealed.length < 1 || sealed.length > Kept.MAX_BYTES)
            throw new IllegalArgumentException("sealed records have 1 to 1,400 bytes, got " + sealed.length);
        return put(new Kept(tag, slot, sealed, source, nowMs));
    }

    private int put(Kept one) {
        var before =
                meetings.containsKey(one.tag()) ? meetings.get(one.tag()).slots.get(one.slot()) : null;
        if (before != null) remove(before);
        add(one);
        int displaced = 0;
        var here = meetings.get(one.tag()).slots;
        for (; here.size() > limits.perTag(); displaced++)
            remove(here.values().iterator().next());
        for (; bytes > limits.bytes(); displaced++) remove(shares.first());
        while (meetings.size() > limits.tags())
            for (var gone : List.copyOf(meetings.get(opened.first()).slots.values())) {
                remove(gone);
                displaced++;
            }
        return displaced;
    }

    private void add(Kept one) {
        var meeting = meetings.get(one.tag());
        if (meeting == null) {
            meeting = new Meeting(one.source());
            meetings.put(one.tag(), meeting);
            opened.add(one.source(), one.tag());
        }
        meeting.slots.put(one.slot(), one);
        shares.add(one.source(), one);
        bytes += one.cost();
        size++;
    }

    private void remove(Kept one) {
        var meeting = meetings.get(one.tag());
        meeting.slots.remove(one.slot());
        if (meeting.slots.isEmpty()) {
            meetings.remove(one.tag());
            opened.remove(meeting.opener, one.tag());
        }
        shares.remove(one.source(), one);
        bytes -= one.cost();
        size--;
    }

    /** What is kept under a tag now, the newest first; at most as many as an answer has. */
    public List<Kept> get(Name tag, long nowMs) {
        var meeting = meetings.get(tag);
        if (meeting == null) return List.of();
        var counting = new ArrayList<Kept>(meeting.slots.size());
        for (var one : meeting.slots.values()) if (one.counts(limits.keep(), nowMs)) counting.add(one);
        Collections.reverse(counting);
        return counting;
    }

    /** Forgets what was kept for long enough. @return how much that was */
    public int expire(long nowMs) {
        var over =
                all().stream().filter(one -> !one.counts(limits.keep(), nowMs)).toList();
        over.forEach(this::remove);
        return over.size();
    }

    /** What was kept before, in the order of {@link #all}; what was left in the future was left now. */
    public void recall(List<Kept> earlier, long nowMs) {
        for (var one : earlier) {
            long putMs = Math.min(one.putMs(), nowMs);
            var then = new Kept(one.tag(), one.slot(), one.sealed(), one.source(), putMs);
            if (then.counts(limits.keep(), nowMs)) put(then);
        }
    }

    /** Everything, the oldest first. A list of its own. */
    public List<Kept> all() {
        var all = new ArrayList<Kept>(size);
        meetings.values().forEach(meeting -> all.addAll(meeting.slots.values()));
        all.sort(Comparator.comparingLong(Kept::putMs)); // stable: within a tag the order stays
        return all;
    }

    /** How many records. */
    public int size() {
        return size;
    }

    /** How many tags. */
    public int tags() {
        return meetings.size();
    }

    /** What all of it costs, in bytes. */
    public long bytes() {
        return bytes;
    }
}
