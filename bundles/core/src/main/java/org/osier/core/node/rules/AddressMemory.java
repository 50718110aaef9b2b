package org.osier.core.node.rules;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;

/**
 * What dials taught us of addresses, whichever job made them: who answered there last, and which of them lead to
 * ourselves. So a job that is forgotten and wished again, as when a discovery is replaced, does not begin from nothing.
 * At most {@value #MAX}; what was not learned again for the longest goes.
 */
final class AddressMemory {
    static final int MAX = 4_096;

    /** An address of ours may be somebody else's one day: after this long it is tried again. Our choice. */
    static final long OURS_NANOS = TimeUnit.HOURS.toNanos(1);

    /** @param node who answered; null: we did ourselves */
    private record Fact(@Nullable NodeId node, long since) {}

    private final Map<URI, Fact> facts = new LinkedHashMap<>();

    void answered(URI address, NodeId node, long now) {
        put(address, new Fact(node, now));
    }

    void ours(URI address, long now) {
        put(address, new Fact(null, now));
    }

    private void put(URI address, Fact fact) {
        facts.remove(address); // what is put again stands at the end
        if (facts.size() >= MAX) facts.remove(facts.keySet().iterator().next());
        facts.put(address, fact);
    }

    void forget(URI address) {
        facts.remove(address);
    }

    /** Who answered there last. */
    @Nullable
    NodeId who(URI address) {
        var fact = facts.get(address);
        return fact == null ? null : fact.node;
    }

    /** Until when it is taken for ours; empty: it is not. */
    Optional<Long> oursUntil(URI address) {
        var fact = facts.get(address);
        return fact == null || fact.node != null ? Optional.empty() : Optional.of(fact.since + OURS_NANOS);
    }
}
