package org.osier.membership.crawl.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;

/**
 * Everybody who told of somebody: whose findings are asked next, and who has to give room. However many a liar invents,
 * he takes no more room than each of the others, and once his inventions are not there, all others come first. One thread.
 */
final class Tellers {
    private static final Comparator<Teller> LARGEST_FIRST =
            Comparator.comparingInt(Teller::size).reversed().thenComparingLong(Teller::number);

    private final NodeId self;
    private final Map<NodeId, Teller> byId = new HashMap<>();
    private final List<Teller> all = new ArrayList<>();
    private final TreeSet<Teller> bySize = new TreeSet<>(LARGEST_FIRST);

    /** @param self this node, which invents nobody */
    Tellers(NodeId self) {
        this.self = self;
    }

    /** Nobody, who told of the start. */
    Teller nobody() {
        return add(null, -1, true);
    }

    Teller of(Found found) {
        var known = byId.get(found.id);
        if (known != null) return known;
        var teller = add(found.id, found.depth(), found.id.equals(self));
        byId.put(found.id, teller);
        return teller;
    }

    private Teller add(@Nullable NodeId id, int depth, boolean trusted) {
        var teller = new Teller(all.size(), id, depth, trusted);
        all.add(teller);
        bySize.add(teller);
        return teller;
    }

    /** It counts in his share. @param reached whether it is near enough to be asked */
    void give(Teller teller, Found found, boolean reached) {
        bySize.remove(teller);
        teller.add(found, reached);
        bySize.add(teller);
    }

    /** Told again, by another one: it counts for who is more to be trusted, then for who has more room. */
    void heardAgain(Found found, Teller teller, boolean reached) {
        var before = found.owner;
        bySize.remove(before);
        before.remove(found);
        bySize.add(before);
        boolean better = teller.failed != before.failed ? teller.failed < before.failed : teller.size() < before.size();
        give(better ? teller : before, found, reached);
    }

    /** Who is to be asked next; it leaves its share. @return null: nobody */
    @Nullable
    Found next() {
        Teller best = null;
        for (var teller : all) {
            if (teller.mayAsk() && (best == null || Teller.BEST_FIRST.compare(teller, best) < 0)) best = teller;
        }
        if (best == null) return null;
        bySize.remove(best);
        var found = best.takeFirst();
        bySize.add(best);
        return found;
    }

    boolean hasNext() {
        return all.stream().anyMatch(Teller::hasAskable);
    }

    /** Makes room for somebody that this one told of. @return who goes for it; null: there is none, he has enough */
    @Nullable
    Found evictFor(Teller teller) {
        var largest = bySize.first();
        if (largest == teller || largest.size() <= teller.size() + 1) return null;
        bySize.remove(largest);
        var gone = largest.takeLast();
        bySize.add(largest);
        return gone;
    }
}
