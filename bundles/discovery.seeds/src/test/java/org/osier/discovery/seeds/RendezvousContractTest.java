package org.osier.discovery.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osier.discovery.Candidate;
import org.osier.discovery.Discovery;
import org.osier.node.NodeRecord;
import org.osier.rendezvous.TestRendezvous;
import org.osier.testkit.DiscoveryContract;
import org.osier.testkit.RecordingCandidates;
import org.osier.testkit.SampleRecord;

/** The contract of discoveries where whoever appears leaves its record at a real service of rendezvous on loopback. */
class RendezvousContractTest extends DiscoveryContract {
    private static final URI ONE = URI.create("tcp://192.0.2.1:7400");
    private static final URI TWO = URI.create("tcp://192.0.2.2:7400");

    @TempDir
    private Path home;

    private TestRendezvous service;

    @AfterEach
    void closeService() {
        if (service != null) service.close();
    }

    private TestRendezvous service() {
        try {
            if (service == null) service = TestRendezvous.on(home);
            return service;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected Discovery open() {
        var settings = new Settings(List.of(), false, 256, List.of(service().address()), Duration.ofMillis(100));
        var seeds = new SeedsDiscovery(
                settings, home, InstantSource.system(), Duration.ofMillis(10), Duration.ofSeconds(5));
        seeds.bindRecords(NodeRecord::parse);
        seeds.bindKeys(Member.OURS);
        return seeds;
    }

    @Override
    protected void close(Discovery discovery) {
        ((SeedsDiscovery) discovery).close();
    }

    @Override
    protected void appear(URI address) {
        Member.leave(service().address(), SampleRecord.of(address.hashCode(), 1, address));
    }

    @Override
    protected boolean flood() {
        Member.leave(
                service().address(),
                IntStream.range(0, 400)
                        .mapToObj(i -> SampleRecord.of(1_000 + i, 1, URI.create("tcp://192.0.2.9:" + (1 + i))))
                        .toArray(NodeRecord[]::new));
        return true;
    }

    @Override
    protected boolean tells() {
        return true;
    }

    @Override
    protected Optional<String> threadPrefix() {
        return Optional.of("osier-discovery.seeds");
    }

    private RecordingCandidates start(SeedsDiscovery one, NodeRecord self) {
        var candidates = new RecordingCandidates(waiting);
        one.start(self, candidates);
        return candidates;
    }

    @Test
    void twoFindEachOtherForAsLongAsWhatTheySealedCounts() {
        var other = (SeedsDiscovery) open();
        try {
            var heard = start((SeedsDiscovery) discovery, SampleRecord.of(1, 1, ONE));
            var heardByOther = start(other, SampleRecord.of(2, 1, TWO));
            waiting.until("each other", () -> heard.has(TWO) && heardByOther.has(ONE));
            assertThat(heard.standing()).hasSize(1);
            assertThat(heard.standing().get(0).lasting().orElseThrow())
                    .isBetween(Duration.ofMinutes(55), Duration.ofHours(1));
        } finally {
            other.stop();
            other.close();
        }
    }

    @Test
    void anotherClusterIsNeitherHeardNorUnderstood() {
        var theirs = (SeedsDiscovery) open();
        try {
            theirs.bindKeys(Member.keys("theirs"));
            var heardByThem = start(theirs, SampleRecord.of(2, 1, TWO));
            var heard = start((SeedsDiscovery) discovery, SampleRecord.of(1, 1, ONE));
            var third = URI.create("tcp://192.0.2.3:7400");
            appear(third);
            waiting.until("one of ours", () -> heard.has(third));
            assertThat(heard.standing()).hasSize(1);
            assertThat(heardByThem.standing()).isEmpty();
        } finally {
            theirs.stop();
            theirs.close();
        }
    }

    /** Goal: who still has the secret before is found, and does not find. Method: two epochs here, the old one there. */
    @Test
    void theEpochBeforeIsReadAndNothingIsLeftThere() {
        var late = (SeedsDiscovery) open();
        var old = Member.keys("before");
        try {
            late.bindKeys(old);
            var heardByLate = start(late, SampleRecord.of(2, 1, TWO));
            ((SeedsDiscovery) discovery)
                    .bindKeys(context -> List.of(
                            Member.OURS.derive(context).get(0),
                            old.derive(context).get(0)));
            var heard = start((SeedsDiscovery) discovery, SampleRecord.of(1, 1, ONE));
            waiting.until("the late one", () -> heard.has(TWO));
            assertThat(heardByLate.standing()).isEmpty();
        } finally {
            late.stop();
            late.close();
        }
    }

    @Test
    void whileThereIsNoNodeNothingIsSaidAndAfterwardsEverything() {
        var seeds = (SeedsDiscovery) discovery;
        seeds.unbindKeys(Member.OURS);
        appear(TWO);
        var heard = start(seeds, SampleRecord.of(1, 1, ONE));
        assertThat(service().size()).isEqualTo(1);
        seeds.bindKeys(Member.OURS);
        waiting.until("found", () -> heard.has(TWO));
        assertThat(service().size()).isEqualTo(2);
    }

    /** Goal: an edit is live. Method: a list that is empty, and then is not. */
    @Test
    void aListThatIsEditedIsFollowed() {
        appear(TWO);
        var seeds = (SeedsDiscovery) discovery;
        seeds.modified(Config.of(""));
        var heard = start(seeds, SampleRecord.of(1, 1, ONE));
        assertThat(heard.standing()).isEmpty();
        seeds.modified(new Config("", false, 256, service().address() + "/", 60));
        waiting.until("found", () -> heard.has(TWO));
        seeds.modified(Config.of(""));
        waiting.until("withdrawn", () -> heard.standing().isEmpty());
    }

    @Test
    void aNodeWithoutAnAddressLooksAndLeavesNothing() {
        appear(TWO);
        var heard = start((SeedsDiscovery) discovery, SampleRecord.of(1, 1));
        waiting.until("found", () -> heard.has(TWO));
        assertThat(service().size()).isEqualTo(1);
        assertThat(heard.standing()).extracting(Candidate::addresses).containsExactly(List.of(TWO));
    }
}
