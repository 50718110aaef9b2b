package org.osier.membership.crawl;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osier.crawl.CrawlPlan;
import org.osier.crawl.CrawlReport;
import org.osier.crawl.Crawler;
import org.osier.membership.crawl.rules.CrawlRules;
import org.osier.mesh.Mesh;
import org.osier.mesh.MeshException;
import org.osier.mesh.Peer;
import org.osier.node.Records;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs crawls, each on a thread of its own while it lasts. Thread-safe. */
@Component(service = Crawler.class)
public final class Crawls implements Crawler {
    private static final Logger log = LoggerFactory.getLogger(Crawls.class);
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final int IDLE_SECONDS = 10;

    private final Mesh mesh;
    private final Records records;
    private final Neighbourhood neighbourhood;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, MAX_RUNNING, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), Crawls::thread);

    /** @param mesh carries questions; @param records checks what is told; @param neighbourhood whom we know ourselves */
    @Activate
    public Crawls(@Reference Mesh mesh, @Reference Records records, @Reference Neighbourhood neighbourhood) {
        this.mesh = mesh;
        this.records = records;
        this.neighbourhood = neighbourhood;
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(null, work, "osier-membership-crawl", 0, false);
        // Not ours, not the caller's: whoever remembers the thread would hold on to what was replaced.
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public CompletionStage<CrawlReport> crawl(CrawlPlan plan) {
        var self = mesh.self();
        var start = plan.start().equals(self.id())
                ? self.record()
                : mesh.peer(plan.start()).flatMap(Peer::record).orElse(null);
        var report = new CompletableFuture<CrawlReport>();
        var asker = new Asker(mesh, self.id(), neighbourhood);
        var rules = new CrawlRules(plan, self.id(), start);
        try {
            threads.execute(new CrawlRun(rules, plan.scope(), plan.timeout(), asker, records, report));
        } catch (RejectedExecutionException e) {
            report.completeExceptionally(new MeshException(
                    MeshException.Kind.OVERLOADED, MAX_RUNNING + " crawls run already, or this node stops: try later"));
        }
        return report;
    }

    /** Ends those that run; whoever waits for them is told. */
    @Deactivate
    void stop() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) log.warn("a crawl does not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
