package org.osier.core.node.rules;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;

/** Those whom discoveries name, with what we know of them ourselves: who proved himself, and whose turn it is. {@link CandidateBook}'s. */
final class Rumours {
    /** Whoever comes may take the place of who has a lower rank. */
    enum Rank {
        WAITS,
        RUMOUR,
        PROVED
    }

    private final Map<Object, Rumour> all = new LinkedHashMap<>(); // by NodeId or URI; bounded by what stands
    private final Crowd crowd = new Crowd();
    private final AddressMemory memory = new AddressMemory();
    private final Set<NodeId> linked = new HashSet<>(); // bounded by the connections
    private long turns;

    /** Somebody is named, maybe not for the first time. */
    Rumour named(Object key, long now) {
        return all.computeIfAbsent(key, k -> new Rumour(k, turns++, now));
    }

    /** Somebody who was named. */
    Rumour get(Object key) {
        var rumour = all.get(key);
        if (rumour == null) throw new AssertionError("what stands has a rumour");
        return rumour;
    }

    /** Nobody names him any more. */
    void remove(Rumour rumour) {
        crowd.remove(rumour.prefixes);
        all.remove(rumour.key);
    }

    /** He is said to be there, or we know something else of him. */
    void look(Rumour rumour, List<URI> addresses) {
        crowd.remove(rumour.prefixes);
        rumour.addresses = List.copyOf(addresses);
        rumour.proved = isProved(rumour.key, addresses);
        rumour.prefixes = rumour.proved ? Set.of() : Prefix.of(addresses);
        crowd.add(rumour.prefixes);
    }

    private boolean isProved(Object key, List<URI> addresses) {
        if (!(key instanceof NodeId id)) return addresses.stream().anyMatch(a -> memory.who(a) != null);
        return linked.contains(id) || addresses.stream().anyMatch(a -> id.equals(memory.who(a)));
    }

    /** Of somebody who is about to be named. */
    Rank rank(Object key, List<URI> addresses) {
        if (isProved(key, addresses)) return Rank.PROVED;
        return crowd.isFull(Prefix.of(addresses)) ? Rank.WAITS : Rank.RUMOUR;
    }

    Rank rank(Rumour rumour) {
        if (rumour.proved) return Rank.PROVED;
        return crowd.isOver(rumour.prefixes) ? Rank.WAITS : Rank.RUMOUR;
    }

    /** Whether anybody waits for his turn at a full prefix. */
    boolean somebodyWaits() {
        return crowd.isOverAnywhere();
    }

    /** Who answered there last. */
    @Nullable
    NodeId who(URI address) {
        return memory.who(address);
    }

    /** Those who proved themselves first, then as long as they have waited. */
    List<Rumour> inTurn() {
        var list = new ArrayList<>(all.values());
        list.sort(Comparator.comparing((Rumour r) -> !r.proved).thenComparingLong(r -> r.turn));
        return list;
    }

    /** This node proved itself at this address. @return whether that changes anything here */
    boolean proved(URI address, NodeId node, long now) {
        var before = memory.who(address);
        memory.answered(address, node, now);
        if (node.equals(before)) return false;
        return lookAgain(before == null ? Stream.of(node, address) : Stream.of(before, node, address));
    }

    /** A link with this node stands. @return whether that changes anything here */
    boolean linked(NodeId node) {
        return linked.add(node) && lookAgain(Stream.of(node));
    }

    /** None does any more. @return whether that changes anything here */
    boolean unlinked(NodeId node) {
        return linked.remove(node) && lookAgain(Stream.of(node));
    }

    private boolean lookAgain(Stream<Object> keys) {
        var concerned = keys.map(all::get).filter(Objects::nonNull).toList();
        for (var rumour : concerned) look(rumour, rumour.addresses);
        return !concerned.isEmpty();
    }

    /** A dial failed. @param node who was asked for, if anybody was. @return whether somebody else has his turn now */
    boolean failed(URI address, Optional<NodeId> node, long now) {
        boolean any = false;
        for (var key : Stream.concat(Stream.of(address), node.stream()).toList()) {
            var rumour = all.get(key);
            if (rumour == null || rumour.proved || !rumour.failed() || !crowd.isOver(rumour.prefixes)) continue;
            rumour.endTurn(turns++, now);
            any = true;
        }
        return any;
    }
}
