package org.osier.core.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osier.admission.Admission;
import org.osier.admission.Decision;
import org.osier.admission.Decision.Verdict;
import org.osier.admission.Hello;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every {@link Admission}, highest ranking first, until one admits or rejects; ours comes last: who came through
 * the door of the members is a member. All pending means that an operator decides. Any thread.
 */
final class Admissions {
    private static final Logger log = LoggerFactory.getLogger(Admissions.class);
    private static final int PATIENCE_SECONDS = 10; // WIRE.md, section 2: the deadline of Admission

    private static final Admission MEMBERS = hello -> CompletableFuture.completedFuture(
            hello.door() == Hello.Door.MEMBER ? Decision.admit() : Decision.pending("not a member"));

    private record Ranked(Admission admission, int ranking) {}

    private final ScheduledExecutorService loop;
    private final Faults faults;
    private volatile List<Ranked> admissions = List.of(new Ranked(MEMBERS, Integer.MIN_VALUE));

    Admissions(ScheduledExecutorService loop, Faults faults) {
        this.loop = loop;
        this.faults = faults;
    }

    synchronized void add(Admission admission, int ranking) {
        var all = new ArrayList<>(admissions);
        all.add(0, new Ranked(admission, ranking));
        all.sort(Comparator.comparingInt(Ranked::ranking).reversed());
        admissions = List.copyOf(all);
    }

    synchronized void remove(Admission admission) {
        admissions = admissions.stream().filter(r -> r.admission() != admission).toList();
    }

    /** @return completes with a decision, never exceptionally */
    CompletionStage<Decision> decide(Hello hello) {
        return ask(hello, admissions.iterator());
    }

    private CompletionStage<Decision> ask(Hello hello, Iterator<Ranked> rest) {
        if (!rest.hasNext()) return CompletableFuture.completedFuture(Decision.pending("no rule lets it in"));
        var admission = rest.next().admission();
        return one(admission, hello).thenCompose(decision -> {
            boolean decided = decision.verdict() != Verdict.PENDING;
            return decided || !rest.hasNext() ? CompletableFuture.completedFuture(decision) : ask(hello, rest);
        });
    }

    private CompletionStage<Decision> one(Admission admission, Hello hello) {
        CompletableFuture<Decision> answer;
        try {
            answer = admission.decide(hello).toCompletableFuture();
        } catch (RuntimeException e) {
            faults.warn(log, admission, "admission failed, counts as pending", e);
            return CompletableFuture.completedFuture(Decision.pending("a rule failed"));
        }
        if (answer.isDone()) return answer.exceptionally(e -> Decision.pending("a rule failed"));
        var bounded = answer.exceptionally(e -> Decision.pending("a rule failed"));
        var late = Decision.pending("a rule did not answer in time");
        var timer = loop.schedule(() -> bounded.complete(late), PATIENCE_SECONDS, TimeUnit.SECONDS);
        bounded.thenRun(() -> timer.cancel(false));
        return bounded;
    }
}
