package org.osier.core.joining.rules;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osier.node.NodeId;

/**
 * Who knocked and was not let in: at most 256, each for an hour after it came last. When it is full the one that came
 * longest ago goes: a crowd can push others out, and fill nothing. Who was turned away by the operator stands here too, and
 * is not shown. One thread at a time.
 */
public final class PendingBook {
    /** Entries at most. */
    public static final int MAX = 256;

    static final long LIFE_NANOS = TimeUnit.HOURS.toNanos(1);

    /**
     * One of them.
     *
     * @param from where it came from last
     * @param firstMs when it came first, by the clock of the day; {@code lastMs} likewise
     * @param why it was not let in
     * @param rejected whether the operator turned it away
     */
    public record Entry(NodeId id, URI from, long firstMs, long lastMs, int times, String why, boolean rejected) {}

    private record Kept(Entry entry, long until) {}

    private final Map<NodeId, Kept> kept = new LinkedHashMap<>(); // who came longest ago first

    /** It knocked, and was not let in. Whom the operator turned away stays so for an hour, however often it comes. */
    public void note(NodeId id, URI from, String why, long nowMs, long now) {
        expire(now);
        var before = kept.get(id);
        if (before != null && before.entry.rejected()) return;
        kept.remove(id);
        if (kept.size() >= MAX) kept.remove(kept.keySet().iterator().next());
        long first = before == null ? nowMs : before.entry.firstMs();
        int times = before == null ? 1 : Math.min(before.entry.times() + 1, Integer.MAX_VALUE - 1);
        kept.put(id, new Kept(new Entry(id, from, first, nowMs, times, why, false), now + LIFE_NANOS));
    }

    /** The operator turns it away, for an hour. @return false: it does not stand here */
    public boolean reject(NodeId id, long now) {
        expire(now);
        var before = kept.remove(id);
        if (before == null) return false;
        var e = before.entry;
        var rejected = new Entry(id, e.from(), e.firstMs(), e.lastMs(), e.times(), e.why(), true);
        kept.put(id, new Kept(rejected, now + LIFE_NANOS));
        return !e.rejected();
    }

    /** Whether the operator turned it away. */
    public boolean rejected(NodeId id, long now) {
        expire(now);
        var entry = kept.get(id);
        return entry != null && entry.entry.rejected();
    }

    /** It was let in, or the operator has changed his mind about turning it away. */
    public void forget(NodeId id) {
        kept.remove(id);
    }

    /** Those who were not turned away, who came last first. */
    public List<Entry> shown(long now) {
        expire(now);
        var shown = new ArrayList<Entry>(kept.size());
        for (var k : kept.values()) if (!k.entry.rejected()) shown.add(0, k.entry);
        return shown;
    }

    private void expire(long now) {
        kept.values().removeIf(k -> now - k.until >= 0);
    }
}
