package org.osier.membership.crawl;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osier.crawl.CrawlPlan.Scope;
import org.osier.crawl.CrawlReport;
import org.osier.membership.crawl.rules.Answer;
import org.osier.membership.crawl.rules.Ask;
import org.osier.membership.crawl.rules.BadMessageException;
import org.osier.membership.crawl.rules.CrawlRules;
import org.osier.membership.crawl.rules.Heard;
import org.osier.mesh.MeshException;
import org.osier.node.BadRecordException;
import org.osier.node.Records;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One crawl from its beginning to its end, on the thread that runs it: records are checked here, not on the node's threads. */
final class CrawlRun implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(CrawlRun.class);

    /** How a question ended: one of the two is null. With an ask that is null: the crawl was given up. */
    private record Arrival(
            @Nullable Ask ask,
            @Nullable ByteBuffer answer,
            @Nullable Throwable failure) {}

    private final CrawlRules rules;
    private final Scope scope;
    private final Duration timeout;
    private final Asker asker;
    private final Records records;
    private final CompletableFuture<CrawlReport> report;

    /** One for each question that is under way, and one for the end. */
    private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(CrawlRules.PARALLEL + 1);

    private final long begun = System.nanoTime();

    CrawlRun(
            CrawlRules rules,
            Scope scope,
            Duration timeout,
            Asker asker,
            Records records,
            CompletableFuture<CrawlReport> report) {
        this.rules = rules;
        this.scope = scope;
        this.timeout = timeout;
        this.asker = asker;
        this.records = records;
        this.report = report;
        report.whenComplete((result, e) -> arrivals.offer(new Arrival(null, null, null)));
    }

    @Override
    public void run() {
        try {
            report.complete(crawl());
        } catch (InterruptedException e) {
            var why = "this node's core or bundle membership was stopped meanwhile, try again in a moment";
            report.completeExceptionally(new MeshException(MeshException.Kind.OVERLOADED, why));
        } catch (RuntimeException | Error e) {
            log.error("a crawl ended by a fault of ours", e);
            report.completeExceptionally(e);
        }
    }

    private CrawlReport crawl() throws InterruptedException {
        while (!rules.done() && !report.isDone()) {
            long now = now();
            long left = timeout.toNanos() - now;
            if (left <= 0) return rules.report(Duration.ofNanos(now), true);
            for (var ask = rules.next(now); ask.isPresent(); ask = rules.next(now)) send(ask.get(), left);
            long wait = Math.min(left, rules.nextDue().orElse(Long.MAX_VALUE) - now);
            var arrival = arrivals.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
            if (arrival != null && arrival.ask != null) take(arrival.ask, arrival);
        }
        return rules.report(Duration.ofNanos(now()), false);
    }

    private long now() {
        return System.nanoTime() - begun;
    }

    private void send(Ask ask, long left) {
        asker.ask(ask, Duration.ofNanos(left))
                .whenComplete((answer, failure) -> arrivals.offer(new Arrival(ask, answer, failure)));
    }

    private void take(Ask ask, Arrival arrival) {
        var failure = arrival.failure;
        var bytes = arrival.answer;
        if (failure != null || bytes == null) {
            var why = failure == null ? new AssertionError("neither an answer nor a failure") : failure;
            rules.failed(ask.id(), Reasons.provesIt(why), Reasons.text(ask.id(), why), now());
            return;
        }
        try {
            take(ask, Answer.read(bytes, ask.question()));
        } catch (BadMessageException e) {
            rules.failed(ask.id(), true, "its answer breaks the form: " + e.getMessage(), now());
        }
    }

    private void take(Ask ask, Answer answer) {
        if (answer instanceof Answer.Later later) {
            rules.later(ask.id(), later.pause(), now());
        } else if (answer instanceof Answer.NotUnderstood) {
            rules.failed(ask.id(), true, "it does not understand the question: another version?", now());
        } else if (answer instanceof Answer.Page page) {
            var heard = new ArrayList<Heard>(page.entries().size());
            for (var entry : page.entries()) {
                if (scope == Scope.LINKED && !entry.linked()) continue; // nobody asked for it
                try {
                    heard.add(new Heard(records.verify(entry.bytes()), entry.linked()));
                } catch (BadRecordException e) {
                    // Counted below: whoever tells it can do so at will.
                }
            }
            rules.told(ask.id(), heard, page.entries().size() - heard.size(), page.next(), now());
        } else {
            throw new AssertionError(answer); // sealed: every case is above
        }
    }
}
