package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.core.handshake.Door;
import org.osier.mesh.PeerState;
import org.osier.trust.Invited;
import org.osier.trust.JoinException;
import org.osier.trust.JoinStep;

/** Goal: a ticket lets one node in, once, and nobody else. Method: whole nodes in virtual time, over the bytes of WIRE.md. */
class TicketTest {
    private final Strangers strangers = new Strangers(21);
    private SimNode alpha;
    private SimNode beta;

    @BeforeEach
    void twoNodesAlone() throws Exception {
        alpha = strangers.node("alpha");
        beta = strangers.node("beta");
    }

    private String ticket() throws JoinException {
        return alpha.node.joining().invite().ticket();
    }

    @Test
    void aTicketMakesANodeAMember() throws Exception {
        var joined = strangers.byTicket(beta, ticket()).joined();

        assertThat(strangers.steps)
                .containsExactly(JoinStep.DIALLING, JoinStep.PROVED, JoinStep.WELCOMED, JoinStep.LINKED);
        assertThat(joined.cluster()).isEqualTo("of-alpha");
        assertThat(joined.by()).isEqualTo(alpha.id());
        assertThat(joined.byName()).isEqualTo("alpha");
        assertThat(joined.trouble()).isEmpty();
        assertThat(Strangers.cluster(beta)).isEqualTo(Strangers.cluster(alpha));
        assertThat(beta.linked(alpha)).isTrue();
        strangers.settle();
        assertThat(alpha.linked(beta)).isTrue();
        assertThat(beta.request(alpha, "hi", Duration.ofSeconds(5))).satisfies(answer -> {
            strangers.network.runUntil(answer::isDone, Strangers.SOON);
            assertThat(answer.join().text()).isEqualTo("re: hi");
        });
        assertThat(alpha.node.joining().pending()).isEmpty();
        assertThat(strangers.network.openEnds()).isEqualTo(2);
    }

    @Test
    void othersSeeWhoInvitedItAndWhen() throws Exception {
        var before = strangers.network.time().instant();
        strangers.byTicket(beta, ticket()).joined();
        strangers.settle();

        var invited =
                Invited.of(alpha.node.mesh().peer(beta.id()).get().record().get());
        assertThat(invited).hasValueSatisfying(said -> {
            assertThat(said.by()).isEqualTo(alpha.id());
            assertThat(said.at()).isBetween(before.minusSeconds(1), before.plusSeconds(5));
        });
    }

    @Test
    void aThirdNodeIsInvitedByAnyMember() throws Exception {
        strangers.byTicket(beta, ticket()).joined();
        var gamma = strangers.node("gamma");

        strangers.byTicket(gamma, beta.node.joining().invite().ticket()).joined();

        assertThat(Strangers.cluster(gamma)).isEqualTo(Strangers.cluster(alpha));
        assertThat(gamma.linked(beta)).isTrue();
    }

    @Test
    void aUsedTicketOpensNothing() throws Exception {
        var ticket = ticket();
        strangers.byTicket(beta, ticket).joined();
        var gamma = strangers.node("gamma");

        var failure = strangers.byTicket(gamma, ticket).failure();

        assertThat(failure.code()).isEqualTo(121);
        assertThat(failure.hint()).isEqualTo("ask for a new ticket");
        assertThat(Strangers.cluster(gamma)).isNotEqualTo(Strangers.cluster(alpha));
    }

    @Test
    void anExpiredTicketOpensNothingWhetherOthersAreOutOrNot() throws Exception {
        var old = ticket();
        strangers.network.runFor(Duration.ofMinutes(10));
        assertThat(strangers.byTicket(beta, old).failure().code()).isEqualTo(121);

        var fresh = ticket();
        assertThat(strangers.byTicket(beta, old).failure().code()).isEqualTo(121);
        strangers.byTicket(beta, fresh).joined();
    }

    @Test
    void aTicketCountsUntilItsLastSecond() throws Exception {
        var ticket = ticket();
        strangers.network.runFor(Duration.ofSeconds(599));

        strangers.byTicket(beta, ticket).joined();
    }

    @Test
    void ofTwoWhoRaceForATicketOneGetsIn() throws Exception {
        var gamma = strangers.node("gamma");
        var ticket = ticket();

        var first = strangers.byTicket(beta, ticket);
        var second = strangers.byTicket(gamma, ticket);
        strangers.network.runUntil(() -> first.isDone() && second.isDone(), Strangers.SOON);

        var in = List.of(beta, gamma).stream()
                .filter(node -> Strangers.cluster(node).equals(Strangers.cluster(alpha)))
                .toList();
        assertThat(in).hasSize(1);
        var loser = in.get(0) == beta ? second : first;
        assertThat(loser.failure().code()).isEqualTo(121);
    }

    @Test
    void aTicketOfAnotherNodeAtThisAddressIsNotFollowed() throws Exception {
        var ticket = ticket();
        var wrong = ticket.replace("-" + alpha.id().brief() + "@", "-00000000@");
        var before = Strangers.cluster(beta);

        var failure = strangers.byTicket(beta, wrong).failure();

        assertThat(failure.code()).isEqualTo(133);
        assertThat(failure).hasMessageContaining(alpha.id().brief()).hasMessageContaining("00000000");
        assertThat(Strangers.cluster(beta)).isEqualTo(before);
    }

    @Test
    void aDialThatFailsIsExplained() throws Exception {
        var elsewhere = ticket().replace("@alpha:1", "@nowhere:1");
        assertThat(strangers.byTicket(beta, elsewhere).failure().code()).isIn(112, 113);
        strangers.network.stop("alpha");
        var failure = strangers.byTicket(beta, ticketOf("alpha")).failure();
        assertThat(failure.code()).isEqualTo(113);
        assertThat(failure).hasMessageContaining("tcp://alpha:1").hasMessageContaining("refused");
        strangers.network.cut("alpha", "beta");
        assertThat(strangers.byTicket(beta, ticketOf("alpha")).failure().code()).isEqualTo(114);
    }

    private static String ticketOf(String host) {
        return "osier1-aaaaaaaaaaaaaaaaaaaaaaaaaa-00000000@" + host + ":1";
    }

    @Test
    void whatIsNoTicketIsSaidToBeNone() {
        var failure = strangers.byTicket(beta, "osier1-nonsense").failure();

        assertThat(failure.code()).isEqualTo(121);
        assertThat(failure).hasMessageContaining("no ticket");
    }

    @Test
    void aNodeWithOthersInItsClusterStaysThere() throws Exception {
        strangers.byTicket(beta, ticket()).joined();
        var gamma = strangers.node("gamma");
        var ticket = gamma.node.joining().invite().ticket();

        for (var node : List.of(alpha, beta)) {
            assertThat(node.node.joining().mayJoin()).isFalse();
            var failure = strangers.byTicket(node, ticket).failure();
            assertThat(failure.code()).isEqualTo(131);
            assertThat(failure).hasMessageContaining("of-alpha");
        }
        assertThat(gamma.node.joining().entrances().tickets()).isEqualTo(1);
    }

    @Test
    void aNodeDoesNotJoinItself() throws Exception {
        assertThat(strangers.byTicket(alpha, ticket()).failure().code()).isEqualTo(133);
    }

    @Test
    void oneJoinAtATime() throws Exception {
        var first = strangers.byTicket(beta, ticket());
        var second = strangers.byTicket(beta, ticket());

        assertThat(second.failure().code()).isEqualTo(305);
        first.joined();
    }

    @Test
    void sixteenTicketsAreOutAtATime() throws Exception {
        for (int i = 0; i < 16; i++) ticket();

        assertThatThrownBy(this::ticket)
                .isInstanceOfSatisfying(
                        JoinException.class, e -> assertThat(e.code()).isEqualTo(305));
        strangers.network.runFor(Duration.ofMinutes(10));
        ticket();
    }

    @Test
    void aNodeThatNobodyCanDialInvitesNobody() throws Exception {
        var app = new SimNode(strangers.network, "app", TestClusters.cluster(), NodeConfig.named("app"));

        assertThatThrownBy(() -> app.node.joining().invite())
                .isInstanceOfSatisfying(
                        JoinException.class, e -> assertThat(e.code()).isEqualTo(102));
    }

    /** Goal: the ticket is used when its bearer has proved to have it, even if it breaks off before it is welcomed. */
    @Test
    void whoBreaksOffHasUsedTheTicket() throws Exception {
        var ticket = ticket();
        var foreign = new ForeignNode(strangers.network, "foreign", TestClusters.other());
        foreign.door = doorOf(ticket);
        foreign.handshake(alpha).settle().close();
        strangers.settle();

        assertThat(strangers.byTicket(beta, ticket).failure().code()).isEqualTo(121);
        assertThat(alpha.node.joining().pending()).singleElement().satisfies(knock -> {
            assertThat(knock.id()).isEqualTo(foreign.id());
            assertThat(knock.why()).contains("another ticket");
        });
        assertThat(alpha.node.mesh().peers()).noneMatch(p -> p.state() == PeerState.ALIVE);
    }

    /** Goal: a ticket leads to a Welcome and nothing more. Method: who has one behaves as a member would. */
    @Test
    void whoHasATicketIsNoMemberYet() throws Exception {
        for (int type : new int[] {Wire.CONTROL, Wire.MESSAGE, Wire.PING, 0x15, 0x16, 0x18}) {
            var foreign = new ForeignNode(strangers.network, "foreign-" + type, TestClusters.other());
            foreign.door = doorOf(ticket());
            var peer = foreign.handshake(alpha);
            assertThat(peer.next()).hasToString("(17) 00");
            peer.send(type, new byte[60]).closesWith(5);
        }
        assertThat(alpha.node.mesh().peers()).isEmpty();
    }

    /** Goal: what a joiner gets is Ready and one Welcome; what it says after that closes the link, but for its goodbye. */
    @Test
    void aWelcomeIsOneFrameAndTheLastOne() throws Exception {
        var foreign = new ForeignNode(strangers.network, "foreign", TestClusters.other());
        foreign.door = doorOf(ticket());
        var peer = foreign.handshake(alpha).ready();
        assertThat(peer.next()).hasToString("(17) 00");
        var welcome = peer.next();
        assertThat(welcome.type()).isEqualTo(0x15);
        assertThat(welcome.u8(0)).isEqualTo(1);
        peer.stays();
        peer.send(0x15, welcome.payload()).closesWith(5);
    }

    private static Door doorOf(String ticket) {
        var secret = ticket.substring("osier1-".length(), "osier1-".length() + 26);
        var bits = new StringBuilder();
        for (char c : secret.toCharArray()) {
            var five = Integer.toBinaryString("abcdefghijklmnopqrstuvwxyz234567".indexOf(c));
            bits.append("0".repeat(5 - five.length())).append(five);
        }
        var bytes = new byte[16];
        for (int i = 0; i < 16; i++) bytes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
        return Door.ticket(bytes);
    }
}
