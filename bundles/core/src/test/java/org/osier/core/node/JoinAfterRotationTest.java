package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Membership;
import org.osier.core.identity.Identity;
import org.osier.trust.JoinException;
import org.osier.trust.Joined;

/** Goal: who comes after a rotation holds it as everybody does, and who was put out by it does not come. */
class JoinAfterRotationTest {
    private final Ruled ruled = new Ruled(126);
    private SimNode alpha;
    private SimNode beta;
    private SimNode gamma;

    @BeforeEach
    void gammaIsRevoked() throws Exception {
        alpha = ruled.node("alpha");
        beta = ruled.node("beta", "alpha");
        gamma = ruled.node("gamma", "alpha");
        ruled.linked(alpha, beta);
        ruled.linked(alpha, gamma);
        ruled.revoke(alpha, gamma);
        ruled.network.runFor(Duration.ofSeconds(3));
        assertThat(Ruled.epoch(alpha)).isEqualTo(2);
    }

    private SimNode alone(String host, Identity identity) throws Exception {
        return ruled.node(host, identity, Membership.of(TestClusters.other()));
    }

    private Joined join(SimNode node) throws Exception {
        var pin = alpha.node.joining().pair();
        var join = node.node
                .joining()
                .joinByPin(SimNode.address("alpha"), pin.digits(), step -> {})
                .toCompletableFuture();
        ruled.network.runUntil(join::isDone, Ruled.SOON);
        return join.join();
    }

    @Test
    void whoJoinsAfterARotationHoldsItAndTheNextOne() throws Exception {
        var delta = alone("delta", Identity.generate(ruled.network.time().random()));

        assertThat(join(delta).trouble()).isEmpty();

        assertThat(Ruled.epoch(delta)).isEqualTo(2);
        assertThat(Ruled.revoked(delta)).containsExactly(gamma.id());
        assertThat(ruled.secret(delta)).isEqualTo(ruled.secret(alpha));
        ruled.linked(alpha, delta);
        ruled.revoke(alpha, beta);
        ruled.network.runFor(Duration.ofSeconds(3));
        assertThat(Ruled.epoch(delta)).isEqualTo(3);
        assertThat(ruled.secret(delta)).isEqualTo(ruled.secret(alpha)).isNotEqualTo(ruled.secret(beta));
    }

    @Test
    void whoIsRevokedIsNotLetInByAPin() throws Exception {
        ruled.stop(gamma);
        var again = alone("again", gamma.identity);
        try {
            join(again);
            throw new AssertionError("was let in");
        } catch (CompletionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            JoinException.class, join -> assertThat(join.code()).isEqualTo(125));
        }
        assertThat(Ruled.epoch(again)).isEqualTo(1);
    }
}
