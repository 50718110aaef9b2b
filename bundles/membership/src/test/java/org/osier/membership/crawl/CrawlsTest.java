package org.osier.membership.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.crawl.CrawlPlan;
import org.osier.crawl.CrawlPlan.Scope;
import org.osier.crawl.CrawlReport;
import org.osier.crawl.CrawledNode;
import org.osier.crawl.Crawler;
import org.osier.membership.crawl.rules.Answer;
import org.osier.mesh.MeshException;
import org.osier.node.NodeRecord;

/** Crawls through a world in memory: over links that stand, and over those that they make. */
@Timeout(60)
class CrawlsTest {
    private final World world = new World();
    private final Crawls crawls = new Crawls(world, SignedRecord.RECORDS, new Neighbourhood(world));
    private final CrawlPlan all = CrawlPlan.from(world.self.id(), Scope.LINKED).depth(CrawlPlan.UNLIMITED);

    @AfterEach
    void stop() {
        crawls.stop();
    }

    private static CrawlReport wait(CompletionStage<CrawlReport> crawl) throws Exception {
        return crawl.toCompletableFuture().get(40, TimeUnit.SECONDS);
    }

    private static CrawledNode of(CrawlReport report, NodeRecord record) {
        return report.nodes().stream()
                .filter(node -> node.id().equals(record.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aChainIsFollowedToItsEndByDiallingWhoIsNotLinked() throws Exception {
        var beta = world.node("beta");
        var gamma = world.node("gamma");
        var delta = world.node("delta");
        world.link(beta);
        world.honest(beta, gamma, world.self);
        world.honest(gamma, beta, delta);
        world.honest(delta, gamma);

        var report = wait(crawls.crawl(all));

        assertThat(report.nodes()).extracting(CrawledNode::name).containsExactly("self", "beta", "gamma", "delta");
        assertThat(report.nodes()).extracting(CrawledNode::depth).containsExactly(0, 1, 2, 3);
        assertThat(report.nodes())
                .allMatch(CrawledNode::verified)
                .allMatch(node -> node.why().isEmpty());
        assertThat(of(report, delta).via()).contains(gamma.id());
        assertThat(report.deadlineReached()).isFalse();
        assertThat(report.answered()).isEqualTo(3);
        assertThat(world.dials).hasValue(2);
        assertThat(world.visits).as("for links that nobody wishes to stay").hasValue(2);
    }

    @Test
    void anotherNodeMayBeAskedFirst() throws Exception {
        var beta = world.node("beta");
        var gamma = world.node("gamma");
        world.link(beta);
        world.honest(beta, gamma, world.self);
        var report = wait(crawls.crawl(CrawlPlan.from(beta.id(), Scope.LINKED).depth(0)));
        assertThat(report.nodes()).extracting(CrawledNode::name).containsExactly("beta", "gamma", "self");
        assertThat(of(report, beta).verified()).isTrue();
        assertThat(of(report, gamma).why()).isEqualTo("not asked, too far away");
        assertThat(of(report, world.self).verified())
                .as("who we are is no hearsay")
                .isTrue();
    }

    @Test
    void whoProvesToBeAnotherOneIsNotVerified() throws Exception {
        var beta = world.node("beta");
        var gamma = world.node("gamma");
        world.link(beta);
        world.honest(beta, gamma);
        world.honest(gamma);
        world.isAt(beta, gamma.addresses().get(0));
        var found = of(wait(crawls.crawl(all)), gamma);
        assertThat(found.verified()).isFalse();
        assertThat(found.why())
                .isEqualTo("OSIER-133 another node is there, " + beta.id().brief());
    }

    @Test
    void whyANodeToldNothingIsSaid() throws Exception {
        var beta = world.node("beta");
        var gone = SignedRecord.of("gone", world.address());
        var hidden = SignedRecord.of("hidden");
        var plain = world.node("plain");
        world.link(beta);
        world.link(plain);
        world.honest(beta, gone, hidden);
        var report = wait(crawls.crawl(all));
        assertThat(of(report, gone).why()).isEqualTo("OSIER-113 refused, nothing listens there");
        assertThat(of(report, hidden).why()).isEqualTo("OSIER-112 no link, and no address to dial");
        assertThat(of(report, plain).why()).isEqualTo("OSIER-301 no bundle membership there, it tells nothing");
        assertThat(of(report, plain).verified()).isTrue();
        assertThat(report.answered()).isEqualTo(1);
    }

    @Test
    void whoIsPutOffAsksAgain() throws Exception {
        var beta = world.node("beta");
        world.link(beta);
        var times = new AtomicInteger();
        world.behaves(
                beta,
                question -> times.incrementAndGet() < 3
                        ? World.bytes(new Answer.Later(Duration.ofMillis(1)))
                        : World.page(question));
        var report = wait(crawls.crawl(all));
        assertThat(report.answered()).isEqualTo(1);
        assertThat(times).hasValue(3);
    }

    @Test
    void aSecondAddressIsTriedWhenTheFirstIsNoGood() throws Exception {
        var beta = world.node("beta");
        var at = world.address();
        var gamma = SignedRecord.of("gamma", URI.create("tcp://192.0.2.7:1"), at);
        world.isAt(gamma, at);
        world.link(beta);
        world.honest(beta, gamma);
        world.honest(gamma);
        assertThat(of(wait(crawls.crawl(all)), gamma).verified()).isTrue();
    }

    /** Goal: an address at which nothing ever answers leaves time for the next one. */
    @Test
    void aSilentAddressLeavesTimeForTheNext() throws Exception {
        var beta = world.node("beta");
        var at = world.address();
        var gamma = SignedRecord.of("gamma", world.silentAddress(), at);
        world.isAt(gamma, at);
        world.link(beta);
        world.honest(beta, gamma);
        world.honest(gamma);
        assertThat(of(wait(crawls.crawl(all)), gamma).verified()).isTrue();
    }

    @Test
    void noMoreCrawlsRunThanMayAndTheirNodeMayStop() throws Exception {
        var beta = world.node("beta");
        world.link(beta);
        world.behaves(beta, question -> new CompletableFuture<>());
        var running = new ArrayList<CompletionStage<CrawlReport>>();
        for (int i = 0; i < Crawler.MAX_RUNNING; i++) running.add(crawls.crawl(all));
        assertThatThrownBy(() -> wait(crawls.crawl(all)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(MeshException.class)
                .hasMessageContaining("4 crawls run already");
        crawls.stop();
        for (var crawl : running) {
            assertThatThrownBy(() -> wait(crawl)).hasMessageContaining("was stopped meanwhile");
        }
    }

    /** Goal: who does not wait any more holds no place. Method: the mesh is asked only as long as somebody waits. */
    @Test
    void aCrawlThatIsCancelledAsksNobodyAnyMore() throws Exception {
        var beta = world.node("beta");
        world.link(beta);
        var asked = new CompletableFuture<Void>();
        var answer = new CompletableFuture<ByteBuffer>();
        world.behaves(beta, question -> {
            asked.complete(null);
            return answer;
        });
        var crawl = crawls.crawl(all.timeout(Duration.ofMinutes(10)));
        asked.get(10, TimeUnit.SECONDS);
        crawl.toCompletableFuture().cancel(false);
        crawls.stop(); // waits for its thread, and would interrupt it
        assertThat(crawl.toCompletableFuture()).isCancelled();
        assertThat(world.requests).hasValue(1);
    }
}
