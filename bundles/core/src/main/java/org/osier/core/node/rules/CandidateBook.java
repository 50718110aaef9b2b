package org.osier.core.node.rules;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osier.core.node.rules.Rumours.Rank;
import org.osier.discovery.Candidate;
import org.osier.discovery.Candidates;
import org.osier.node.NodeId;

/**
 * What stands for each discovery, and what follows from it all together. A state, not a queue: whoever repeats himself
 * changes nothing, and a withdrawal is never lost to a flood.
 *
 * <p>Who proved himself where he is said to be comes first, always. Of all others {@value Crowd#MOST} of a prefix have
 * their turn at once, the rest waits for it, and gives its place to anybody else when there are too many. Whose turn came
 * to nothing while others wait goes to their end. One thread at a time.
 *
 * @param <S> a discovery, by identity
 */
public final class CandidateBook<S> {
    /** Candidates of all discoveries together: then whoever has the most gives way. */
    public static final int MAX_STANDING = 4_096;

    /** Of those that have their turn: half of the dial jobs, the others are for peers that we know. */
    public static final int MAX_WISHES = DialPlan.MAX_JOBS / 2;

    /** Of one node, over all discoveries; each may name 8. Our choice. */
    static final int MAX_ADDRESSES = 16;

    private static final int LONGEST_ADDRESS = 255; // as in a record: WIRE.md, section 7

    /** Whether a candidate has its turn, and if not, why. */
    public enum Place {
        WISHED,
        /** Too many dials are wished. */
        BUDGET,
        /** Too many at its prefix have their turn. */
        PREFIX_FULL,
        /** Its turn came to nothing, and others wait. */
        PAUSED,
        /** It cannot be dialled, so it takes no turn from anybody. */
        NO_TRANSPORT
    }

    /**
     * What should be dialled: addresses where anybody may be, and nodes at their addresses.
     *
     * @param lanes by address and by node: of which discovery's share of dials it takes; below 0: it needs none, it proved
     *     itself
     */
    public record Wishes(Set<URI> addresses, Map<NodeId, List<URI>> nodes, Map<Object, Integer> lanes) {
        /** Nothing. */
        public static final Wishes NONE = new Wishes(Set.of(), Map.of(), Map.of());
    }

    /** What one discovery said: candidates that stand, that were new, and that were shed or gave way. */
    public record Tally(int standing, long found, long shed) {}

    /** One candidate, for people. @param pause in nanoseconds, 0 without one */
    public record Seen<S>(
            Optional<NodeId> id,
            Optional<Long> bootId,
            List<URI> addresses,
            List<S> sources,
            boolean proved,
            Place place,
            long pause) {}

    /** A start of a node that was not heard of before. @param first nothing was known of the node either */
    public record Start(long bootId, boolean first) {}

    private record Standing(Candidate candidate, List<URI> addresses, Optional<Long> end) {}

    private static final class Source {
        private final int lane;
        private final Map<Object, Standing> standing = new LinkedHashMap<>();
        private long found;
        private long shed;

        Source(int lane) {
            this.lane = lane;
        }
    }

    private final NodeId self;
    private final Map<S, Source> sources = new LinkedHashMap<>();
    private final Rumours rumours = new Rumours();
    private final Map<NodeId, Start> starts = new HashMap<>(); // bounded as the rumours
    private int lanes;
    private int standing;
    private boolean changed;
    private @Nullable Long nextTurn; // when the first of those that pause has done so

    /** @param self we: not a candidate, whoever says so */
    public CandidateBook(NodeId self) {
        this.self = self;
    }

    /** A discovery comes. */
    public void add(S source) {
        sources.computeIfAbsent(source, s -> new Source(lanes++));
    }

    /** A discovery goes, and what stands for it. */
    public void remove(S source) {
        var gone = sources.get(source);
        if (gone == null) return;
        for (var key : List.copyOf(gone.standing.keySet())) drop(gone, key);
        sources.remove(source);
    }

    /** What a discovery has said so far. */
    public Tally tally(S source) {
        var of = sources.get(source);
        return of == null ? new Tally(0, 0, 0) : new Tally(of.standing.size(), of.found, of.shed);
    }

    // --- what discoveries say

    /** @return false: shed, there is no room for another one. What a discovery says that has gone is nothing */
    public boolean found(S source, Candidate candidate, long now) {
        var from = sources.get(source);
        if (from == null || candidate.id().filter(self::equals).isPresent()) return true;
        var addresses = candidate.addresses().stream()
                .filter(a -> a.getScheme() != null && a.toString().length() <= LONGEST_ADDRESS)
                .toList();
        if (addresses.isEmpty()) {
            withdrawn(source, candidate);
            return true;
        }
        var key = key(candidate);
        var before = from.standing.get(key);
        if (before == null && !hasRoom(from, key, addresses)) {
            from.shed++;
            return false;
        }
        var end = candidate.lasting().map(time -> now + time.toNanos());
        from.standing.put(key, new Standing(candidate, addresses, end));
        var rumour = rumours.named(key, now);
        if (before == null) {
            from.found++;
            standing++;
            rumour.standings++;
        }
        if (before == null || !before.addresses.equals(addresses)) {
            rumours.look(rumour, addresses(key));
            rumour.evidence(now);
            changed = true;
        }
        candidate.bootId().ifPresent(boot -> boot(rumour, boot, now));
        return true;
    }

    private void boot(Rumour rumour, long boot, long now) {
        boolean first = rumour.bootId().isEmpty();
        if (rumour.boot(boot, now)) rumour.id().ifPresent(id -> starts.put(id, new Start(boot, first)));
    }

    /** It does not stand any more. */
    public void withdrawn(S source, Candidate candidate) {
        var from = sources.get(source);
        if (from != null) drop(from, key(candidate));
    }

    /** What has stood for as long as it wanted to goes; whose pause is over may have a turn. */
    public void expire(long now) {
        for (var from : sources.values()) {
            var over = from.standing.entrySet().stream()
                    .filter(e -> e.getValue().end.filter(end -> now - end >= 0).isPresent())
                    .map(Map.Entry::getKey)
                    .toList();
            for (var key : over) drop(from, key);
        }
        if (nextTurn != null && now - nextTurn >= 0) changed = true;
    }

    private void drop(Source from, Object key) {
        if (from.standing.remove(key) == null) return;
        standing--;
        changed = true;
        var rumour = rumours.get(key);
        if (--rumour.standings > 0) {
            rumours.look(rumour, addresses(key));
            return;
        }
        rumours.remove(rumour);
        rumour.id().ifPresent(starts::remove);
    }

    // --- room

    private boolean hasRoom(Source from, Object key, List<URI> addresses) {
        var rank = rumours.rank(key, addresses);
        if (from.standing.size() >= Candidates.MAX_STANDING) return giveWay(from, rank, false);
        if (standing < MAX_STANDING) return true;
        var most = sources.values().stream()
                .max(Comparator.comparingInt(source -> source.standing.size()))
                .orElse(from);
        return giveWay(most, rank, most.standing.size() > from.standing.size() + 1);
    }

    /**
     * The first one of a lower rank goes.
     *
     * @param equals or one of the same rank, unless it proved itself
     * @return whether there was one
     */
    private boolean giveWay(Source source, Rank rank, boolean equals) {
        if (!equals && (rank == Rank.WAITS || rank == Rank.RUMOUR && !rumours.somebodyWaits())) return false;
        for (var key : source.standing.keySet()) {
            var other = rumours.rank(rumours.get(key));
            boolean goes = other.compareTo(rank) < 0 || equals && other == rank && other != Rank.PROVED;
            if (!goes) continue;
            drop(source, key);
            source.shed++;
            return true;
        }
        return false;
    }

    private List<URI> addresses(Object key) {
        var addresses = new ArrayList<URI>();
        for (var source : sources.values()) {
            var stands = source.standing.get(key);
            if (stands != null) merge(addresses, stands.addresses);
        }
        return addresses;
    }

    // --- what we know ourselves

    /** This node proved itself at this address. @return whether that changes anything here */
    public boolean proved(URI address, NodeId node, long now) {
        return changes(rumours.proved(address, node, now));
    }

    /** A link with this node stands. @return whether that changes anything here */
    public boolean linked(NodeId node) {
        return changes(rumours.linked(node));
    }

    /** None does any more. @return whether that changes anything here */
    public boolean unlinked(NodeId node) {
        return changes(rumours.unlinked(node));
    }

    /** A dial failed. @param node who was asked for, if anybody was. @return whether somebody else has his turn now */
    public boolean failed(URI address, Optional<NodeId> node, long now) {
        return changes(rumours.failed(address, node, now));
    }

    private boolean changes(boolean any) {
        changed |= any;
        return any;
    }

    // --- what follows

    /** Whether {@link #wishes} gives anything else than when this was asked last. */
    public boolean takeChanged() {
        boolean answer = changed;
        changed = false;
        return answer;
    }

    /** Starts of nodes that were heard of for the first time since this was asked last. */
    public Map<NodeId, Start> takeStarts() {
        var taken = Map.copyOf(starts);
        starts.clear();
        return taken;
    }

    /** Other schemes can be dialled than before. */
    public void schemesChanged() {
        changed = true;
    }

    /** What follows from all that stands. @param reachable whether a transport carries this scheme */
    public Wishes wishes(long now, Predicate<String> reachable) {
        var addresses = new LinkedHashSet<URI>();
        var nodes = new LinkedHashMap<NodeId, List<URI>>();
        var laneOf = new HashMap<Object, Integer>();
        nextTurn = null;
        var turn = new Crowd();
        for (var rumour : rumours.inTurn()) {
            rumour.place = place(rumour, addresses.size() + nodes.size(), turn, now, reachable);
            if (rumour.place == Place.PAUSED) pauses(rumour, now);
            if (rumour.place != Place.WISHED) continue;
            turn.add(rumour.prefixes);
            rumour.id()
                    .ifPresentOrElse(id -> nodes.put(id, rumour.addresses), () -> addresses.addAll(rumour.addresses));
            laneOf.put(rumour.key, rumour.proved ? -1 : lane(rumour));
        }
        return new Wishes(addresses, nodes, laneOf);
    }

    private static Place place(Rumour rumour, int wished, Crowd turn, long now, Predicate<String> reachable) {
        boolean can = rumour.proved || rumour.addresses.stream().anyMatch(a -> reachable.test(a.getScheme()));
        if (!can) return Place.NO_TRANSPORT;
        if (wished >= MAX_WISHES) return Place.BUDGET;
        if (rumour.proved) return Place.WISHED;
        if (rumour.pause(now) > 0) return Place.PAUSED;
        return turn.isFull(rumour.prefixes) ? Place.PREFIX_FULL : Place.WISHED;
    }

    private void pauses(Rumour rumour, long now) {
        long end = now + rumour.pause(now);
        if (nextTurn == null || end - nextTurn < 0) nextTurn = end;
    }

    /** Of several discoveries the first one counts. */
    private int lane(Rumour rumour) {
        return sources.values().stream()
                .filter(source -> source.standing.containsKey(rumour.key))
                .findFirst()
                .map(source -> source.lane)
                .orElse(0);
    }

    /** All candidates, those of an address with the node that answered there; proved ones first. */
    public List<Seen<S>> all(long now) {
        var seen = new LinkedHashMap<Object, Seen<S>>();
        for (var rumour : rumours.inTurn()) {
            var id = rumour.id().or(() -> Optional.ofNullable(rumours.who(rumour.addresses.get(0))));
            var one = new Seen<>(
                    id,
                    rumour.bootId(),
                    rumour.addresses,
                    sources(rumour.key),
                    rumour.proved,
                    rumour.place,
                    Math.max(0, rumour.pause(now)));
            seen.merge(id.<Object>map(i -> i).orElse(rumour.key), one, CandidateBook::together);
        }
        return List.copyOf(seen.values());
    }

    private static <S> Seen<S> together(Seen<S> one, Seen<S> other) {
        var addresses = new ArrayList<>(one.addresses);
        merge(addresses, other.addresses);
        var sources = new LinkedHashSet<>(one.sources);
        sources.addAll(other.sources);
        var bootId = one.bootId.or(other::bootId);
        return new Seen<>(one.id, bootId, addresses, List.copyOf(sources), one.proved, one.place, one.pause);
    }

    private List<S> sources(Object key) {
        return sources.entrySet().stream()
                .filter(e -> e.getValue().standing.containsKey(key))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void merge(List<URI> all, List<URI> further) {
        for (var address : further) if (all.size() < MAX_ADDRESSES && !all.contains(address)) all.add(address);
    }

    private static Object key(Candidate candidate) {
        return candidate
                .id()
                .<Object>map(id -> id)
                .orElseGet(() -> candidate.addresses().get(0));
    }
}
