package org.osier.discovery.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osier.discovery.Candidate;
import org.osier.discovery.Discovery;
import org.osier.node.NodeRecord;
import org.osier.testkit.DiscoveryContract;
import org.osier.testkit.RecordingCandidates;
import org.osier.testkit.SampleRecord;

/** The contract of discoveries where somebody appears in the configured list, and what an operator expects of it. */
class SeedsListTest extends DiscoveryContract {
    private static final NodeRecord SELF = SampleRecord.of(1, 1);
    private static final URI ONE = URI.create("tcp://one.example:7400");

    @TempDir
    private Path home;

    private final List<URI> list = new ArrayList<>();

    @Override
    protected Discovery open() {
        var seeds = new SeedsDiscovery(Settings.of(config()), home, InstantSource.system(), Duration.ofMillis(10));
        seeds.bindRecords(NodeRecord::parse);
        return seeds;
    }

    @Override
    protected void close(Discovery discovery) {
        ((SeedsDiscovery) discovery).close();
    }

    @Override
    protected void appear(URI address) {
        list.add(address);
        configure(config());
    }

    @Override
    protected boolean disappear(URI address) {
        list.remove(address);
        configure(config());
        return true;
    }

    @Override
    protected Optional<String> threadPrefix() {
        return Optional.of("osier-discovery.seeds");
    }

    private Config config() {
        return Config.of(list.stream().map(URI::toString).collect(Collectors.joining(", ")));
    }

    private void configure(Config config) {
        ((SeedsDiscovery) discovery).modified(config);
    }

    private RecordingCandidates start() {
        var candidates = new RecordingCandidates(waiting);
        discovery.start(SELF, candidates);
        return candidates;
    }

    @Test
    void aSeedIsSomebodyAtItsAddressForAsLongAsItIsListed() {
        appear(ONE);
        var candidates = start();
        waiting.until("found", () -> candidates.has(ONE));
        assertThat(candidates.standing()).containsExactly(Candidate.at(ONE));
    }

    /** Goal: a typing error costs nothing that works. Method: break the list, then mend it. */
    @Test
    void aBadListLeavesTheLastGoodOneInForce() {
        appear(ONE);
        var candidates = start();
        waiting.until("found", () -> candidates.has(ONE));

        configure(Config.of("tcp://two.example:7400, nonsense"));
        configure(new Config("tcp://two.example:7400", true, 0));
        configure(Config.of(ONE + ",tcp://three.example:7400"));

        waiting.until("mended", () -> candidates.has(URI.create("tcp://three.example:7400")));
        assertThat(candidates.has(ONE)).isTrue();
        assertThat(candidates.has(URI.create("tcp://two.example:7400"))).isFalse();
    }

    @Test
    void onlyWhatChangedIsTold() {
        appear(ONE);
        var candidates = start();
        waiting.until("found", () -> candidates.has(ONE));
        candidates.withdrawn(Candidate.at(ONE)); // the test forgets it: whoever tells it again is found out
        appear(URI.create("tcp://two.example:7400"));
        waiting.until("found", () -> !candidates.standing().isEmpty());
        assertThat(candidates.has(ONE)).isFalse();
    }
}
