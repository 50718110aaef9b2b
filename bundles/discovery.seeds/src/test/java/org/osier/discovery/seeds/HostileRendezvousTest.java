package org.osier.discovery.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osier.discovery.seeds.rules.Answer;
import org.osier.discovery.seeds.rules.MeetingBook.Verdict;
import org.osier.node.NodeRecord;
import org.osier.rendezvous.TestRendezvous;
import org.osier.testkit.RecordingCandidates;
import org.osier.testkit.SampleRecord;
import org.osier.testkit.Waiting;

/** A service that lies, drops or stalls stands first in the list, an honest one behind it: members are still found. */
@Timeout(60)
class HostileRendezvousTest {
    private static final URI THERE = URI.create("tcp://192.0.2.1:7400");
    private static final NodeRecord MEMBER = SampleRecord.of(5, 2, THERE);
    private static final Duration REQUEST = Duration.ofMillis(700);

    @TempDir
    private Path home;

    private final Waiting waiting = new Waiting();
    private TestRendezvous honest;
    private SeedsDiscovery discovery;

    @AfterEach
    void close() {
        if (discovery != null) discovery.stop();
        if (discovery != null) discovery.close();
        if (honest != null) honest.close();
    }

    private RecordingCandidates start(URI... services) {
        var settings = new Settings(List.of(), false, 256, List.of(services), Duration.ofMillis(100));
        discovery = new SeedsDiscovery(settings, home, InstantSource.system(), Duration.ofMillis(10), REQUEST);
        discovery.bindRecords(NodeRecord::parse);
        discovery.bindKeys(Member.OURS);
        var candidates = new RecordingCandidates(waiting);
        discovery.start(SampleRecord.of(1, 1, URI.create("tcp://192.0.2.100:7400")), candidates);
        return candidates;
    }

    private TestRendezvous honest() throws Exception {
        honest = TestRendezvous.on(home);
        Member.leave(honest.address(), MEMBER);
        return honest;
    }

    private long counted(Verdict verdict) {
        return discovery.rendezvous().visits().counted(verdict);
    }

    private static boolean isPut(String line) {
        return line.startsWith("PUT ");
    }

    /** What a service may do instead of its work. */
    enum Wrong {
        SAYS_500((line, body, to) -> to.head("500 Oops", "Content-Length: 0")),
        SAYS_503_AT_LENGTH((line, body, to) -> {
            to.head("503 Later");
            while (true) to.write(new byte[65_536]);
        }),
        REDIRECTS((line, body, to) -> to.head("302 Found", "Location: http://127.0.0.1:1/", "Content-Length: 0")),
        CLOSES((line, body, to) -> {}),
        CLOSES_IN_THE_MIDDLE((line, body, to) -> {
            to.head("200 OK", "Content-Length: 5000");
            to.write(new byte[100]);
        }),
        NEVER_ANSWERS((line, body, to) -> to.never()),
        ANSWERS_A_BYTE_A_SECOND((line, body, to) -> {
            to.head("200 OK", "Content-Length: 5000");
            while (!to.isOver(1_000)) to.write(new byte[1]);
        }),
        IS_NOT_HTTP((line, body, to) -> to.write(new byte[10_000])),
        WRITES_INTO_LOGS((line, body, to) -> to.write("HTTP/1.1 \u001b[2J\u0007 ERROR\n\n".getBytes())),
        ANSWERS_WITHOUT_END((line, body, to) -> {
            to.head("200 OK");
            while (true) to.write(new byte[65_536]);
        }),
        TAKES_AND_ANSWERS_WITHOUT_END((line, body, to) -> {
            to.head(isPut(line) ? "204 No Content" : "200 OK");
            while (!isPut(line)) to.write(new byte[65_536]);
        }),
        HEADS_WITHOUT_END((line, body, to) -> {
            to.write("HTTP/1.1 200 OK\r\n".getBytes());
            while (true) to.write(("X: " + "y".repeat(1_000) + "\r\n").getBytes());
        }),
        ANSWERS_NONSENSE((line, body, to) -> {
            var nonsense = new byte[5_000];
            new Random(4).nextBytes(nonsense);
            to.ok(nonsense);
        }),
        SAYS_TOO_MANY((line, body, to) -> to.ok(new byte[] {-1, -1})),
        KEEPS_NOTHING((line, body, to) -> {
            if (isPut(line)) to.head("204 No Content");
            else to.ok(new byte[2]);
        });

        private final Liar.Way way;

        Wrong(Liar.Way way) {
            this.way = way;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whateverTheFirstDoesTheSecondIsAskedAndMembersAreFound(Wrong wrong) throws Exception {
        try (var liar = new Liar(wrong.way)) {
            var candidates = start(liar.address(), honest().address());
            waiting.until("found", () -> candidates.has(THERE));
            assertThat(discovery.troubles())
                    .singleElement()
                    .asString()
                    .matches("OSIER-11[24] rendezvous " + liar.address() + ": [ -~]+   next: [ -~]{10,86}");
            assertThat(liar.asked.get()).as("requests").isBetween(1, 4);
            assertThat(liar.written.get()).as("bytes that were taken").isLessThan(32_000_000);
        }
    }

    @Test
    void whereNobodyListensTheNextOneIsAsked() throws Exception {
        URI nobody;
        try (var liar = new Liar((line, body, to) -> {})) {
            nobody = liar.address();
        }
        var candidates = start(nobody, honest().address());
        waiting.until("found", () -> candidates.has(THERE));
        assertThat(discovery.troubles())
                .singleElement()
                .asString()
                .startsWith(
                        "OSIER-113 rendezvous " + nobody + ": refused, nothing listens there   next: see that it runs");
        discovery.stop();
        assertThat(discovery.troubles()).isEmpty();
    }

    /** Goal: what strangers leave under the tag is counted and no more. Method: 256 blobs of every size beside ours. */
    @Test
    void foreignBlobsAreCountedAndNobodyIsFoundByThem() throws Exception {
        var random = new Random(6);
        var blobs = IntStream.range(0, 256)
                .mapToObj(i -> {
                    var blob = new byte[1 + random.nextInt(1_400)];
                    random.nextBytes(blob);
                    return blob;
                })
                .toList();
        try (var liar = new Liar((line, body, to) -> {
            if (isPut(line)) to.head("204 No Content");
            else to.ok(answer(blobs));
        })) {
            var candidates = start(liar.address(), honest().address());
            waiting.until("found", () -> candidates.has(THERE));
            assertThat(candidates.standing()).hasSize(1);
            assertThat(counted(Verdict.FOREIGN)).isGreaterThanOrEqualTo(256);
            assertThat(discovery.troubles())
                    .singleElement()
                    .asString()
                    .startsWith("OSIER-309 rendezvous " + liar.address()
                            + ": 256 of 256 records there are not what a member left, and do not count");
        }
    }

    /** Method: every bit of a member's sealed record, one after the other. */
    @Test
    void anAlteredRecordIsNotBelieved() throws Exception {
        var lying = SampleRecord.of(9, 1, URI.create("tcp://192.0.2.66:7400"));
        var sealed = Member.sealed(lying);
        var altered = IntStream.range(0, 256)
                .mapToObj(i -> {
                    var one = sealed.clone();
                    one[i * one.length / 256] ^= 1;
                    return one;
                })
                .toList();
        try (var liar = new Liar((line, body, to) -> {
            if (isPut(line)) to.head("204 No Content");
            else to.ok(answerIn(Member.place().slot(lying.id()), altered));
        })) {
            var candidates = start(liar.address(), honest().address());
            waiting.until("found", () -> candidates.has(THERE));
            assertThat(candidates.standing()).hasSize(1);
            assertThat(counted(Verdict.FOREIGN)).isGreaterThanOrEqualTo(256);
        }
    }

    /** Goal: what was recorded earlier does not count again. Method: the record before, sealed by the member, put beside. */
    @Test
    void anOldRecordThatIsReplayedDoesNotTakeThePlaceOfTheNew() throws Exception {
        var before = SampleRecord.of(5, 1, URI.create("tcp://192.0.2.66:7400"));
        var recorded = Member.sealed(before);
        try (var liar = new Liar((line, body, to) -> {
            if (isPut(line)) to.head("204 No Content");
            else to.ok(answerIn(Member.place().slot(before.id()), fill(recorded, 256)));
        })) {
            var candidates = start(honest().address(), liar.address());
            waiting.until("found", () -> candidates.has(THERE));
            discovery.rendezvous().soon();
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (counted(Verdict.STALE) < 512) {
                assertThat(System.nanoTime()).as("looked twice in time").isLessThan(end);
                Thread.onSpinWait();
            }
            assertThat(candidates.standing()).hasSize(1);
            assertThat(candidates.has(THERE)).isTrue();
        }
    }

    private static List<byte[]> fill(byte[] one, int times) {
        return IntStream.range(0, times).mapToObj(i -> one).toList();
    }

    private static byte[] answer(List<byte[]> blobs) {
        return answerIn(new byte[16], blobs);
    }

    private static byte[] answerIn(byte[] slot, List<byte[]> blobs) {
        var out = ByteBuffer.allocate(Answer.MAX_BYTES).putShort((short) blobs.size());
        for (var blob : blobs)
            out.put(slot).putInt(0).putShort((short) blob.length).put(blob);
        var bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /** Goal: a node that is linked with somebody does not go round all of them. Method: two that work, counted. */
    @Test
    void whoIsLinkedLooksNoFurtherThanItHasTo() throws Exception {
        try (var second = new Liar((line, body, to) -> {
            if (isPut(line)) to.head("204 No Content");
            else throw new IOException("not looked at");
        })) {
            honest();
            discoveryWithCompany(second);
            assertThat(second.asked.get()).as("one record left").isEqualTo(1);
        }
    }

    private void discoveryWithCompany(Liar second) {
        var settings =
                new Settings(List.of(), false, 256, List.of(honest.address(), second.address()), Duration.ofMillis(50));
        discovery = new SeedsDiscovery(settings, home, InstantSource.system(), Duration.ofMillis(10), REQUEST);
        discovery.on(org.osier.mesh.PeerListener.Change.FOUND, Told.peer(MEMBER));
        discovery.bindRecords(NodeRecord::parse);
        discovery.bindKeys(Member.OURS);
        var candidates = new RecordingCandidates(waiting);
        discovery.start(SampleRecord.of(1, 1, URI.create("tcp://192.0.2.100:7400")), candidates);
        waiting.until("found", () -> candidates.has(THERE));
        var later = URI.create("tcp://192.0.2.3:7400");
        Member.leave(honest.address(), SampleRecord.of(8, 1, later));
        waiting.until("who came later", () -> candidates.has(later));
    }
}
