package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.node.rules.DialPlan.Order;
import org.osier.mesh.CandidateStatus;
import org.osier.node.NodeId;

/** Goal: everybody is dialled as often as it helps and no more. */
class DialPlanTest {
    private static final long SECOND = 1_000_000_000L;
    private static final URI ONE = URI.create("tcp://one:1");
    private static final URI TWO = URI.create("ws://two:2");
    private static final Predicate<String> ALL = scheme -> true;
    private static final NodeId X = NodeId.ofKey(new byte[32]);
    private static final NodeId Y = NodeId.of(new byte[32]);

    private final DialPlan plan = new DialPlan(new Random(1));

    private List<URI> due(long now) {
        return plan.due(now, ALL).stream().map(Order::address).toList();
    }

    @Test
    void aWishIsDialledAtOnceAndOnlyOnce() {
        plan.wish("seed", null, List.of(ONE), 5);
        assertThat(plan.due(5, ALL)).containsExactly(new Order("seed", ONE, Optional.empty()));
        plan.wish("seed", null, List.of(ONE), 6);
        assertThat(due(100 * SECOND)).isEmpty();
        assertThat(plan.nextDue(ALL)).isEmpty();
    }

    @Test
    void aLinkedNodeIsNotDialledForWhateverReason() {
        plan.wish("seed", null, List.of(ONE), 0);
        due(0);
        plan.answered("seed", ONE, X, 0);
        plan.linked(X, 0);
        plan.wish("peer", X, List.of(TWO), 0);
        assertThat(due(1_000 * SECOND)).isEmpty();
        assertThat(plan.nextDue(ALL)).isEmpty();
    }

    @Test
    void oneNodeHasOneDialUnderWay() {
        plan.wish("a", X, List.of(ONE), 0);
        plan.wish("b", X, List.of(TWO), 0);
        plan.wish("c", Y, List.of(TWO), 0);
        assertThat(plan.due(0, ALL)).extracting(Order::job).containsExactly("a", "c");
        plan.failed("a", DialResult.NETWORK, Redial.BACK_OFF, 0);
        assertThat(plan.due(0, ALL)).extracting(Order::job).containsExactly("b");
    }

    /**
     * Method: many plans that fail n times in a row; each pause lies in 0 to min(60, 2^(n-1)) s and uses that range.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 20, 1_000})
    void pausesHaveFullJitterUpToAMinute(int failures) {
        long ceiling = Math.min(60, failures > 7 ? 64 : 1L << failures - 1) * SECOND;
        long most = 0;
        long least = Long.MAX_VALUE;
        for (int seed = 0; seed < 200; seed++) {
            var plan = new DialPlan(new Random(seed));
            plan.wish("job", null, List.of(ONE), 0);
            plan.due(0, ALL);
            for (int i = 0; i < failures; i++) plan.failed("job", DialResult.NETWORK, Redial.BACK_OFF, 0);
            long pause = plan.nextDue(ALL).orElseThrow();
            assertThat(pause).as("seed %d", seed).isBetween(0L, ceiling);
            most = Math.max(most, pause);
            least = Math.min(least, pause);
        }
        assertThat(most).isGreaterThan(ceiling * 9 / 10);
        assertThat(least).isLessThan(ceiling / 10);
    }

    @Test
    void nothingIsDialledBeforeItsPauseIsOver() {
        plan.wish("job", null, List.of(ONE), 0);
        due(0);
        for (int i = 0; i < 10; i++) plan.failed("job", DialResult.NETWORK, Redial.BACK_OFF, 0);
        long due = plan.nextDue(ALL).orElseThrow();
        assertThat(due(due - 1)).isEmpty();
        assertThat(due(due)).containsExactly(ONE);
    }

    @Test
    void addressesAreTakenInTurn() {
        plan.wish("job", X, List.of(ONE, TWO), 0);
        var tried = new ArrayList<URI>();
        for (int i = 0; i < 4; i++) {
            tried.addAll(due(i * 1_000 * SECOND));
            plan.failed("job", DialResult.NETWORK, Redial.BACK_OFF, i * 1_000 * SECOND);
        }
        assertThat(tried).containsExactly(ONE, TWO, ONE, TWO);
    }

    @Test
    void whatNoTransportCarriesWaitsForOneAndIsThenTriedAtOnce() {
        Predicate<String> none = scheme -> false;
        Predicate<String> ws = "ws"::equals;
        plan.wish("job", X, List.of(ONE, TWO), 0);
        assertThat(plan.due(0, none)).isEmpty();
        assertThat(plan.nextDue(none)).isEmpty();
        assertThat(plan.due(0, ws)).extracting(Order::address).containsExactly(TWO);
        for (int i = 0; i < 20; i++) plan.failed("job", DialResult.NETWORK, Redial.BACK_OFF, SECOND);

        plan.transportCame("tcp"::equals, 2 * SECOND);

        assertThat(plan.due(2 * SECOND, "tcp"::equals))
                .extracting(Order::address)
                .containsExactly(ONE);
    }

    @Test
    void aSteadyLinkThatIsLostIsDialledAgainAtOnce() {
        plan.wish("seed", null, List.of(ONE), 0);
        due(0);
        plan.failed("seed", DialResult.NETWORK, Redial.BACK_OFF, 0);
        due(60 * SECOND);
        plan.answered("seed", ONE, X, 60 * SECOND);
        plan.linked(X, 60 * SECOND);
        plan.unlinked(X, Redial.BACK_OFF, 60 * SECOND + DialPlan.STEADY_NANOS);
        assertThat(due(60 * SECOND + DialPlan.STEADY_NANOS)).containsExactly(ONE);
    }

    @Test
    void linksThatAreLostAtOnceAreDialledTwiceASecond() {
        plan.wish("seed", null, List.of(ONE), 0);
        long now = 0;
        int dials = 0;
        while (now < 300 * SECOND && dials < 1_000) {
            now = Math.max(now, plan.nextDue(ALL).orElseThrow());
            assertThat(due(now)).containsExactly(ONE);
            dials++;
            plan.answered("seed", ONE, X, now);
            plan.linked(X, now);
            plan.unlinked(X, Redial.BACK_OFF, now);
        }
        assertThat(dials).isBetween(300, 600 + 2 * Patience.MAX_FLAPS);
    }

    @Test
    void whoSaysThatDiallingIsOfNoUseIsWaitedFor() {
        long most = 0;
        for (int seed = 0; seed < 100; seed++) {
            var plan = new DialPlan(new Random(seed));
            plan.wish("seed", X, List.of(ONE), 0);
            plan.due(0, ALL);
            plan.linked(X, 0);
            plan.unlinked(X, Redial.LONG, 100 * SECOND);
            most = Math.max(most, plan.nextDue(ALL).orElseThrow() - 100 * SECOND);
        }
        assertThat(most).isBetween(50 * SECOND, 60 * SECOND);
    }

    @Test
    void whoSaysNoAtOneAddressIsNotAskedAtAnother() {
        plan.wish("seed", null, List.of(ONE), 0);
        plan.wish("peer", X, List.of(TWO), 50 * SECOND);
        plan.due(0, ALL);
        plan.answered("seed", ONE, X, 0);
        plan.failed("seed", DialResult.NETWORK, Redial.LONG, 0);
        assertThat(due(30 * SECOND - 1)).isEmpty();
        assertThat(plan.nextDue(ALL).orElseThrow()).isBetween(30 * SECOND, 60 * SECOND);
    }

    @Test
    void newEvidenceEndsAPauseButNotItsGrowth() {
        plan.wish("peer", X, List.of(ONE), 0);
        due(0);
        plan.failed("peer", DialResult.NETWORK, Redial.LONG, 0);
        assertThat(due(SECOND)).isEmpty();
        plan.evidence(X, SECOND);
        assertThat(due(SECOND)).containsExactly(ONE);
        plan.failed("peer", DialResult.NETWORK, Redial.LONG, SECOND);
        assertThat(plan.nextDue(ALL).orElseThrow()).isGreaterThanOrEqualTo(61 * SECOND);
    }

    @Test
    void aLinkThatTheOtherSideMadeEndsALongPause() {
        plan.wish("peer", X, List.of(ONE), 0);
        due(0);
        plan.failed("peer", DialResult.NETWORK, Redial.LONG, 0);
        plan.linked(X, SECOND);
        plan.unlinked(X, Redial.BACK_OFF, SECOND + DialPlan.STEADY_NANOS);
        assertThat(due(SECOND + DialPlan.STEADY_NANOS)).containsExactly(ONE);
    }

    @Test
    void anAddressOfOursIsGivenUpUntilItIsAnother() {
        plan.wish("seed", null, List.of(ONE), 0);
        due(0);
        plan.ours("seed", ONE, 0);
        plan.transportCame(ALL, 5);
        assertThat(due(1_000 * SECOND)).isEmpty();
        plan.wish("seed", null, List.of(ONE), 0);
        assertThat(due(1_000 * SECOND)).isEmpty();
        plan.wish("seed", null, List.of(TWO), 0);
        assertThat(due(1_000 * SECOND)).containsExactly(TWO);
    }

    /** Goal: no job dials ourselves because another one found out. Method: wish it under other names, time goes on. */
    @Test
    void anAddressOfOursIsRememberedForAnHourWhicheverJobFoundOut() {
        plan.wish("seed", null, List.of(ONE), 0);
        due(0);
        plan.forget("seed");
        plan.ours("seed", ONE, 0);
        plan.wish("other", null, List.of(ONE), SECOND);
        plan.wish("peer", X, List.of(ONE, TWO), SECOND);

        assertThat(due(SECOND)).containsExactly(TWO);
        assertThat(plan.nextDue(ALL)).contains(AddressMemory.OURS_NANOS);
        assertThat(due(AddressMemory.OURS_NANOS - 1)).isEmpty();
        assertThat(due(AddressMemory.OURS_NANOS)).containsExactly(ONE);

        plan.ours("other", ONE, AddressMemory.OURS_NANOS);
        plan.ask("connect", ONE, AddressMemory.OURS_NANOS);
        assertThat(due(AddressMemory.OURS_NANOS)).as("somebody wants to know").containsExactly(ONE, ONE);
    }

    /** Goal: a discovery that is replaced does not dial whoever is linked. Method: forget the job, wish it again. */
    @Test
    void whoAnsweredAtAnAddressIsKnownToTheNextJobForIt() {
        plan.wish("seed", null, List.of(ONE), 0);
        due(0);
        plan.answered("seed", ONE, X, 0);
        plan.linked(X, 0);
        plan.forget("seed");
        plan.wish("seed", null, List.of(ONE), 5);

        assertThat(due(1_000 * SECOND)).isEmpty();
        plan.unlinked(X, Redial.BACK_OFF, 1_000 * SECOND);
        assertThat(due(1_000 * SECOND)).containsExactly(ONE);
    }

    /** Goal: a seed and a remembered peer at the same address make one link. Method: either may come first. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneAddressHasOneDialUnderWayUnlessTwoNodesAreSaidToBeThere(boolean seedFirst) {
        if (seedFirst) plan.wish("seed", null, List.of(ONE), 0);
        plan.wish("peer", X, List.of(TWO, ONE), 0);
        if (!seedFirst) plan.wish("seed", null, List.of(TWO), 0);
        plan.wish("another", Y, List.of(URI.create("tcp://three:3")), 0);
        assertThat(plan.due(0, ALL))
                .hasSize(2)
                .first()
                .matches(order -> order.job().equals(seedFirst ? "seed" : "peer"));
        assertThat(plan.nextDue(ALL)).as("an event decides").isEmpty();
        plan.failed(seedFirst ? "seed" : "peer", DialResult.NETWORK, Redial.BACK_OFF, SECOND);
        assertThat(plan.due(SECOND, ALL)).extracting(Order::job).containsExactly(seedFirst ? "peer" : "seed");
    }

    /** Goal: who asks gets an answer. Method: ask for an address that is dialled, and whose node is linked. */
    @Test
    void whoAsksGetsADialOfHisOwn() {
        plan.wish("seed", null, List.of(ONE), 0);
        due(0);
        plan.ask("connect", ONE, 0);
        assertThat(plan.due(0, ALL)).extracting(Order::job).containsExactly("connect");
        plan.forget("connect");
        plan.answered("seed", ONE, X, 0);
        plan.linked(X, 0);
        plan.ask("connect", ONE, 0);
        assertThat(plan.due(0, ALL)).extracting(Order::job).containsExactly("connect");
    }

    @Test
    void whatIsKnownOfAddressesIsBounded() {
        var memory = new AddressMemory();
        for (int i = 0; i <= AddressMemory.MAX; i++) memory.answered(URI.create("tcp://a:" + i), X, 0);
        assertThat(memory.who(URI.create("tcp://a:0"))).isNull();
        assertThat(memory.who(URI.create("tcp://a:1"))).isEqualTo(X);
        memory.ours(URI.create("tcp://a:1"), 0);
        assertThat(memory.who(URI.create("tcp://a:1"))).isNull();
        assertThat(memory.who(URI.create("tcp://a:2"))).isEqualTo(X);
    }

    @Test
    void whatIsForgottenIsOver() {
        plan.wish("job", X, List.of(ONE), 0);
        plan.forget("job");
        plan.failed("job", DialResult.NETWORK, Redial.BACK_OFF, 0);
        plan.answered("job", ONE, X, 0);
        plan.ours("job", ONE, 0);
        plan.linked(X, 0);
        plan.unlinked(X, Redial.BACK_OFF, 0);
        assertThat(due(0)).isEmpty();
        assertThat(plan.jobs()).isEmpty();
    }

    @Test
    void jobsAreBoundedAndTheOldOnesStillServed() {
        for (int i = 0; i < DialPlan.MAX_JOBS; i++)
            assertThat(plan.wish("job " + i, null, List.of(ONE), 0)).isTrue();
        assertThat(plan.wish("one more", null, List.of(ONE), 0)).isFalse();
        assertThat(plan.wish("job 7", null, List.of(TWO), 0)).isTrue();
        assertThat(new HashSet<>(due(0))).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void aJobWithoutAddressesIsNeverDue() {
        plan.wish("job", X, List.of(), 0);
        assertThat(due(0)).isEmpty();
        assertThat(plan.nextDue(ALL)).isEmpty();
        plan.failed("job", DialResult.NETWORK, Redial.BACK_OFF, 0);
    }

    @Test
    void aNodeWhoseLinksAreAboutToGoIsDialledAlthoughItIsLinkedUntilAnotherStands() {
        plan.wish("peer", X, List.of(ONE, TWO), 0);
        due(0);
        plan.linked(X, 0);
        assertThat(plan.leaving(X, scheme -> scheme.equals("udp"), 5)).isFalse();
        assertThat(due(6)).isEmpty();

        assertThat(plan.leaving(X, scheme -> scheme.equals("ws"), 10)).isTrue();
        assertThat(plan.due(10, scheme -> scheme.equals("ws")))
                .extracting(Order::address)
                .containsExactly(TWO);
        plan.linked(X, 11);
        assertThat(due(1_000 * SECOND)).isEmpty();
    }

    @Test
    void whatWentIsNotTheFirstThatIsDialled() {
        plan.wish("peer", X, List.of(ONE, TWO), 0);
        due(0);
        plan.linked(X, 0);
        plan.elsewhere(X, "tcp", ALL);
        plan.unlinked(X, Redial.AT_ONCE, 20 * SECOND);
        assertThat(due(20 * SECOND)).containsExactly(TWO);
    }

    private List<String> jobs(long now) {
        return plan.due(now, ALL).stream().map(Order::job).toList();
    }

    private CandidateStatus.Why why(String job, long now) {
        return plan.reasons(ALL, now).apply(job).orElseThrow().why();
    }

    /** Goal: of those whom nobody proved few are dialled at once, and no discovery keeps another one's finds waiting. */
    @Test
    void discoveriesShareTheDialsToRumoursAndWhomWeKnowNeedsNone() {
        for (int i = 0; i < 1_000; i++) {
            plan.wish("flood" + i, null, List.of(URI.create("tcp://flood" + i + ":1")), 0);
            plan.lane("flood" + i, 0);
        }
        plan.wish("rare", null, List.of(ONE), 1);
        plan.lane("rare", 1);
        plan.wish("known", X, List.of(TWO), 1);

        var first = jobs(1);
        assertThat(first).hasSize(DialPlan.MAX_RUMOURS + 1).startsWith("known", "flood0", "rare", "flood1");
        assertThat(jobs(2)).isEmpty();
        assertThat(plan.nextDue(ALL)).as("only the end of a dial helps").isEmpty();
        assertThat(why("flood0", 2)).isEqualTo(CandidateStatus.Why.DIALLING);
        assertThat(why("flood999", 2)).isEqualTo(CandidateStatus.Why.BUDGET);

        plan.failed("flood0", DialResult.NETWORK, Redial.BACK_OFF, 2);
        assertThat(jobs(2)).containsExactly("flood" + (DialPlan.MAX_RUMOURS - 1));
    }

    /** Goal: each pause says what it is for, by what happened and not by what was said. */
    @Test
    void whyAJobIsNotDialledIsKnown() {
        plan.wish("job", X, List.of(ONE), 0);
        assertThat(why("job", 0)).isEqualTo(CandidateStatus.Why.DUE);
        assertThat(plan.reasons("ws"::equals, 0).apply("job").orElseThrow().why())
                .isEqualTo(CandidateStatus.Why.NO_TRANSPORT);
        plan.due(0, ALL);
        assertThat(why("job", 0)).isEqualTo(CandidateStatus.Why.DIALLING);
        plan.failed("job", DialResult.KEY_MISMATCH, Redial.MINUTE, 0);
        assertThat(why("job", 0)).isEqualTo(CandidateStatus.Why.KEY_MISMATCH);
        assertThat(plan.reasons(ALL, 0).apply("job").orElseThrow().pause()).isBetween(30 * SECOND, 60 * SECOND);
        plan.due(60 * SECOND, ALL);
        plan.failed("job", DialResult.NOT_ADMITTED, Redial.LONG, 60 * SECOND);
        assertThat(why("job", 60 * SECOND)).isEqualTo(CandidateStatus.Why.NOT_ADMITTED);
        plan.evidence(X, 61 * SECOND);
        plan.due(61 * SECOND, ALL);
        plan.failed("job", DialResult.NETWORK, Redial.SLOWLY, 61 * SECOND);
        assertThat(why("job", 61 * SECOND)).isIn(CandidateStatus.Why.PAUSE, CandidateStatus.Why.DUE);
        plan.linked(X, 62 * SECOND);
        assertThat(why("job", 62 * SECOND)).isEqualTo(CandidateStatus.Why.LINKED);
        plan.wish("ours", null, List.of(TWO), 62 * SECOND);
        plan.due(62 * SECOND, ALL);
        plan.ours("ours", TWO, 62 * SECOND);
        assertThat(why("ours", 62 * SECOND)).isEqualTo(CandidateStatus.Why.OURSELVES);
        assertThat(plan.reasons(ALL, 0).apply("nobody")).isEmpty();
    }

    /** Krill: the same id with a new boot id is a restart and reconnects; here at once, whatever the pause. */
    @Test
    void whoIsSaidToHaveRestartedIsDialledWhateverThePause() {
        plan.wish("job", X, List.of(ONE), 0);
        plan.due(0, ALL);
        plan.failed("job", DialResult.NOT_ADMITTED, Redial.LONG, 0);
        assertThat(jobs(SECOND)).isEmpty();
        plan.restarted(X, List.of(ONE), SECOND);
        assertThat(jobs(SECOND)).containsExactly("job");
    }

    /** Goal: a link whose other end is gone does not keep us from its successor, and a lie costs one dial for each address. */
    @Test
    void whoIsLinkedAndSaidToHaveRestartedIsDialledOnceForEachAddress() {
        plan.wish("job", X, List.of(ONE, TWO), 0);
        plan.due(0, ALL);
        plan.linked(X, 0);
        assertThat(jobs(100 * SECOND)).isEmpty();

        plan.restarted(X, List.of(ONE), 100 * SECOND);
        assertThat(jobs(100 * SECOND)).containsExactly("job");
        plan.failed("job", DialResult.NETWORK, Redial.BACK_OFF, 100 * SECOND);
        assertThat(jobs(200 * SECOND)).containsExactly("job");
        plan.failed("job", DialResult.NETWORK, Redial.BACK_OFF, 200 * SECOND);
        assertThat(jobs(10_000 * SECOND)).as("a lie").isEmpty();

        plan.restarted(X, List.of(ONE), 10_000 * SECOND);
        assertThat(jobs(10_000 * SECOND)).containsExactly("job");
        plan.linked(X, 10_001 * SECOND);
        assertThat(jobs(20_000 * SECOND)).as("the truth").isEmpty();
    }

    private static NodeId someone(int number) {
        return NodeId.ofKey(ByteBuffer.allocate(32).putInt(number).array());
    }

    private void link(int from, int to) {
        for (int i = from; i < to; i++) plan.linked(someone(i), 0);
    }

    @Test
    void withEnoughLinksNobodyIsDialledOnlyBecauseHeWasFound() {
        plan.enough(20);
        link(100, 119);
        plan.wish("one", X, List.of(ONE), 0);
        plan.wish("two", Y, List.of(TWO), 0);
        assertThat(jobs(0)).as("the one that is missing").containsExactly("one");
        assertThat(why("two", 0)).isEqualTo(CandidateStatus.Why.ENOUGH);
        plan.wish("seed", null, List.of(URI.create("tcp://seed:1")), 0);
        assertThat(jobs(0)).as("whom somebody names by his address").containsExactly("seed");
        plan.failed("one", DialResult.NETWORK, Redial.LONG, 0);
        assertThat(jobs(0)).containsExactly("two");
    }

    /** Method: X is lost, dialled, linked and then one too many; each way back is tried on its own. */
    @Test
    void whoWasOneTooManyIsDialledWhenHeIsNeededFoundAnewOrThereAreFewLinks() {
        link(100, 100 + Surplus.FEW);
        plan.wish("job", X, List.of(ONE), 0);
        plan.linked(X, 0);
        plan.unlinked(X, Redial.BACK_OFF, 60 * SECOND);
        assertThat(jobs(61 * SECOND)).as("lost").containsExactly("job");
        plan.linked(X, 61 * SECOND);

        long parted = 200 * SECOND;
        plan.unlinked(X, Redial.WHEN_NEEDED, parted);
        plan.evidence(X, parted);
        assertThat(jobs(1_000 * SECOND)).isEmpty();
        assertThat(plan.nextDue(ALL)).isEmpty();
        assertThat(why("job", 1_000 * SECOND)).isEqualTo(CandidateStatus.Why.ENOUGH);
        plan.needed(X, 1_000 * SECOND);
        assertThat(jobs(1_000 * SECOND)).as("needed").containsExactly("job");
        plan.linked(X, 1_000 * SECOND);

        plan.unlinked(X, Redial.WHEN_NEEDED, 2_000 * SECOND);
        assertThat(jobs(3_000 * SECOND)).isEmpty();
        plan.foundAnew(X);
        assertThat(jobs(3_000 * SECOND)).as("found anew").containsExactly("job");
        plan.linked(X, 3_000 * SECOND);

        plan.unlinked(X, Redial.WHEN_NEEDED, 4_000 * SECOND);
        assertThat(jobs(5_000 * SECOND)).isEmpty();
        plan.unlinked(someone(100), Redial.LONG, 5_000 * SECOND);
        assertThat(jobs(5_000 * SECOND)).as("few links").containsExactly("job");
    }

    @Test
    void aSeedThatHadTooManyLinksIsNotDialledAgainEither() {
        link(100, 100 + Surplus.FEW);
        plan.wish("seed", null, List.of(ONE), 0);
        due(0);
        plan.answered("seed", ONE, X, 0);
        plan.linked(X, 0);
        assertThat(plan.isSeed(X)).isTrue();
        assertThat(plan.isSeed(Y)).isFalse();
        plan.unlinked(X, Redial.WHEN_NEEDED, 100 * SECOND);
        assertThat(jobs(1_000 * SECOND)).isEmpty();
    }
}
