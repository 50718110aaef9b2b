package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.cluster.Membership;
import org.osier.core.identity.Identity;
import org.osier.mesh.Attempt;
import org.osier.trust.AdministrationException;

/** Goal: who is revoked is out, whatever it tries; who stays stays, wherever it was. Method: whole nodes in virtual time. */
class RotationsTest {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final Ruled ruled = new Ruled(125);

    @Test
    void aRevokedNodeLosesItsLinksWithinASecondAndNobodyElseDoes() throws Exception {
        var alpha = ruled.node("alpha");
        var beta = ruled.node("beta", "alpha");
        var gamma = ruled.node("gamma", "alpha", "beta");
        ruled.linked(alpha, beta);
        ruled.linked(alpha, gamma);
        ruled.linked(beta, gamma);
        long links = alpha.node.mesh().peer(beta.id()).orElseThrow().counts().links();

        var done = ruled.revoke(alpha, gamma);
        ruled.network.runFor(A_SECOND);

        assertThat(done).isDone();
        assertThat(alpha.linked(gamma) || beta.linked(gamma) || gamma.linked(alpha) || gamma.linked(beta))
                .isFalse();
        assertThat(alpha.linked(beta)).isTrue();
        assertThat(alpha.node.mesh().peer(beta.id()).orElseThrow().counts().links())
                .isEqualTo(links);
        assertThat(Ruled.epoch(beta)).isEqualTo(2);
        assertThat(ruled.secret(beta)).isEqualTo(ruled.secret(alpha)).isNotEqualTo(ruled.secret(gamma));
        assertThat(done.get().members())
                .as("who stays has shown that it has the secret")
                .hasSize(2)
                .allMatch(m -> m.current());
        assertThat(done.get().revoked()).containsExactly(gamma.id());
        assertThat(gamma.node.mesh().peer(alpha.id()).orElseThrow().why()).contains("OSIER-125");
        var sent = alpha.send(beta, 0, "still there");
        ruled.network.runUntil(sent::isDone, A_SECOND);
        assertThat(beta.received).contains("still there");
    }

    @Test
    void aRevokedNodeIsToldSoWheneverItComesBack() throws Exception {
        var alpha = ruled.node("alpha");
        var beta = ruled.node("beta", "alpha");
        var gamma = ruled.node("gamma", "alpha", "beta");
        ruled.linked(alpha, gamma);
        ruled.linked(beta, gamma);
        ruled.linked(alpha, beta);
        ruled.revoke(alpha, gamma);
        ruled.network.runFor(A_SECOND);

        var again = ruled.restart(gamma, "alpha", "beta");
        neverLinked(again, alpha, beta);

        assertThat(again.node.mesh().peer(alpha.id()).orElseThrow().attempts())
                .extracting(Attempt::code)
                .contains(125);
        assertThat(Ruled.epoch(again)).isEqualTo(1);
    }

    /** Goal: knowing the old secret is of no use. Method: the revoked node's disk, and a key that nobody knows. */
    @Test
    void aRevokedNodeWithANewIdIsNotServed() throws Exception {
        var alpha = ruled.node("alpha");
        var gamma = ruled.node("gamma", "alpha");
        ruled.linked(alpha, gamma);
        ruled.revoke(alpha, gamma);
        ruled.network.runFor(A_SECOND);
        ruled.stop(gamma);

        var identity = Identity.generate(ruled.network.time().random());
        var other = ruled.node("gamma", identity, ruled.disks.get("gamma"), "alpha");
        neverLinked(other, alpha);

        assertThat(Ruled.epoch(other)).isEqualTo(1);
        assertThat(other.node.mesh().peer(alpha.id()).orElseThrow().attempts())
                .extracting(Attempt::code)
                .contains(123);
    }

    private void neverLinked(SimNode node, SimNode... others) {
        for (int s = 0; s < 300; s++) {
            ruled.network.runFor(A_SECOND);
            for (var other : others)
                assertThat(node.linked(other) || other.linked(node))
                        .as("after %d s", s)
                        .isFalse();
        }
    }

    /** Both ways to meet again: the one that was away dials, or is dialled and has no address of ours. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNodeThatWasAwayCatchesUpThroughTheOldDoor(boolean awayDials) throws Exception {
        var alpha = awayDials ? ruled.node("alpha") : ruled.node("alpha", "beta");
        var beta = awayDials ? ruled.node("beta", "alpha") : ruled.node("beta");
        var gamma = ruled.node("gamma", "alpha");
        ruled.linked(alpha, beta);
        ruled.linked(alpha, gamma);
        ruled.stop(beta);
        ruled.revoke(alpha, gamma);
        ruled.network.runFor(Duration.ofMinutes(20));
        assertThat(Ruled.epoch(alpha)).isEqualTo(2);

        var back = awayDials
                ? ruled.node("beta", beta.identity, ruled.disks.get("beta"), "alpha")
                : ruled.node("beta", beta.identity, ruled.disks.get("beta"));
        ruled.linked(alpha, back);

        assertThat(Ruled.epoch(back)).isEqualTo(2);
        assertThat(ruled.secret(back)).isEqualTo(ruled.secret(alpha));
        assertThat(Ruled.revoked(back)).containsExactly(gamma.id());
        assertThat(ruled.disks.get("beta").before()).contains(ruled.cluster);
    }

    /** A node that dials with the old secret is back in a moment, not after the pause of one who is refused. */
    @Test
    void catchingUpTakesAMoment() throws Exception {
        var alpha = ruled.node("alpha");
        var beta = ruled.node("beta", "alpha");
        ruled.linked(alpha, beta);
        ruled.stop(beta);
        ruled.revoke(alpha);
        ruled.network.runFor(Duration.ofMinutes(1));

        var back = ruled.node("beta", beta.identity, ruled.disks.get("beta"), "alpha");
        ruled.network.runUntil(() -> back.linked(alpha), Duration.ofSeconds(2));
    }

    @Test
    void whoMissedTwoRotationsIsNotServed() throws Exception {
        var alpha = ruled.node("alpha");
        var beta = ruled.node("beta", "alpha");
        ruled.linked(alpha, beta);
        ruled.stop(beta);
        for (int i = 0; i < 2; i++) {
            var done = ruled.revoke(alpha);
            ruled.network.runUntil(done::isDone, Ruled.SOON);
        }
        assertThat(Ruled.epoch(alpha)).isEqualTo(3);

        var back = ruled.node("beta", beta.identity, ruled.disks.get("beta"), "alpha");
        neverLinked(back, alpha);

        assertThat(Ruled.epoch(back)).isEqualTo(1);
        assertThat(back.node.mesh().self().attempts()).extracting(Attempt::code).contains(131);
    }

    /** Goal: nobody keeps a way in by one who does not know. Method: alpha alone tells, delta was away with gamma. */
    @Test
    void aRevokedNodeLosesANodeThatWasAwayAsSoonAsThatIsBack() throws Exception {
        var alpha = ruled.node("alpha");
        var delta = ruled.node("delta", "alpha");
        var gamma = ruled.node("gamma", "alpha", "delta");
        ruled.linked(alpha, delta);
        ruled.linked(alpha, gamma);
        ruled.linked(delta, gamma);
        ruled.cut(alpha, delta);
        ruled.revoke(alpha, gamma);
        ruled.network.runFor(Duration.ofMinutes(2));
        assertThat(delta.linked(gamma)).as("delta does not know yet").isTrue();
        assertThat(alpha.linked(gamma)).isFalse();

        ruled.heal(alpha, delta);
        ruled.network.runUntil(() -> Ruled.epoch(delta) == 2, Ruled.SOON);
        ruled.network.runFor(A_SECOND);

        assertThat(delta.linked(gamma)).isFalse();
        ruled.linked(alpha, delta);
        neverLinked(gamma, alpha, delta);
        assertThat(Ruled.epoch(gamma)).isEqualTo(1);
    }

    /** Goal: two operators who do not see each other agree in the end. Method: a partition, then none. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void twoRotationsAtOnceConverge(long seed) throws Exception {
        var ruled = new Ruled(seed);
        var alpha = ruled.node("alpha");
        var beta = ruled.node("beta", "alpha");
        var gamma = ruled.node("gamma", "alpha", "beta");
        var delta = ruled.node("delta", "alpha", "beta");
        for (var node : List.of(beta, gamma, delta)) ruled.linked(alpha, node);
        ruled.linked(beta, gamma);
        ruled.linked(beta, delta);
        ruled.cut(alpha, beta);
        ruled.cut(gamma, beta);
        ruled.cut(delta, alpha);

        var one = ruled.revoke(alpha, gamma);
        var other = ruled.revoke(beta, delta);
        ruled.network.runUntil(() -> one.isDone() && other.isDone(), Ruled.SOON);
        assertThat(ruled.secret(alpha)).isNotEqualTo(ruled.secret(beta));
        ruled.heal(alpha, beta);
        ruled.heal(gamma, beta);
        ruled.heal(delta, alpha);
        ruled.linked(alpha, beta);

        assertThat(ruled.secret(alpha)).isEqualTo(ruled.secret(beta));
        for (var node : List.of(alpha, beta)) {
            assertThat(Ruled.revoked(node)).containsExactlyInAnyOrder(gamma.id(), delta.id());
            assertThat(node.linked(gamma) || node.linked(delta)).isFalse();
        }
        var owed = alpha.node.administration().state().owed();
        assertThat(owed).as("whose rotation does not stand").hasSize(1);
        assertThat(beta.node.administration().state().owed()).isEqualTo(owed);

        var union = ruled.revoke(beta);
        ruled.network.runUntil(union::isDone, Ruled.SOON);
        assertThat(union.get().owed()).isEmpty();
        assertThat(union.get().epoch()).isEqualTo(3);
        assertThat(ruled.secret(alpha)).isEqualTo(ruled.secret(beta));
    }

    /** Goal: the one that does not stand is issued again with the union. Method: two linked operators in one instant. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void theRotationThatDoesNotStandIsIssuedAgainWhileItsOperatorIsThere(long seed) throws Exception {
        var ruled = new Ruled(seed);
        var alpha = ruled.node("alpha");
        var beta = ruled.node("beta", "alpha");
        var gamma = ruled.node("gamma", "alpha", "beta");
        var delta = ruled.node("delta", "alpha", "beta");
        for (var node : List.of(beta, gamma, delta)) ruled.linked(alpha, node);
        ruled.linked(beta, gamma);
        ruled.linked(beta, delta);

        var one = ruled.revoke(alpha, gamma);
        var other = ruled.revoke(beta, delta);
        ruled.network.runUntil(() -> one.isDone() && other.isDone(), Ruled.SOON);
        ruled.network.runFor(A_SECOND);

        for (var node : List.of(alpha, beta)) {
            var state = node.node.administration().state();
            assertThat(state.epoch()).isEqualTo(3);
            assertThat(state.owed()).isEmpty();
            assertThat(state.revoked()).containsExactlyInAnyOrder(gamma.id(), delta.id());
        }
        assertThat(ruled.secret(alpha)).isEqualTo(ruled.secret(beta));
        assertThat(alpha.linked(beta)).isTrue();
    }

    @Test
    void aFullDiskHereChangesNothing() throws Exception {
        var alpha = ruled.node("alpha");
        var beta = ruled.node("beta", "alpha");
        ruled.linked(alpha, beta);
        ruled.fill("alpha");

        var done = ruled.revoke(alpha, beta);
        ruled.network.runFor(Duration.ofSeconds(10));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(done::get)
                .havingCause()
                .isInstanceOfSatisfying(
                        AdministrationException.class, e -> assertThat(e.code()).isEqualTo(106));
        assertThat(Ruled.epoch(alpha)).isEqualTo(1);
        assertThat(alpha.linked(beta)).isTrue();
        assertThat(Ruled.revoked(alpha)).isEmpty();
    }

    /** The old epoch goes on counting there, the link stands, and room on the disk is all it takes. */
    @Test
    void aFullDiskElsewhereKeepsTheOldEpochUntilThereIsRoom() throws Exception {
        var alpha = ruled.node("alpha");
        var beta = ruled.node("beta", "alpha");
        ruled.linked(alpha, beta);
        ruled.fill("beta");

        var done = ruled.revoke(alpha);
        ruled.network.runFor(Duration.ofSeconds(20));
        assertThat(done).isDone();
        assertThat(done.get().members()).anyMatch(m -> m.id().equals(beta.id()) && m.linked() && !m.current());
        assertThat(Ruled.epoch(beta)).isEqualTo(1);
        assertThat(beta.linked(alpha)).isTrue();

        ruled.makeRoom("beta");
        ruled.network.runUntil(() -> Ruled.epoch(beta) == 2, Duration.ofSeconds(10));
        assertThat(ruled.secret(beta)).isEqualTo(ruled.secret(alpha));
    }

    @Test
    void tooFewAdministratorsChangeNothing() throws Exception {
        var ruled = new Ruled(7, 2, 2);
        var alpha = ruled.node("alpha");
        var beta = ruled.node("beta", "alpha");
        ruled.linked(alpha, beta);

        var done = ruled.revoke(alpha, beta);
        ruled.network.runFor(A_SECOND);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(done::get)
                .withMessageContaining("1 of 2 administrators");
        assertThat(Ruled.epoch(alpha)).isEqualTo(1);
        assertThat(alpha.linked(beta)).isTrue();
    }

    @Test
    void aNodeThatStartsAnewKnowsWhoStays() throws Exception {
        var alpha = ruled.node("alpha");
        var beta = ruled.node("beta", "alpha");
        ruled.linked(alpha, beta);
        ruled.stop(beta);

        var again = ruled.restart(alpha);
        ruled.network.runFor(A_SECOND);

        assertThat(again.node.administration().staying(Set.of()))
                .extracting(m -> m.id())
                .containsExactlyInAnyOrder(again.id(), beta.id());
        assertThat(again.node.administration().state().members())
                .anyMatch(m -> m.id().equals(beta.id()) && !m.linked());
    }

    /** Nobody is told for ever that somebody is missing who was put out. Messages to it fail. */
    @Test
    void aRevokedNodeIsNoPeerAnyMore() throws Exception {
        var alpha = ruled.node("alpha");
        var gamma = ruled.node("gamma", "alpha");
        ruled.linked(alpha, gamma);
        ruled.revoke(alpha, gamma);
        ruled.network.runFor(A_SECOND.multipliedBy(3));

        assertThat(alpha.node.mesh().peer(gamma.id())).isEmpty();
        assertThat(alpha.node.administration().state().members()).hasSize(1);
        var sent = alpha.send(gamma, 0, "anybody there");
        ruled.network.runUntil(sent::isDone, Ruled.SOON);
        assertThat(sent).isCompletedExceptionally();

        for (int s = 0; s < 120; s++) {
            ruled.network.runFor(A_SECOND.multipliedBy(5)); // it knocks, and is forgotten again
            assertThat(alpha.linked(gamma)).isFalse();
        }
        ruled.network.runFor(A_SECOND.multipliedBy(2));
        assertThat(alpha.node.table().all()).hasSizeLessThanOrEqualTo(1);
    }

    /** A file from before the rotation lets nobody in who is not among those who stay. */
    @Test
    void anOldClusterFileLetsNobodyIn() throws Exception {
        var alpha = ruled.node("alpha");
        ruled.network.runFor(A_SECOND);
        var done = ruled.revoke(alpha);
        ruled.network.runUntil(done::isDone, Ruled.SOON);

        var late = ruled.node(
                "late", Identity.generate(ruled.network.time().random()), Membership.of(ruled.cluster), "alpha");
        neverLinked(late, alpha);
    }
}
