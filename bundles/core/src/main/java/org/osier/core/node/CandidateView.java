package org.osier.core.node;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osier.core.node.rules.CandidateBook.Place;
import org.osier.core.node.rules.CandidateBook.Seen;
import org.osier.core.node.rules.DialPlan.Reason;
import org.osier.mesh.CandidateStatus;
import org.osier.node.NodeId;

/** A candidate as people see it. */
record CandidateView(
        Optional<NodeId> id,
        Optional<Long> bootId,
        List<URI> addresses,
        List<String> discoveries,
        boolean proved,
        Why why,
        Optional<Duration> pause)
        implements CandidateStatus {
    /** @param reasons of the dial plan, by node or address */
    static CandidateView of(Seen<RunningDiscovery> seen, Function<Object, Optional<Reason>> reasons) {
        var reason = Optional.<Object>empty()
                .or(seen::id)
                .flatMap(reasons)
                .or(() -> reasons.apply(seen.addresses().get(0)))
                .filter(r -> seen.place() == Place.WISHED || r.why() == Why.LINKED)
                .orElseGet(() -> new Reason(why(seen.place()), seen.place() == Place.PAUSED ? seen.pause() : 0));
        return new CandidateView(
                seen.id(),
                seen.bootId(),
                seen.addresses(),
                seen.sources().stream().map(RunningDiscovery::name).toList(),
                seen.proved(),
                reason.why(),
                reason.pause() > 0 ? Optional.of(Duration.ofNanos(reason.pause())) : Optional.empty());
    }

    private static Why why(Place place) {
        return switch (place) {
            case WISHED, BUDGET -> Why.BUDGET; // wished, and the plan has no job for it
            case PREFIX_FULL -> Why.PREFIX_FULL;
            case PAUSED -> Why.PAUSE;
            case NO_TRANSPORT -> Why.NO_TRANSPORT;
        };
    }
}
