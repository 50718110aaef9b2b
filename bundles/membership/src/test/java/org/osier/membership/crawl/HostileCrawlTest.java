package org.osier.membership.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.crawl.CrawlPlan;
import org.osier.crawl.CrawlPlan.Scope;
import org.osier.crawl.CrawlReport;
import org.osier.crawl.CrawledNode;
import org.osier.membership.crawl.rules.Answer;
import org.osier.membership.crawl.rules.CrawlRules;
import org.osier.membership.crawl.rules.Known;
import org.osier.membership.crawl.rules.Question;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * Goal: a crawl among nodes that lie, loop, babble and keep silent stays within its bounds, ends in time, believes no
 * invention, and finds the honest ones. Method: all of them at once, each linked with us; real keys and signatures.
 */
@Timeout(120)
class HostileCrawlTest {
    private static final int INVENTIONS = 1_000;
    private static final int HONEST = 24;
    /** Not meant to be reached, however slow the machine. */
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final int CAP = 300;

    private final World world = new World();
    private final Crawls crawls = new Crawls(world, SignedRecord.RECORDS, new Neighbourhood(world));
    private final List<NodeRecord> honest = new ArrayList<>();
    private final List<NodeRecord> liars = new ArrayList<>();

    @AfterEach
    void stop() {
        crawls.stop();
    }

    /** A chain of honest nodes, only the first of which is linked: each must be dialled, and only the one before tells of it. */
    private void chain() {
        for (int i = 0; i < HONEST; i++) honest.add(world.node("honest-" + i));
        for (int i = 0; i < HONEST; i++) {
            var next = i + 1 < HONEST ? honest.get(i + 1) : world.self;
            world.honest(honest.get(i), next, world.self, honest.get(Math.max(0, i - 1)));
        }
        world.link(honest.get(0));
    }

    private NodeRecord liar(String name, World.Behaviour behaviour) {
        var liar = world.node(name);
        world.link(liar);
        world.behaves(liar, behaviour);
        liars.add(liar);
        return liar;
    }

    /** @param silent at the addresses of so many of them dials end in nothing, late; at the others at once */
    private List<Known> inventions(int number, int silent) {
        var all = new ArrayList<Known>(number);
        for (int i = 0; i < number; i++) {
            var address = i < silent ? world.silentAddress() : world.address();
            all.add(new Known(SignedRecord.of("invented-" + i, address), true));
        }
        return all;
    }

    /** Goal: nobody can make a crawl longer than its deadline. Method: only inventions at whose addresses nothing happens. */
    @Test
    void amongSilenceItEndsAtItsDeadline() throws Exception {
        var inventions = inventions(100, 100);
        liar("inventor", question -> World.bytes(Known.page(inventions, question)));
        liar("silent", question -> new CompletableFuture<>());
        var deadline = Duration.ofSeconds(3);
        var report = crawl(deadline);
        assertThat(report.deadlineReached()).isTrue();
        assertThat(report.took()).isBetween(deadline, deadline.plusSeconds(5)); // of a machine that is busy
        assertThat(report.nodes())
                .hasSize(103)
                .filteredOn(CrawledNode::verified)
                .hasSizeLessThanOrEqualTo(2);
    }

    private CrawlReport crawl(Duration deadline) throws Exception {
        var plan = CrawlPlan.from(world.self.id(), Scope.LINKED)
                .depth(CrawlPlan.UNLIMITED)
                .maxNodes(CAP)
                .timeout(deadline);
        return crawls.crawl(plan).toCompletableFuture().get(90, TimeUnit.SECONDS);
    }

    /** A page that never is the last one. */
    private static Answer endless(Question question, ByteBuffer record) {
        var next = question.after().bytes();
        for (int i = NodeId.BYTES - 1; ++next[i] == 0; i--) {}
        return new Answer.Page(List.of(new Answer.Entry(record, true)), Optional.of(NodeId.of(next)));
    }

    @Test
    void honestNodesAreFoundAmongLiarsWithinAllBounds() throws Exception {
        chain();
        var inventions = inventions(INVENTIONS, 4);
        liar("inventor", question -> World.bytes(Known.page(inventions, question)));
        liar("twin", question -> World.bytes(Known.page(inventions, question)));
        var forged = ByteBuffer.wrap(SignedRecord.forged(honest.get(HONEST - 1)));
        liar(
                "forger",
                question -> World.bytes(
                        new Answer.Page(Collections.nCopies(64, new Answer.Entry(forged, true)), Optional.empty())));
        liar("looper", question -> World.page(question, liars.toArray(NodeRecord[]::new)));
        liar("mirror", question -> World.page(question, world.self, liars.get(3), liars.get(4)));
        var looper = ByteBuffer.wrap(honest.get(1).bytes());
        liar("endless", question -> World.bytes(endless(question, looper)));
        var random = new Random(4_711);
        liar("babbler", question -> {
            var bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            return CompletableFuture.completedStage(ByteBuffer.wrap(bytes));
        });
        liar("silent", question -> new CompletableFuture<>());
        liar("later", question -> World.bytes(new Answer.Later(Duration.ofMillis(50))));

        var report = crawl(DEADLINE);

        print(report);
        assertThat(report.nodes()).hasSizeLessThanOrEqualTo(CAP);
        assertThat(world.mostAtOnce.get()).isLessThanOrEqualTo(CrawlRules.PARALLEL);
        var verified = report.nodes().stream()
                .filter(CrawledNode::verified)
                .map(CrawledNode::id)
                .collect(Collectors.toSet());
        assertThat(verified).containsAll(honest.stream().map(NodeRecord::id).toList());
        assertThat(report.nodes())
                .filteredOn(node -> node.name().startsWith("invented"))
                .isNotEmpty()
                .noneMatch(CrawledNode::verified);
        assertThat(report.nodes())
                .filteredOn(node -> node.name().startsWith("honest"))
                .as("no forged record replaced the true one")
                .allMatch(node -> honest.contains(node.record().orElseThrow()));
        assertThat(report.dropped()).isGreaterThanOrEqualTo(64);
        assertThat(report.capReached()).isTrue();
        assertThat(why(report, "silent")).startsWith("OSIER-304 ");
        assertThat(why(report, "later")).startsWith("OSIER-305 ");
        assertThat(why(report, "babbler")).startsWith("its answer breaks the form");
    }

    private static String why(CrawlReport report, String name) {
        return report.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow()
                .why();
    }

    private void print(CrawlReport report) {
        System.out.printf(
                "hostile crawl: %d honest of %d verified among %d liars and %d inventions; %d nodes kept of at most %d, "
                        + "%d asked, %d dials, %d requests, %d at once at most, %d entries dropped, %.1f s of %d s%n",
                report.nodes().stream()
                        .filter(node -> node.verified() && node.name().startsWith("honest"))
                        .count(),
                HONEST,
                liars.size(),
                INVENTIONS,
                report.nodes().size(),
                CAP,
                report.asked(),
                world.dials.get(),
                world.requests.get(),
                world.mostAtOnce.get(),
                report.dropped(),
                report.took().toMillis() / 1e3,
                DEADLINE.toSeconds());
    }
}
