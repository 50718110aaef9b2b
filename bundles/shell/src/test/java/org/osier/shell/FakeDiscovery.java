package org.osier.shell;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osier.mesh.CandidateStatus;
import org.osier.mesh.DiscoveryStatus;
import org.osier.node.NodeId;

/** How a discovery does, as a test wants it. */
public record FakeDiscovery(
        String name,
        long serviceId,
        State state,
        Instant since,
        Optional<Instant> announced,
        int standing,
        long found,
        long shed,
        List<String> troubles)
        implements DiscoveryStatus {
    /** One that runs since an hour and was told news five minutes ago. */
    public static FakeDiscovery running(String name, long serviceId, String... troubles) {
        var since = FakeSelf.NOW.minus(Duration.ofHours(1));
        var announced = Optional.of(FakeSelf.NOW.minus(Duration.ofMinutes(5)));
        return new FakeDiscovery(name, serviceId, State.RUNNING, since, announced, 3, 1_234, 5, List.of(troubles));
    }

    /** The same in another state. */
    public FakeDiscovery in(State other) {
        return new FakeDiscovery(name, serviceId, other, since, announced, standing, found, shed, troubles);
    }

    /** Whom it found. */
    public record Candidate(
            Optional<NodeId> id,
            Optional<Long> bootId,
            List<URI> addresses,
            List<String> discoveries,
            boolean proved,
            Why why,
            Optional<Duration> pause)
            implements CandidateStatus {}

    /** A node of this key at these addresses. */
    public static Candidate candidate(int key, CandidateStatus.Why why, String... addresses) {
        return new Candidate(
                Optional.of(FakeSelf.record(key, "x").id()),
                Optional.of(0xb001L),
                List.of(addresses).stream().map(URI::create).toList(),
                List.of("multicast", "seeds"),
                why == CandidateStatus.Why.LINKED,
                why,
                Optional.empty());
    }
}
