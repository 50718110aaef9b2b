package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.crawl.CrawlPlan;
import org.osier.crawl.CrawlPlan.Scope;
import org.osier.crawl.CrawlReport;
import org.osier.crawl.CrawledNode;
import org.osier.mesh.MeshException;
import org.osier.node.NodeRecord;
import org.osier.shell.FakeMesh;
import org.osier.shell.FakePeer;
import org.osier.shell.FakeSelf;
import org.osier.shell.Sheet;

/** {@code peers} that asks others: its screens letter by letter, its lines for programs, its document, its wrong uses. */
class CrawlTest {
    private static final NodeRecord BETA = FakeSelf.record(2, "beta", URI.create("tcp://127.0.0.1:7420"));
    private static final NodeRecord GAMMA =
            FakeSelf.record(4, "gamma", URI.create("tcp://192.0.2.9:7400"), URI.create("ws://192.0.2.9:7402"));
    private static final NodeRecord DELTA = FakeSelf.record(3, "delta");

    private final Sheet sheet = new Sheet();
    private CrawlPlan plan = CrawlPlan.from(BETA.id(), Scope.RECORDS);
    private CrawlReport report = report(false, false, 1);

    @BeforeEach
    void onATerminal() {
        sheet.terminal = true;
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        sheet.crawler = Optional.of(asked -> {
            plan = asked;
            return CompletableFuture.completedStage(report);
        });
    }

    private CrawlReport report(boolean deadline, boolean cap, int answered) {
        var self = sheet.mesh.self();
        return new CrawlReport(
                List.of(
                        new CrawledNode(self.id(), Optional.of(self.record()), 0, Optional.empty(), true, false, ""),
                        new CrawledNode(BETA.id(), Optional.of(BETA), 1, Optional.of(self.id()), true, true, ""),
                        new CrawledNode(
                                DELTA.id(),
                                Optional.of(DELTA),
                                2,
                                Optional.of(BETA.id()),
                                false,
                                true,
                                "OSIER-112 no link, and no address to dial"),
                        new CrawledNode(
                                GAMMA.id(),
                                Optional.of(GAMMA),
                                2,
                                Optional.of(BETA.id()),
                                false,
                                true,
                                "not asked, too far away")),
                2,
                answered,
                0,
                Duration.ofMillis(12),
                deadline,
                cap);
    }

    @Test
    void onATerminalItIsATable() {
        assertThat(sheet.run("peers --rpc")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                  NAME   ID        ROLE  DEPTH  VIA    KNOWN     ADDRESSES              NOTE
                * alpha  182ff9da  dual  0      -      verified  tcp 192.168.1.20:7400
                  beta   9e671b1c  dual  1      alpha  verified  tcp 127.0.0.1:7420
                  delta  251bf7c4  dual  2      beta   hearsay   -                      OSIER-112 no link, and no ..
                  gamma  eea8336e  dual  2      beta   hearsay   tcp 192.0.2.9:7400 +1  not asked, too far away
                4 nodes: 2 verified, 2 hearsay, in 12.0 ms
                  next: osier peers --rpc --depth -1   to ask those, too
                """);
        assertThat(plan.start()).isEqualTo(sheet.mesh.self().id());
        assertThat(plan.scope()).isEqualTo(Scope.LINKED);
        assertThat(plan.depth()).isEqualTo(1);
        assertThat(plan.maxNodes()).isEqualTo(1_000);
        assertThat(plan.timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void elsewhereItIsLinesForProgramsAndTheRestGoesBesideThem() {
        sheet.terminal = false;
        assertThat(sheet.run("peers --rpc")).isEqualTo(Exit.DONE);
        assertThat(sheet.out().lines().toList().get(0)).isEqualTo("id\tname\trole\taddresses\tdepth\tvia\tknown\tnote");
        assertThat(sheet.out().lines().toList().get(4))
                .isEqualTo(GAMMA.id() + "\tgamma\tdual\ttcp://192.0.2.9:7400 ws://192.0.2.9:7402\t2\t" + BETA.id()
                        + "\thearsay\tnot asked, too far away");
        assertThat(sheet.out().lines()).hasSize(5).allMatch(line -> line.split("\t", -1).length == 8);
        assertThat(sheet.err()).isEqualTo("4 nodes: 2 verified, 2 hearsay, in 12.0 ms\n");
    }

    @Test
    void theDocumentHoldsEverything() {
        assertThat(sheet.run("peers --gossip --depth -1 --json @beta")).isEqualTo(Exit.DONE);
        var document = sheet.json();
        assertThat(document.keySet())
                .containsExactly(
                        "schema",
                        "start",
                        "scope",
                        "depth",
                        "maxPeers",
                        "timeoutSeconds",
                        "nodes",
                        "count",
                        "seconds",
                        "deadlineReached",
                        "capReached");
        assertThat(document.get("schema").getAsString()).isEqualTo("osier.crawl/1");
        assertThat(document.get("scope").getAsString()).isEqualTo("records");
        assertThat(document.getAsJsonArray("nodes").get(3))
                .hasToString("{\"id\":\"" + GAMMA.id()
                        + "\",\"name\":\"gamma\",\"role\":\"dual\",\"addresses\":[\"tcp://192.0.2.9:7400\","
                        + "\"ws://192.0.2.9:7402\"],\"depth\":2,\"via\":\"" + BETA.id()
                        + "\",\"known\":\"hearsay\",\"linked\":true,\"why\":\"not asked, too far away\"}");
        assertThat(document.get("count"))
                .hasToString("{\"nodes\":4,\"verified\":2,\"hearsay\":2,\"asked\":2,\"answered\":1,\"dropped\":0}");
        assertThat(plan.start()).isEqualTo(BETA.id());
        assertThat(plan.depth()).isEqualTo(CrawlPlan.UNLIMITED);
    }

    @Test
    void aDeadlineOrACapIsAPartialResultAndSaysSo() {
        report = report(true, false, 1);
        assertThat(sheet.run("peers --rpc --timeout 2 @beta")).isEqualTo(Exit.PARTIAL);
        assertThat(sheet.out()).endsWith("""
                4 nodes: 2 verified, 2 hearsay, in 12.0 ms; the deadline was reached
                  next: osier peers --rpc --timeout 8 @beta   to wait longer
                """);
        report = report(false, true, 1);
        assertThat(sheet.run("peers --gossip --max-peers 4")).isEqualTo(Exit.PARTIAL);
        assertThat(sheet.out()).endsWith("""
                4 nodes: 2 verified, 2 hearsay, in 12.0 ms; no room for more than 4
                  next: osier peers --gossip --max-peers 16   for more
                """);
    }

    @Test
    void whenNobodyAnswersItFails() {
        report = report(true, false, 0);
        assertThat(sheet.run("peers --rpc")).isEqualTo(Exit.FAILED);
        assertThat(sheet.out())
                .contains("; nobody answered; the deadline was reached\n")
                .endsWith("  next: osier doctor   for the likely cause\n");
        sheet.mesh.peers.clear();
        var self = sheet.mesh.self();
        report = new CrawlReport(
                List.of(new CrawledNode(self.id(), Optional.of(self.record()), 0, Optional.empty(), true, false, "")),
                1,
                0,
                0,
                Duration.ofMillis(1),
                false,
                false);
        assertThat(sheet.run("peers --rpc")).isEqualTo(Exit.FAILED);
        assertThat(sheet.out()).endsWith("""
                1 node: 1 verified, 0 hearsay, in 1.0 ms; nobody answered
                  next: osier invite   to add a node
                """);
    }

    @Test
    void withoutItsBundleItSaysWhatIsMissing() {
        sheet.crawler = Optional.empty();
        assertThat(sheet.run("peers --rpc")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).isEqualTo("""
                this node cannot ask others: bundle org.osier.membership does not run here.
                  copy bundle/org.osier.membership.jar of the distribution into bundle/ of the home, or start it
                  in Karaf: feature:install osier-membership
                  next: osier peers   for everyone this node knows itself
                """);
        assertThat(sheet.run("peers")).isEqualTo(Exit.DONE);
    }

    @Test
    void aCrawlThatFailsSaysWhy() {
        sheet.crawler = Optional.of(
                asked -> FakeMesh.failed(MeshException.Kind.OVERLOADED, "4 crawls run already, or this node stops"));
        assertThat(sheet.run("peers --rpc")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).isEqualTo("""
                OSIER-305 the crawl came to nothing.
                  4 crawls run already, or this node stops
                  next: try again in a moment
                """);
    }

    @Test
    void whoDoesNotWaitAnyMoreEndsTheCrawl() {
        var crawl = new CompletableFuture<CrawlReport>();
        sheet.crawler = Optional.of(asked -> crawl);
        Thread.currentThread().interrupt();
        sheet.run("peers --rpc");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(crawl).isCancelled();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "peers beta",
                "peers @",
                "peers --rpc --gossip",
                "peers --rpc --watch",
                "peers --depth -2",
                "peers --depth 65",
                "peers --max-peers 0",
                "peers --max-peers 10001",
                "peers --timeout 0",
                "peers --timeout 601",
                "peers --rpc @beta @gamma",
            })
    void wrongWordsAreWrongUse(String line) {
        assertThat(sheet.run(line)).isEqualTo(Exit.WRONG_USE);
        assertThat(sheet.err()).contains("osier help peers");
    }

    @Test
    void aNodeThatNobodyKnowsIsNamed() {
        assertThat(sheet.run("peers @omega")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).startsWith("no node is called omega.\n");
    }

    @Test
    void theHelpNamesAllOfIt() {
        sheet.run("help peers");
        assertThat(sheet.out())
                .contains("peers [@NODE] [options]", "--rpc", "--gossip", "--depth N", "--max-peers N", "--timeout S");
    }

    /** Goal: a screen never breaks its width or obeys a stranger, in lines for programs neither. */
    @Test
    void aHostileNodeCannotBreakAScreen() {
        var ugly = "x\u001b[2J\t\n\u202e" + "y".repeat(300);
        var long64 = FakeSelf.record(9, "n".repeat(64), URI.create("tcp://" + "h".repeat(200) + ":1"));
        report = new CrawlReport(
                List.of(new CrawledNode(
                        long64.id(), Optional.of(long64), 2_000_000_000, Optional.of(BETA.id()), false, true, ugly)),
                1,
                1,
                Long.MAX_VALUE,
                Duration.ofDays(1),
                true,
                true);
        for (boolean terminal : new boolean[] {true, false}) {
            sheet.terminal = terminal;
            sheet.run("peers --rpc"); // checks the width
            assertThat(sheet.out() + sheet.err()).doesNotContain("\u001b", "\u202e");
            if (!terminal) assertThat(sheet.out().lines()).hasSize(2).allMatch(l -> l.split("\t", -1).length == 8);
        }
    }
}
