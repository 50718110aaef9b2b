package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.mesh.CandidateStatus;
import org.osier.mesh.CandidateStatus.Why;
import org.osier.mesh.DiscoveryStatus.State;
import org.osier.shell.FakeDiscovery;
import org.osier.shell.Sheet;

/** What discoveries shows: a node with multicast, with seeds that have stopped, and with what is a part of it. */
class DiscoveriesTest {
    private final Sheet sheet = new Sheet();

    @BeforeEach
    void threeDiscoveries() {
        sheet.discoveries.add(17, "org.osier.discovery.multicast", Carrier.ACTIVE);
        sheet.discoveries.add(18, "org.osier.discovery.seeds", Carrier.STOPPED);
        sheet.mesh.self.discoveries = List.of(
                FakeDiscovery.running("exchange", 0),
                FakeDiscovery.running("multicast", 17, "OSIER-111 no answer on eth0 (239.77.7.7:7403)"));
    }

    @Test
    void eachIsShownWithItsBundleAndWhatItFound() {
        assertThat(sheet.run("discoveries")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                  NAME       STATE    BUNDLE                               SINCE  TOLD   STANDING  FOUND  SHED
                  exchange   running  part of the node                     1 h    5 min  3         1,234  5
                  multicast  running  org.osier.discovery.multicast 1.0.0  1 h    5 min  3         1,234  5
                  seeds      stopped  org.osier.discovery.seeds 1.0.0      -      -      -         -      -
                  multicast: OSIER-111 no answer on eth0 (239.77.7.7:7403)
                  next: osier discoveries --candidates   for whom they found
                """);
    }

    @Test
    void theDocumentHasTheSame() {
        assertThat(sheet.run("discoveries --json")).isEqualTo(Exit.DONE);
        assertThat(sheet.json().get("schema").getAsString()).isEqualTo("osier.discoveries/1");
        var list = sheet.json().getAsJsonArray("discoveries");
        var multicast = list.get(1).getAsJsonObject();
        assertThat(multicast.keySet())
                .containsExactly(
                        "name",
                        "state",
                        "bundle",
                        "version",
                        "bundleId",
                        "since",
                        "announced",
                        "standing",
                        "found",
                        "shed",
                        "troubles");
        assertThat(multicast.get("state").getAsString()).isEqualTo("running");
        assertThat(multicast.get("since").getAsString()).isEqualTo("2026-03-01T11:00:00Z");
        assertThat(multicast.get("found").getAsLong()).isEqualTo(1_234);
        assertThat(multicast.getAsJsonArray("troubles")).hasSize(1);
        var seeds = list.get(2).getAsJsonObject();
        assertThat(seeds.get("state").getAsString()).isEqualTo("stopped");
        assertThat(seeds.get("standing").isJsonNull()).isTrue();
        assertThat(list.get(0).getAsJsonObject().get("bundle").isJsonNull()).isTrue();
    }

    @Test
    void oneThatFailedSaysWhy() {
        sheet.mesh.self.discoveries = List.of(
                FakeDiscovery.running("multicast", 17, "it failed: IllegalStateException: no")
                        .in(State.FAILED));
        sheet.run("discoveries");
        assertThat(sheet.out())
                .contains("multicast  failed ")
                .contains("multicast: it failed: IllegalStateException: no\n");
    }

    /** Goal: what has stopped can be found while the core is being replaced. */
    @Test
    void withoutACoreTheBundlesAreShown() {
        sheet.up = false;
        assertThat(sheet.run("discoveries")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).contains("multicast  waiting  org.osier.discovery.multicast 1.0.0");
        assertThat(sheet.run("discoveries --candidates")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).startsWith("OSIER-305");
    }

    @Test
    void withoutAnyItSaysWhatThatMeans() {
        sheet.discoveries.all.clear();
        sheet.mesh.self.discoveries = List.of(FakeDiscovery.running("exchange", 0));
        sheet.run("discoveries");
        assertThat(sheet.out())
                .endsWith(
                        "  next: put one into bundle/ or deploy/: without it only tickets and addresses lead to others\n");
    }

    @Test
    void candidatesAreShownWithTheReasonWhyTheyAreNotDialled() {
        sheet.mesh.candidates = CompletableFuture.completedStage(List.of(
                FakeDiscovery.candidate(2, Why.LINKED, "tcp://127.0.0.1:7420", "ws://127.0.0.1:7421"),
                FakeDiscovery.candidate(3, Why.PREFIX_FULL, "tcp://192.0.2.9:7400"),
                new FakeDiscovery.Candidate(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(URI.create("tcp://node.example:7400")),
                        List.of("seeds"),
                        false,
                        Why.PAUSE,
                        Optional.of(Duration.ofMillis(41_200)))));
        assertThat(sheet.run("discoveries --candidates")).isEqualTo(Exit.DONE);
        var id2 = FakeDiscovery.candidate(2, Why.DUE, "x:1").id().orElseThrow().brief();
        var id3 = FakeDiscovery.candidate(3, Why.DUE, "x:1").id().orElseThrow().brief();
        assertThat(sheet.out().replace(id2, "BETA----").replace(id3, "GAMMA---"))
                .isEqualTo("""
                  ID        ADDRESSES                              FROM             WHY NOT DIALLED NOW
                * BETA----  tcp 127.0.0.1:7420, ws 127.0.0.1:7421  multicast seeds  linked
                  GAMMA---  tcp 192.0.2.9:7400                     multicast seeds  waits: its prefix is full
                  ?         tcp node.example:7400                  seeds            not reached, again in 42 s
                3 candidates, 1 linked, 1 proved (*)
                  next: osier discoveries   for how each discovery does
                """);
    }

    @Test
    void theDocumentOfCandidatesHasTheSame() {
        sheet.mesh.candidates = CompletableFuture.completedStage(
                List.of(FakeDiscovery.candidate(3, Why.KEY_MISMATCH, "tcp://192.0.2.9:7400")));
        assertThat(sheet.run("discoveries --candidates --json")).isEqualTo(Exit.DONE);
        assertThat(sheet.json().get("schema").getAsString()).isEqualTo("osier.candidates/1");
        var one = sheet.json().getAsJsonArray("candidates").get(0).getAsJsonObject();
        assertThat(one.keySet())
                .containsExactly("id", "bootId", "addresses", "discoveries", "proved", "why", "pauseMs");
        assertThat(one.get("why").getAsString()).isEqualTo("key-mismatch");
        assertThat(one.get("bootId").getAsString()).isEqualTo("000000000000b001");
        assertThat(sheet.json().getAsJsonObject("count").get("key-mismatch").getAsInt())
                .isEqualTo(1);
    }

    @Test
    void aCrowdIsCutOnTheScreenAndNobodyIsSaidToo() {
        List<CandidateStatus> crowd = IntStream.range(0, 4_096)
                .<CandidateStatus>mapToObj(i -> FakeDiscovery.candidate(3, Why.BUDGET, "tcp://192.0.2.9:7400"))
                .toList();
        sheet.mesh.candidates = CompletableFuture.completedStage(crowd);
        sheet.run("discoveries --candidates");
        assertThat(sheet.out()).contains(".. 3,996 more: --json has all\n4,096 candidates, 0 linked, 0 proved (*)\n");
        sheet.mesh.candidates = CompletableFuture.completedStage(List.of());
        sheet.run("discoveries --candidates");
        assertThat(sheet.out()).startsWith("nobody was found yet\n");
    }
}
