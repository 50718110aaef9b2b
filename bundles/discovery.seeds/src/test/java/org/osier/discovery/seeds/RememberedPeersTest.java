package org.osier.discovery.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osier.discovery.Candidate;
import org.osier.discovery.Candidates;
import org.osier.discovery.Discovery;
import org.osier.mesh.PeerListener.Change;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;
import org.osier.node.Records;
import org.osier.testkit.DiscoveryContract;
import org.osier.testkit.RecordingCandidates;
import org.osier.testkit.SampleRecord;

/** The contract of discoveries where somebody is a peer that tells its record; and what is left after a restart. */
class RememberedPeersTest extends DiscoveryContract {
    private static final NodeRecord SELF = SampleRecord.of(1, 1);
    private static final Duration GATHER = Duration.ofMillis(10);
    private static final Duration DAY = Duration.ofDays(1);
    /** Goes on a test's word. */
    private Instant now = Instant.now();

    @TempDir
    private Path home;

    private final List<SeedsDiscovery> others = new ArrayList<>();
    private Settings settings = Settings.DEFAULT;
    private Records records = NodeRecord::parse;

    @Override
    protected Discovery open() {
        var seeds = new SeedsDiscovery(settings, home, clock(), GATHER);
        seeds.bindRecords(bytes -> records.verify(bytes));
        return seeds;
    }

    private InstantSource clock() {
        return () -> now;
    }

    @Override
    protected void close(Discovery discovery) {
        ((SeedsDiscovery) discovery).close();
        others.forEach(SeedsDiscovery::close);
    }

    @Override
    protected void appear(URI address) {
        tell(SampleRecord.of(address.hashCode(), 1, address));
    }

    @Override
    protected boolean flood() {
        for (int i = 0; i < 5_000; i++) tell(peer(i));
        return true;
    }

    @Override
    protected Optional<String> threadPrefix() {
        return Optional.of("osier-discovery.seeds");
    }

    private static NodeRecord peer(long seed) {
        return SampleRecord.of(1_000_000 + seed, 1, address(seed));
    }

    private static URI address(long seed) {
        return URI.create("tcp://192.0.2.9:" + (1 + seed));
    }

    private void tell(NodeRecord record) {
        Told.record((SeedsDiscovery) discovery, record);
    }

    private RecordingCandidates start(Discovery one) {
        var candidates = new RecordingCandidates(waiting);
        one.start(SELF, candidates);
        return candidates;
    }

    /** As after a restart of the node. */
    private RecordingCandidates restart() {
        discovery.stop();
        ((SeedsDiscovery) discovery).close();
        var next = (SeedsDiscovery) open();
        others.add(next);
        discovery = next;
        var candidates = start(next);
        for (int look = 1; look <= 2; look++) { // when it looks for the second time it has told all of the first
            var mark = "tcp://mark.example:" + look;
            next.modified(new Config(mark, settings.remember(), settings.rememberAtMost()));
            waiting.until("it has looked", () -> candidates.has(URI.create(mark)));
        }
        return candidates;
    }

    private static List<URI> addresses(RecordingCandidates candidates) {
        return candidates.standing().stream()
                .filter(c -> c.id().isPresent())
                .flatMap(c -> c.addresses().stream())
                .toList();
    }

    // --- what is left after a restart

    @Test
    void whoWasAPeerIsFoundAfterARestartForAsLongAsItsRecordCounts() {
        now = now.truncatedTo(ChronoUnit.MILLIS);
        var record = SampleRecord.of(7, 3, now, DAY, address(7), address(8));
        start(discovery);
        tell(record);
        now = now.plus(Duration.ofHours(20));

        var candidates = restart();

        assertThat(candidates.of(record.id()))
                .contains(Candidate.of(record.id(), record.bootId(), record.addresses())
                        .lasting(Duration.ofHours(4)));
    }

    @Test
    void whatHasExpiredIsNeitherFoundNorKept() throws Exception {
        tell(SampleRecord.of(7, 1, now, Duration.ofHours(1), address(7)));
        tell(SampleRecord.of(8, 1, now, DAY, address(8)));
        restart();
        now = now.plus(Duration.ofHours(2));

        assertThat(addresses(restart())).containsExactly(address(8));
        discovery.stop();
        assertThat(new RecordsFile(home).read(now)).hasSize(1);
    }

    @Test
    void theNewestRecordOfAPeerCountsAlsoWhileItRuns() {
        var candidates = start(discovery);
        tell(SampleRecord.of(7, 2, address(7)));
        waiting.until("found", () -> candidates.has(address(7)));
        tell(SampleRecord.of(7, 1, address(6)));
        tell(SampleRecord.of(7, 3, address(8)));
        waiting.until("moved", () -> candidates.has(address(8)));
        assertThat(candidates.has(address(7))).isFalse();

        assertThat(addresses(restart())).containsExactly(address(8));
    }

    @Test
    void theNewestAreKeptUpToTheBound() {
        for (int i = 0; i < 600; i++) tell(peer(i));
        var kept = addresses(restart());
        assertThat(kept)
                .containsExactlyInAnyOrderElementsOf(LongStream.range(600 - 256, 600)
                        .mapToObj(RememberedPeersTest::address)
                        .toList());

        settings = new Settings(List.of(), true, 10);
        assertThat(addresses(restart())).hasSize(10).contains(address(599), address(590));
    }

    @Test
    void whoHasNoAddressIsNoCandidate() {
        tell(SampleRecord.of(7, 1));
        assertThat(addresses(restart())).isEmpty();
    }

    /** Goal: the file is not believed. Method: the verifier refuses one of three. */
    @Test
    void whatIsNotSignedByWhomItNamesIsDropped() {
        for (int i = 0; i < 3; i++) tell(peer(i));
        records = bytes -> {
            var record = NodeRecord.parse(bytes);
            if (record.id().equals(peer(1).id())) throw new BadRecordException("not signed");
            return record;
        };
        assertThat(addresses(restart())).containsExactlyInAnyOrder(address(0), address(2));
        records = NodeRecord::parse;
        assertThat(addresses(restart())).as("and for good").containsExactlyInAnyOrder(address(0), address(2));
    }

    /** Goal: a crash costs the last few seconds at most. Method: no stop, another one reads what is there. */
    @Test
    void whatIsLearnedIsWrittenSoonAlsoWithoutAStop() throws Exception {
        start(discovery);
        for (int i = 0; i < 100; i++) tell(peer(i));
        untilWritten(100);
        tell(peer(100));
        untilWritten(101);
    }

    private void untilWritten(int count) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (new RecordsFile(home).read(now).size() != count) {
            assertThat(System.nanoTime()).as("written in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void nothingIsKeptThatIsNotARecord() {
        for (var change : Change.values()) {
            if (change != Change.RECORD) ((SeedsDiscovery) discovery).on(change, Told.peer(peer(1)));
        }
        assertThat(addresses(restart())).isEmpty();
        assertThat(file()).doesNotExist();
    }

    // --- configuration

    @Test
    void whatIsTurnedOffIsForgottenButItsFileStays() throws Exception {
        for (int i = 0; i < 3; i++) tell(peer(i));
        var candidates = restart();
        assertThat(addresses(candidates)).hasSize(3);
        var content = Files.readAllBytes(file());

        ((SeedsDiscovery) discovery).modified(new Config("", false, 256));
        waiting.until("withdrawn", () -> candidates.standing().isEmpty());
        tell(peer(4));
        settings = new Settings(List.of(), false, 256);
        assertThat(addresses(restart())).isEmpty();
        assertThat(file()).hasBinaryContent(content);

        settings = Settings.DEFAULT;
        assertThat(addresses(restart())).hasSize(3);
    }

    @Test
    void aLowerBoundIsLive() {
        var candidates = start(discovery);
        for (int i = 0; i < 20; i++) tell(peer(i));
        waiting.until("all", () -> candidates.standing().size() == 20);
        ((SeedsDiscovery) discovery).modified(new Config("", true, 5));
        waiting.until("five", () -> candidates.standing().size() == 5);
        assertThat(candidates.has(address(19))).isTrue();
    }

    /** Goal: no record is lost because the node came later. Method: learn before there is anybody who verifies. */
    @Test
    void theFileWaitsForTheNodeThatVerifies() {
        for (int i = 0; i < 3; i++) tell(peer(i));
        restart();
        discovery.stop();
        ((SeedsDiscovery) discovery).close();
        var early = new SeedsDiscovery(settings, home, clock(), GATHER);
        others.add(early);
        discovery = early;
        var candidates = start(early);
        tell(peer(3));
        waiting.until("the one that was told", () -> candidates.has(address(3)));
        assertThat(candidates.has(address(0))).isFalse();

        early.bindRecords(records);

        waiting.until("all", () -> IntStream.range(0, 4).allMatch(i -> candidates.has(address(i))));
        assertThat(addresses(restart())).hasSize(4);
    }

    @Test
    void neverDoMoreStandThanANodeTakes() {
        assertThat(Settings.MAX_SEEDS + Settings.MAX_REMEMBERED).isLessThanOrEqualTo(Candidates.MAX_STANDING);
    }

    private Path file() {
        return home.resolve("data/discovery/records");
    }
}
