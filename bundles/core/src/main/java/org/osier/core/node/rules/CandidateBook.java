package org.osier.core.node.rules;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osier.discovery.Candidate;
import org.osier.discovery.Candidates;
import org.osier.node.NodeId;

/**
 * What stands for each discovery, and what follows from it all together. A state, not a queue: whoever repeats himself
 * changes nothing, and a withdrawal is never lost to a flood. One thread at a time.
 *
 * @param <S> a discovery, by identity
 */
public final class CandidateBook<S> {
    /** Candidates of all discoveries together: half of the dial jobs, the others are for peers that we know. */
    public static final int MAX_STANDING = DialPlan.MAX_JOBS / 2;

    /** Of one node, over all discoveries; each may name 8. Our choice. */
    static final int MAX_ADDRESSES = 16;

    private static final int LONGEST_ADDRESS = 255; // as in a record: WIRE.md, section 7

    /** What should be dialled: addresses where anybody may be, and nodes at their addresses. */
    public record Wishes(Set<URI> addresses, Map<NodeId, List<URI>> nodes) {
        /** Nothing. */
        public static final Wishes NONE = new Wishes(Set.of(), Map.of());
    }

    private record Standing(Candidate candidate, List<URI> addresses, Optional<Long> end) {}

    private final NodeId self;
    private final Map<S, Map<Object, Standing>> sources = new LinkedHashMap<>();
    private int standing;
    private boolean changed;

    /** @param self we: not a candidate, whoever says so */
    public CandidateBook(NodeId self) {
        this.self = self;
    }

    /** A discovery comes. */
    public void add(S source) {
        sources.putIfAbsent(source, new LinkedHashMap<>());
    }

    /** A discovery goes, and what stands for it. */
    public void remove(S source) {
        var gone = sources.remove(source);
        if (gone == null || gone.isEmpty()) return;
        standing -= gone.size();
        changed = true;
    }

    /** @return false: shed, there is no room for another one. What a discovery says that has gone is nothing */
    public boolean found(S source, Candidate candidate, long now) {
        var all = sources.get(source);
        if (all == null || candidate.id().filter(self::equals).isPresent()) return true;
        var addresses = candidate.addresses().stream()
                .filter(a -> a.getScheme() != null && a.toString().length() <= LONGEST_ADDRESS)
                .toList();
        var before = all.get(key(candidate));
        if (addresses.isEmpty()) {
            withdrawn(source, candidate);
            return true;
        }
        if (before == null && (all.size() >= Candidates.MAX_STANDING || standing >= MAX_STANDING)) return false;
        var end = candidate.lasting().map(time -> now + time.toNanos());
        all.put(key(candidate), new Standing(candidate, addresses, end));
        if (before == null) standing++;
        if (before == null || !before.addresses.equals(addresses)) changed = true;
        return true;
    }

    /** It does not stand any more. */
    public void withdrawn(S source, Candidate candidate) {
        var all = sources.get(source);
        if (all == null || all.remove(key(candidate)) == null) return;
        standing--;
        changed = true;
    }

    /** What has stood for as long as it wanted to goes. */
    public void expire(long now) {
        for (var all : sources.values()) {
            int before = all.size();
            all.values().removeIf(s -> s.end.filter(end -> now - end >= 0).isPresent());
            standing -= before - all.size();
            if (all.size() != before) changed = true;
        }
    }

    /** Whether {@link #wishes} gives anything else than when this was asked last. */
    public boolean takeChanged() {
        boolean answer = changed;
        changed = false;
        return answer;
    }

    /** What follows from all that stands. */
    public Wishes wishes() {
        var addresses = new LinkedHashSet<URI>();
        var nodes = new LinkedHashMap<NodeId, List<URI>>();
        for (var all : sources.values()) {
            for (var one : all.values()) {
                one.candidate
                        .id()
                        .ifPresentOrElse(
                                id -> merge(nodes.computeIfAbsent(id, i -> new ArrayList<>()), one.addresses),
                                () -> addresses.addAll(one.addresses));
            }
        }
        return new Wishes(addresses, nodes);
    }

    private static void merge(List<URI> all, List<URI> further) {
        for (var address : further) if (all.size() < MAX_ADDRESSES && !all.contains(address)) all.add(address);
    }

    private static Object key(Candidate candidate) {
        return candidate.id().<Object>map(id -> id).orElse(candidate.addresses());
    }
}
