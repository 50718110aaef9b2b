package org.osier.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.discovery.Candidate;
import org.osier.discovery.Candidates;
import org.osier.discovery.Discovery;
import org.osier.node.NodeRecord;

/**
 * What every discovery promises, as tests. A discovery's own test extends this class, says how to open and close one and
 * how somebody appears whom it can find, and adds what only it knows: hostile bytes on its wire or in its file. What is
 * found is watched: nothing after a stop, nobody nowhere, never more than may stand.
 */
@Timeout(60)
public abstract class DiscoveryContract {
    private static final Duration STOP = Duration.ofSeconds(2);
    /** "At once", on a machine with too much to do. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final URI ONE = URI.create("tcp://192.0.2.1:7400"); // RFC 5737: nobody has these addresses
    private static final URI TWO = URI.create("tcp://192.0.2.2:7400");
    private static final int ROUNDS = 50;
    private static final int MANY = 10_000;

    /** For what tests of a discovery await themselves. */
    protected final Waiting waiting = new Waiting();

    private final List<Discovery> opened = new ArrayList<>();
    private final List<RecordingCandidates> given = new ArrayList<>();

    /** Opened before each test, not started. */
    protected Discovery discovery;

    /** A new discovery, as its component would be after activation. Those of one test can hear each other. */
    protected abstract Discovery open();

    /** Closes what {@link #open} gave, as deactivation would; it may still run. Idempotent. */
    protected abstract void close(Discovery discovery);

    /** Lets somebody appear whom {@link #discovery} can find at this address, whether it runs or not. */
    protected abstract void appear(URI address);

    /** Takes away who appeared there. False: this discovery has no means to notice. */
    protected boolean disappear(URI address) {
        return false;
    }

    /** Lets far more appear than a discovery may let stand. False: it cannot happen to this discovery. */
    protected boolean flood() {
        return false;
    }

    /** Whether others hear what this discovery is told to announce. */
    protected boolean tells() {
        return false;
    }

    /** How the names of this discovery's threads begin; empty: it has none. */
    protected Optional<String> threadPrefix() {
        return Optional.empty();
    }

    @BeforeEach
    void openOne() {
        discovery = another();
    }

    @AfterEach
    void closeAndCheck() throws InterruptedException {
        for (var one : opened) stop(one);
        for (var candidates : given) candidates.close();
        for (var one : opened) {
            close(one);
            close(one);
        }
        for (var candidates : given) assertThat(candidates.violations()).isEmpty();
        if (threadPrefix().isPresent())
            assertThat(threads(threadPrefix().get())).isEmpty();
    }

    /** Those that do not end. */
    private static List<String> threads(String prefix) throws InterruptedException {
        var left = new ArrayList<String>();
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.getName().startsWith(prefix)) continue;
            thread.join(STOP.toMillis()); // a pool says that it has ended shortly before its thread does
            if (thread.isAlive()) left.add(thread.getName());
        }
        return left;
    }

    private Discovery another() {
        var one = open();
        opened.add(one);
        return one;
    }

    private RecordingCandidates start(Discovery one, NodeRecord self) {
        var candidates = new RecordingCandidates(waiting);
        given.add(candidates);
        within(AT_ONCE, () -> one.start(self, candidates));
        return candidates;
    }

    private RecordingCandidates start() {
        return start(discovery, self(1));
    }

    private static NodeRecord self(long serial) {
        return SampleRecord.of(1, serial, URI.create("tcp://192.0.2.100:" + (1_000 + serial % 1_000)));
    }

    private static void stop(Discovery one) {
        within(STOP, one::stop);
    }

    private static void within(Duration limit, Runnable call) {
        long begun = System.nanoTime();
        call.run();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(limit);
    }

    // --- what it is

    @Test
    void itsNameIsShortAndStaysTheSame() {
        var name = discovery.name();
        assertThat(name).matches("[a-z0-9-]{1,32}");
        start();
        assertThat(discovery.name()).isEqualTo(name);
        stop(discovery);
        assertThat(another().name()).isEqualTo(name);
    }

    // --- finding

    @Test
    void whoIsThereBeforeTheStartIsFound() {
        appear(ONE);
        var candidates = start();
        waiting.until("found", () -> candidates.has(ONE));
    }

    @Test
    void whoAppearsWhileItRunsIsFoundBesideTheOthers() {
        appear(ONE);
        var candidates = start();
        waiting.until("the first", () -> candidates.has(ONE));
        appear(TWO);
        waiting.until("the second", () -> candidates.has(TWO));
        assertThat(candidates.has(ONE)).isTrue();
    }

    @Test
    void whoDisappearsIsWithdrawnAndFoundWhenHeReturns() {
        appear(ONE);
        appear(TWO);
        var candidates = start();
        waiting.until("both", () -> candidates.has(ONE) && candidates.has(TWO));
        Assumptions.assumeTrue(disappear(ONE), "this discovery does not notice who disappears");
        waiting.until("withdrawn", () -> !candidates.has(ONE));
        assertThat(candidates.has(TWO)).isTrue();
        appear(ONE);
        waiting.until("found again", () -> candidates.has(ONE));
    }

    /** Goal: no more than may stand, and still well. Method: a flood before the start, one while it runs, then the stop. */
    @Test
    void aFloodStaysWithinTheBound() {
        Assumptions.assumeTrue(flood(), "nobody can flood this discovery");
        var candidates = start();
        waiting.until("some", () -> !candidates.standing().isEmpty());
        flood();
        assertThat(candidates.standing().size()).isLessThanOrEqualTo(Candidates.MAX_STANDING);
        stop(discovery);
        candidates.close();
    }

    // --- telling

    @Test
    void whatItIsToldToAnnounceIsHeardByOthers() {
        Assumptions.assumeTrue(tells(), "this discovery tells nobody");
        var other = another();
        var heard = start(other, SampleRecord.of(2, 1, TWO));
        start();
        var id = self(1).id();
        waiting.until("the first record", () -> at(heard, 1).isPresent());
        discovery.announce(self(2));
        waiting.until(
                "the second record",
                () -> at(heard, 2).isPresent() && at(heard, 1).isEmpty());
        assertThat(heard.of(id).orElseThrow().bootId()).contains(self(2).bootId());
        assertThat(heard.of(SampleRecord.of(2, 1).id())).as("itself").isEmpty();
    }

    /** Nobody may stand for ever who has gone: either it says goodbye, or what others heard lasts only a while. */
    @Test
    void whoStopsIsWithdrawnOrForgottenInTime() {
        Assumptions.assumeTrue(tells(), "this discovery tells nobody");
        var heard = start(another(), SampleRecord.of(2, 1, TWO));
        start();
        var id = self(1).id();
        waiting.until("heard", () -> heard.of(id).isPresent());
        boolean lasts = heard.of(id).flatMap(Candidate::lasting).isPresent();
        stop(discovery);
        if (!lasts) waiting.until("withdrawn", () -> heard.of(id).isEmpty());
    }

    private static Optional<Candidate> at(RecordingCandidates heard, long serial) {
        return heard.of(self(serial).id())
                .filter(c -> c.addresses().equals(self(serial).addresses()));
    }

    /** Goal: a node that renews its record without end harms nobody. Method: announce, then find, tell the last, stop. */
    @Test
    void newsWithoutEndIsTakenAtOnceAndTheLastIsTold() {
        var heard = tells() ? start(another(), SampleRecord.of(2, 1, TWO)) : null;
        var candidates = start();
        for (int i = 2; i <= MANY; i++) {
            var self = self(i);
            within(AT_ONCE, () -> discovery.announce(self));
        }
        appear(ONE);
        waiting.until("found", () -> candidates.has(ONE));
        if (heard != null)
            waiting.until("the last record", () -> at(heard, MANY).isPresent());
    }

    // --- stopping

    /** Method: who appears after the stop is found by the next start, and until then not by the one before. */
    @Test
    void nothingIsFoundAfterTheStopAndEverythingAfterTheNextStart() {
        appear(ONE);
        var before = start();
        waiting.until("found", () -> before.has(ONE));
        stop(discovery);
        before.close();
        appear(TWO);
        var after = start();
        waiting.until("found again", () -> after.has(ONE) && after.has(TWO));
        assertThat(before.violations()).isEmpty();
    }

    @Test
    void aStopAtOnceAfterTheStartFindsNothingMore() {
        appear(ONE);
        for (int i = 0; i < ROUNDS; i++) {
            var candidates = start();
            stop(discovery);
            candidates.close();
        }
        var last = start();
        waiting.until("found", () -> last.has(ONE));
    }

    @Test
    void aStopWithoutAStartAndASecondOneDoNothing() {
        stop(discovery);
        appear(ONE);
        var candidates = start();
        waiting.until("found", () -> candidates.has(ONE));
        stop(discovery);
        stop(discovery);
    }

    /** The node interrupts a stop that takes too long; one that is interrupted from the beginning ends all the same. */
    @Test
    void anInterruptedStopEnds() {
        var candidates = start();
        Thread.currentThread().interrupt();
        try {
            stop(discovery);
        } finally {
            Thread.interrupted(); // what the contract of interrupts asks for must not reach the next test
        }
        candidates.close();
    }

    @Test
    void anInstanceThatTakesOverFindsTheSame() {
        appear(ONE);
        var before = start();
        waiting.until("found", () -> before.has(ONE));
        stop(discovery);
        before.close();
        close(discovery);
        discovery = another();
        appear(ONE);
        var after = start();
        waiting.until("found by the next", () -> after.has(ONE));
    }

    /** Goal: nobody holds what was closed: no thread, no timer, nothing static. Method: collect it. */
    @Test
    void whatWasClosedIsHeldByNobody() throws InterruptedException {
        appear(ONE);
        var candidates = start();
        waiting.until("found", () -> candidates.has(ONE));
        stop(discovery);
        candidates.close();
        close(discovery);
        opened.remove(discovery);
        var reference = new WeakReference<>(discovery);
        discovery = another();
        forget(discovery);
        assertThat(BundleLoader.isCollected(reference)).isTrue();
    }

    /** Lets go of every discovery that the test holds but this one, if it holds any. */
    protected void forget(Discovery allBut) {}

    @Test
    void roundsOfStartAndStopLeaveNoThread() {
        appear(ONE);
        stop(discovery);
        int threads = Thread.activeCount();
        for (int i = 0; i < ROUNDS; i++) {
            var candidates = start();
            waiting.until("found", () -> candidates.has(ONE));
            stop(discovery);
            candidates.close();
        }
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
    }
}
