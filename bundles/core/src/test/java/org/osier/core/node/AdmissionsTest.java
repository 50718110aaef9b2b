package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.osier.admission.Admission;
import org.osier.admission.Decision;
import org.osier.admission.Decision.Verdict;
import org.osier.admission.Hello.Door;
import org.osier.core.link.rules.Refusal;
import org.osier.node.NodeId;
import org.osier.testkit.VirtualTime;

/** Goal: who is let in is decided in the order of the rankings, whatever the rules of others do meanwhile. */
class AdmissionsTest {
    private static final NodeId SOMEBODY = NodeId.ofKey(new byte[32]);

    private final VirtualTime time = new VirtualTime(1);
    private final Counters counters = new Counters();
    private final Admissions admissions = new Admissions(
            new Environment(time, time::nanoTime, time.loop(), new Random(1), time::loop),
            new Faults(time::nanoTime, counters));
    private final List<String> asked = new ArrayList<>();

    private CompletableFuture<Decision> ask(Door door) {
        var hello = new Greeting(SOMEBODY, new byte[32], door, URI.create("tcp://a:1"), false);
        return admissions.decide(hello).toCompletableFuture();
    }

    private Verdict verdict(Door door) {
        return ask(door).join().verdict();
    }

    private Admission saying(String name, Decision decision) {
        return hello -> {
            asked.add(name);
            return CompletableFuture.completedFuture(decision);
        };
    }

    @Test
    void membersAndThoseWithATicketAreLetInAndStrangersWait() {
        assertThat(verdict(Door.MEMBER)).isEqualTo(Verdict.ADMIT);
        assertThat(verdict(Door.TICKET)).isEqualTo(Verdict.ADMIT);
        assertThat(verdict(Door.STRANGER)).isEqualTo(Verdict.PENDING);
    }

    @Test
    void anOpenNodeLetsStrangersIn() {
        admissions.configure(Set.of(), true);

        assertThat(verdict(Door.STRANGER)).isEqualTo(Verdict.ADMIT);
    }

    @Test
    void whereThereIsAListNobodyElseIsLetInHoweverHeComes() {
        admissions.configure(Set.of(NodeId.of(new byte[32])), true);

        for (var door : Door.values()) {
            var decision = ask(door).join();
            assertThat(decision.verdict()).isEqualTo(Verdict.REJECT);
            assertThat(Admissions.refusal(decision)).isEqualTo(Refusal.NOT_ADMITTED);
        }
        admissions.configure(Set.of(SOMEBODY), false);
        for (var door : Door.values()) assertThat(verdict(door)).isEqualTo(Verdict.ADMIT);
    }

    @Test
    void whoIsRevokedStaysOutWhateverOthersSay() {
        admissions.revoked(SOMEBODY::equals);
        admissions.configure(Set.of(SOMEBODY), true);
        admissions.add(saying("friend", Decision.admit()), Integer.MAX_VALUE);

        var decision = ask(Door.MEMBER).join();

        assertThat(decision.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(Admissions.refusal(decision)).isEqualTo(Refusal.REVOKED);
        assertThat(asked).isEmpty();
    }

    @Test
    void theHighestRankingIsAskedFirstAndTheFirstWordCounts() {
        admissions.add(saying("low", Decision.admit()), -10);
        admissions.add(saying("high", Decision.pending("?")), 10);
        admissions.add(saying("middle", Decision.reject("no")), 0);

        var decision = ask(Door.MEMBER).join();

        assertThat(asked).containsExactly("high", "middle");
        assertThat(decision.reason()).isEqualTo("no");
        assertThat(Admissions.refusal(decision)).isEqualTo(Refusal.RULE);
    }

    @Test
    void whatARuleOfOthersWantsToKnowIsToldToTheOperator() {
        admissions.add(saying("first", Decision.pending("ask the owner")), 2);
        admissions.add(saying("second", Decision.pending("ask again")), 1);

        assertThat(ask(Door.STRANGER).join().reason()).isEqualTo("ask the owner");
        assertThat(verdict(Door.MEMBER)).isEqualTo(Verdict.ADMIT);
    }

    @Test
    void aRuleThatFailsDoesNotKnow() {
        admissions.add(
                hello -> {
                    throw new IllegalStateException("broken");
                },
                2);
        admissions.add(hello -> CompletableFuture.failedFuture(new IllegalStateException("broken")), 1);

        assertThat(verdict(Door.MEMBER)).isEqualTo(Verdict.ADMIT);
        assertThat(ask(Door.STRANGER).join().reason()).isEqualTo("a rule failed");
    }

    @Test
    void aRuleThatGoesAwayWhileItIsAskedDoesNotKnow() {
        var never = new CompletableFuture<Decision>();
        Admission slow = hello -> never;
        admissions.add(slow, 1);
        var member = ask(Door.MEMBER);
        var stranger = ask(Door.STRANGER);
        assertThat(member).isNotDone();

        admissions.remove(slow);

        assertThat(member.join().verdict()).isEqualTo(Verdict.ADMIT);
        assertThat(stranger.join().reason()).isEqualTo("a rule went away");
        assertThat(verdict(Door.MEMBER)).isEqualTo(Verdict.ADMIT);
        never.complete(Decision.reject("too late"));
        assertThat(member.join().verdict()).isEqualTo(Verdict.ADMIT);
    }

    @Test
    void aRuleThatIsLateDoesNotKnow() {
        admissions.add(hello -> new CompletableFuture<>(), 1);
        var member = ask(Door.MEMBER);
        var stranger = ask(Door.STRANGER);

        time.runFor(Duration.ofMillis(4_999));
        assertThat(member).isNotDone();
        time.runFor(Duration.ofMillis(1));
        assertThat(member.join().verdict()).isEqualTo(Verdict.ADMIT);
        assertThat(stranger.join().reason()).isEqualTo("a rule did not answer in time");
    }

    @Test
    void manyThatAreLateTakeEightSecondsTogether() {
        for (int i = 0; i < 5; i++) admissions.add(hello -> new CompletableFuture<>(), i);
        var member = ask(Door.MEMBER);

        time.runFor(Duration.ofMillis(7_999));
        assertThat(member).isNotDone();
        time.runFor(Duration.ofMillis(2));
        assertThat(member.join().verdict()).isEqualTo(Verdict.ADMIT);
    }

    @Test
    void aDecisionThatTakesItsTimeCounts() {
        var later = new CompletableFuture<Decision>();
        admissions.add(hello -> later, 1);
        var stranger = ask(Door.STRANGER);

        time.runFor(Duration.ofSeconds(3));
        later.complete(Decision.admit());

        assertThat(stranger.join().verdict()).isEqualTo(Verdict.ADMIT);
        assertThat(time.runFor(Duration.ofMinutes(1)).step()).isFalse(); // no timer is left
    }
}
