package org.osier.discovery.seeds.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * The newest record of each peer, those that came last at the end. When there are too many the one that came first goes.
 * One thread at a time.
 */
public final class RecordBook {
    private final Map<NodeId, NodeRecord> records = new LinkedHashMap<>();
    private int most;

    /** @param most records at most */
    public RecordBook(int most) {
        this.most = most;
    }

    /** From now on at most so many. @return whether any had to go */
    public boolean limit(int most) {
        this.most = most;
        int before = records.size();
        shrink();
        return records.size() < before;
    }

    /** A record that counts. @return false: an equal or newer one is known */
    public boolean learn(NodeRecord record) {
        var known = records.get(record.id());
        if (known != null && known.serial() >= record.serial()) return false;
        records.remove(record.id()); // what is put again stands at the end
        records.put(record.id(), record);
        shrink();
        return true;
    }

    /** Records from an earlier time, the oldest first: they stand before all that came since, and yield to it. */
    public void recall(List<NodeRecord> earlier) {
        var since = new ArrayList<>(records.values());
        records.clear();
        earlier.forEach(this::learn);
        since.forEach(this::learn);
    }

    /** Those that count, the newest last. */
    public List<NodeRecord> valid(Instant now) {
        return records.values().stream().filter(r -> now.isBefore(r.expires())).toList();
    }

    /** Knows nothing any more. */
    public void clear() {
        records.clear();
    }

    private void shrink() {
        var oldestFirst = records.keySet().iterator();
        while (records.size() > most) {
            oldestFirst.next();
            oldestFirst.remove();
        }
    }
}
