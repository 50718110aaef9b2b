package org.osier.core.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osier.admission.Admission;
import org.osier.admission.Decision;
import org.osier.admission.Decision.Verdict;
import org.osier.admission.Hello;
import org.osier.core.link.rules.Refusal;
import org.osier.node.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every {@link Admission}, highest ranking first, until one admits or rejects. Ours stand at fixed places among those of
 * others. One that fails, is late, or goes away while it is asked does not know; if nobody does an operator decides. Any
 * thread.
 */
final class Admissions {
    /** Nobody comes before that. */
    static final int REVOKED = Integer.MAX_VALUE;

    static final int ALLOW_LIST = -1_000;
    static final int MEMBERS = -2_000;
    static final int OPEN = -3_000;

    private static final Logger log = LoggerFactory.getLogger(Admissions.class);
    /** One that has not answered by then does not know. */
    private static final long PATIENCE_MS = 5_000;
    /** All of them together, so that whoever waits is told before its link is given up after 10 s (WIRE.md, section 2). */
    private static final long ALL_MS = 8_000;

    private record Ranked(Admission admission, int ranking, boolean ours) {}

    private final Environment environment;
    private final Faults faults;
    private final Map<Admission, Set<CompletableFuture<Decision>>> asked = new ConcurrentHashMap<>();
    private volatile List<Ranked> admissions = List.of();
    private volatile Predicate<NodeId> revoked = id -> false;
    private volatile Set<NodeId> allowed = Set.of();
    private volatile boolean open;

    Admissions(Environment environment, Faults faults) {
        this.environment = environment;
        this.faults = faults;
        ours(hello -> OwnAdmissions.revoked(hello, revoked), REVOKED);
        ours(hello -> OwnAdmissions.allowed(hello, allowed), ALLOW_LIST);
        ours(OwnAdmissions::member, MEMBERS);
        ours(hello -> OwnAdmissions.open(open), OPEN);
    }

    private void ours(Function<Hello, Decision> rule, int ranking) {
        add(new Ranked(hello -> CompletableFuture.completedFuture(rule.apply(hello)), ranking, true));
    }

    /** Who will never be let in again. */
    void revoked(Predicate<NodeId> revoked) {
        this.revoked = revoked;
    }

    /** @param allowed the only ones who may be peers; empty: no such list; @param open whether anybody may be */
    void configure(Set<NodeId> allowed, boolean open) {
        this.allowed = Set.copyOf(allowed);
        this.open = open;
    }

    void add(Admission admission, int ranking) {
        asked.put(admission, ConcurrentHashMap.newKeySet());
        add(new Ranked(admission, ranking, false));
    }

    // Of one ranking the newest comes first; ours first of all.
    private synchronized void add(Ranked ranked) {
        var all = new ArrayList<>(admissions);
        all.add(0, ranked);
        all.sort(Comparator.comparingInt(Ranked::ranking).reversed().thenComparing(r -> !r.ours()));
        admissions = List.copyOf(all);
    }

    /** It goes: what it was asked it does not know. */
    void remove(Admission admission) {
        synchronized (this) {
            admissions =
                    admissions.stream().filter(r -> r.admission() != admission).toList();
        }
        var waiting = asked.remove(admission);
        if (waiting != null) waiting.forEach(answer -> answer.complete(Decision.pending("a rule went away")));
    }

    /** What the other end is told of a decision that rejects it. */
    static Refusal refusal(Decision rejected) {
        if (rejected == OwnAdmissions.REVOKED) return Refusal.REVOKED;
        return rejected == OwnAdmissions.NOT_LISTED ? Refusal.NOT_ADMITTED : Refusal.RULE;
    }

    /** @return completes with a decision, never exceptionally */
    CompletionStage<Decision> decide(Hello hello) {
        return ask(hello, admissions.iterator(), now() + ALL_MS, null);
    }

    /** @param pending what one of the others said that did not know: an operator may know more of that than of ours */
    private CompletionStage<Decision> ask(Hello hello, Iterator<Ranked> rest, long until, @Nullable Decision pending) {
        if (!rest.hasNext()) {
            return CompletableFuture.completedFuture(pending == null ? OwnAdmissions.OPERATOR : pending);
        }
        var ranked = rest.next();
        return one(ranked, hello, Math.min(PATIENCE_MS, Math.max(0, until - now())))
                .thenCompose(decision -> {
                    if (decision.verdict() != Verdict.PENDING) return CompletableFuture.completedFuture(decision);
                    boolean first = pending == null && !ranked.ours();
                    return ask(hello, rest, until, first ? decision : pending);
                });
    }

    private CompletionStage<Decision> one(Ranked ranked, Hello hello, long patienceMs) {
        CompletableFuture<Decision> answer;
        try {
            answer = ranked.admission().decide(hello).toCompletableFuture();
        } catch (RuntimeException e) {
            faults.warn(log, ranked.admission(), "admission failed, counts as pending", e);
            return CompletableFuture.completedFuture(Decision.pending("a rule failed"));
        }
        var bounded = answer.exceptionally(e -> Decision.pending("a rule failed"));
        return bounded.isDone() ? bounded : wait(ranked, bounded, patienceMs);
    }

    private CompletionStage<Decision> wait(Ranked ranked, CompletableFuture<Decision> answer, long patienceMs) {
        var waiting = asked.get(ranked.admission());
        if (waiting == null) return CompletableFuture.completedFuture(Decision.pending("a rule went away"));
        waiting.add(answer);
        answer.thenRun(() -> waiting.remove(answer));
        if (!asked.containsKey(ranked.admission())) answer.complete(Decision.pending("a rule went away"));
        var late = Decision.pending("a rule did not answer in time");
        var timer = environment.loop().schedule(() -> answer.complete(late), patienceMs, TimeUnit.MILLISECONDS);
        answer.thenRun(() -> timer.cancel(false));
        return answer;
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toMillis(environment.nanos().getAsLong());
    }
}
