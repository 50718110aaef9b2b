package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.osier.admission.Admission;
import org.osier.admission.Decision;

/** Goal: who comes without a secret is let in where an operator wants it, and nowhere else. */
class OpenDoorTest {
    private final Strangers strangers = new Strangers(23);

    private static boolean sameCluster(SimNode a, SimNode b) {
        return Strangers.cluster(a).equals(Strangers.cluster(b));
    }

    private SimNode open(String host) throws Exception {
        return strangers.node(host, NodeConfig.named(host).withOpen(true));
    }

    @Test
    void anOpenNodeLetsAnybodyIn() throws Exception {
        var alpha = open("alpha");
        var beta = strangers.node("beta");

        assertThat(alpha.node.joining().entrances().open()).isTrue();
        strangers.openly(beta, alpha).joined();
        assertThat(sameCluster(alpha, beta)).isTrue();
    }

    @Test
    void whatIsShutAgainIsShut() throws Exception {
        var alpha = open("alpha");
        alpha.node.configure(NodeConfig.named("alpha").withListen(TcpNames.address("alpha")));
        strangers.network.runFor(Duration.ofMillis(1));

        assertThat(strangers.openly(strangers.node("beta"), alpha).failure().code())
                .isEqualTo(123);
    }

    /** Goal: a PIN is asked of both ends also where nobody needs one. */
    @Test
    void anOpenNodeStillProvesThatItKnowsThePin() throws Exception {
        var alpha = open("alpha");
        var beta = strangers.node("beta");
        assertThat(strangers.byPin(beta, alpha, "000000").failure().code()).isEqualTo(122);

        var pin = alpha.node.joining().pair();
        strangers.byPin(beta, alpha, pin.digits()).joined();
    }

    @Test
    void theAllowListCountsAtEveryDoor() throws Exception {
        var beta = strangers.node("beta");
        var gamma = strangers.node("gamma");
        var alpha = strangers.node("alpha", NodeConfig.named("alpha").withAllowed(beta.id()));

        var failure = strangers
                .byTicket(gamma, alpha.node.joining().invite().ticket())
                .failure();
        assertThat(failure.code()).isEqualTo(123);
        assertThat(failure).hasMessageContaining("not on the allow list");
        var pin = alpha.node.joining().pair();
        assertThat(strangers.byPin(gamma, alpha, pin.digits()).failure().code()).isEqualTo(123);
        strangers.openly(beta, alpha).joined(); // its id is its secret, once the door is open
    }

    @Test
    void aRuleOfOthersIsAskedForEveryoneWhoComes() throws Exception {
        var alpha = strangers.node("alpha");
        var beta = strangers.node("beta");
        Admission no = hello -> CompletableFuture.completedFuture(Decision.reject("full moon"));
        alpha.node.add(no, 0);

        var failure =
                strangers.byTicket(beta, alpha.node.joining().invite().ticket()).failure();
        assertThat(failure.code()).isEqualTo(123);
        assertThat(failure).hasMessageContaining("full moon");
        alpha.node.remove(no);
        strangers.byTicket(beta, alpha.node.joining().invite().ticket()).joined();
    }

    @Test
    void aRuleThatGoesAwayWhileItIsAskedHoldsNobodyUp() throws Exception {
        var alpha = strangers.node("alpha");
        var beta = strangers.node("beta");
        Admission slow = hello -> new CompletableFuture<>();
        alpha.node.add(slow, 0);
        var join = strangers.byTicket(beta, alpha.node.joining().invite().ticket());
        strangers.network.runFor(Duration.ofSeconds(2));
        assertThat(join.isDone()).isFalse();

        alpha.node.remove(slow);

        join.joined();
    }

    @Test
    void aRuleThatHangsHoldsAMemberUpForFiveSeconds() throws Exception {
        var alpha = strangers.node("alpha");
        var beta = strangers.node("beta");
        alpha.node.add(hello -> new CompletableFuture<>(), 0);
        var before = strangers.network.time().elapsed();

        var joined =
                strangers.byTicket(beta, alpha.node.joining().invite().ticket()).joined();

        assertThat(joined.trouble()).isEmpty();
        assertThat(strangers.network.time().elapsed().minus(before))
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    }

    @Test
    void whatARuleOfOthersAsksIsShownToTheOperatorAtOnce() throws Exception {
        var alpha = open("alpha");
        alpha.node.configure(NodeConfig.named("alpha").withListen(TcpNames.address("alpha")));
        alpha.node.add(hello -> CompletableFuture.completedFuture(Decision.pending("ask Ada")), 0);
        alpha.node.joining().pair();
        var beta = strangers.node("beta");
        strangers.openly(beta, alpha);
        strangers.network.runFor(Duration.ofSeconds(1));

        assertThat(alpha.node.joining().pending())
                .singleElement()
                .satisfies(knock -> assertThat(knock.why()).isEqualTo("ask Ada"));
    }
}
