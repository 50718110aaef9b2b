package org.osier.core.cluster.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.DocumentSigner;
import org.osier.core.cluster.KeyUpdate;
import org.osier.core.cluster.Membership;
import org.osier.core.cluster.Roster;
import org.osier.core.cluster.Rotation;
import org.osier.core.cluster.TestAdministrators;
import org.osier.core.cluster.rules.Turning.Verdict;
import org.osier.node.NodeId;

/** Which secret counts, whatever comes in whatever order. */
class TurningTest {
    private static final NodeId A = id(1);
    private static final NodeId B = id(2);
    private static final NodeId C = id(3);
    private static final NodeId D = id(4);
    private static final Roster ALL = Roster.of(List.of(A, B, C, D));

    private final DocumentSigner administrator = TestAdministrators.signer(1);
    private final Random random = new Random(1);
    private final Membership begun = Membership.of(TestAdministrators.cluster(1, administrator));

    private static NodeId id(int number) {
        var bytes = new byte[NodeId.BYTES];
        bytes[0] = (byte) number;
        return NodeId.of(bytes);
    }

    private KeyUpdate revoke(Membership held, NodeId... revoked) {
        return Turning.begin(held, ALL, List.of(revoked), A, Instant.EPOCH, random, List.of(administrator));
    }

    private static Membership taken(Membership held, KeyUpdate update, NodeId self) {
        return ((Verdict.Take) Turning.take(held, update, self)).next();
    }

    @Test
    void whoStaysTakesTheNewSecretAndKeepsTheOldDoor() {
        var update = revoke(begun, C);
        for (var self : List.of(A, B, D)) {
            var next = taken(begun, update, self);

            assertThat(next.now().epoch()).isEqualTo(2);
            assertThat(next.now().secret())
                    .isEqualTo(update.secret())
                    .isNotEqualTo(begun.now().secret());
            assertThat(next.before()).contains(begun.now());
            assertThat(next.isRevoked(C)).isTrue();
            assertThat(next.mayCatchUp(C)).isFalse();
            assertThat(next.mayCatchUp(D)).isTrue();
            assertThat(next.mayCatchUp(id(9))).isFalse();
            assertThat(next.owed().size()).isZero();
            assertThat(Turning.take(next, update, self)).isInstanceOf(Verdict.Same.class);
        }
        assertRefused(begun, update, C, "do not stay");
        assertRefused(begun, update, id(9), "do not stay");
    }

    @Test
    void whoWasRevokedStaysRevokedInTheRotationsThatFollow() {
        var second = taken(begun, revoke(begun, C), A);
        var third = taken(second, revoke(second, D), A);

        assertThat(third.rotation().orElseThrow().revoked()).isEqualTo(Roster.of(List.of(C, D)));
        assertThat(third.roster()).isEqualTo(Roster.of(List.of(A, B)));
        assertThat(third.before()).contains(second.now());
    }

    @Test
    void anEarlierRotationIsAnsweredAndNotTaken() {
        var first = revoke(begun, C);
        var second = taken(begun, first, A);
        var third = taken(second, revoke(second, D), A);

        assertThat(Turning.take(third, first, A)).isInstanceOf(Verdict.Older.class);
    }

    /** Who missed one on a link that stood takes the next all the same, but cannot serve those who know the one between. */
    @Test
    void anEpochMayBeSkipped() {
        var second = taken(begun, revoke(begun, C), A);
        var update = revoke(second, D);

        assertThat(taken(begun, update, B).before()).isEmpty();
    }

    /** Both orders, for many pairs: the same one stands everywhere, and both revocations are known everywhere. */
    @Test
    void ofTwoRotationsOfOneEpochTheSmallerHashStandsEverywhere() {
        for (int i = 0; i < 50; i++) {
            var one = revoke(begun, C);
            var other = revoke(begun, D);
            var winner = one.rotation().standsBefore(other.rotation()) ? one : other;
            var loser = winner == one ? other : one;
            assertThat(loser.rotation().standsBefore(winner.rotation())).isFalse();

            var wonFirst = taken(begun, winner, B);
            var learnt = ((Verdict.Learn) Turning.take(wonFirst, loser, B)).next();
            assertThat(Turning.take(learnt, loser, B)).isInstanceOf(Verdict.Older.class);
            var lostFirst = taken(taken(begun, loser, B), winner, B);

            assertThat(learnt.now()).isEqualTo(lostFirst.now());
            assertThat(learnt.now().secret()).isEqualTo(winner.secret());
            assertThat(learnt.before()).isEqualTo(lostFirst.before()).contains(begun.now());
            for (var held : List.of(learnt, lostFirst)) {
                assertThat(held.revoked()).isEqualTo(Roster.of(List.of(C, D)));
                assertThat(held.owed()).isEqualTo(loser.rotation().revoked());
                var union = revoke(held).rotation();
                assertThat(union.revoked()).isEqualTo(Roster.of(List.of(C, D)));
                assertThat(union.epoch()).isEqualTo(3);
            }
        }
    }

    @Test
    void whatIsNotWhatWasSignedIsRefused() {
        var update = revoke(begun, C);
        assertRefused(begun, new KeyUpdate(update.rotation(), update.roster(), new byte[32]), A, "secret");
        assertRefused(begun, new KeyUpdate(update.rotation(), ALL, update.secret()), A, "roster");
        var stranger = TestAdministrators.signer(5);
        var next = Cluster.of(begun.now().genesis(), 2, update.secret());
        var forged = Rotation.issue(next, Instant.EPOCH, ALL, Roster.nobody(), List.of(stranger));
        assertRefused(begun, new KeyUpdate(forged, ALL, update.secret()), A, "no administrator");
        var elsewhere = Membership.of(TestAdministrators.cluster(1, stranger));
        var foreign = Turning.begin(elsewhere, ALL, List.of(), A, Instant.EPOCH, random, List.of(stranger));
        assertRefused(begun, foreign, A, "another cluster");
    }

    @Test
    void nodeThatWasLetInLearnsTheRosterLater() throws Exception {
        var update = revoke(begun, C);
        var member = taken(begun, update, A);
        var joined = Membership.joined(member.now(), member.encodedRotation());

        assertThat(joined.isRevoked(C)).isTrue();
        assertThat(joined.roster().size()).isZero();
        assertThat(taken(joined, update, B).roster()).isEqualTo(member.roster());
        assertThat(joined.rotation()).isEqualTo(member.rotation());
        assertThat(Membership.joined(begun.now(), Optional.empty())).isEqualTo(begun);
    }

    @Test
    void aNodeDoesNotRevokeItself() {
        assertThatIllegalArgumentException().isThrownBy(() -> revoke(begun, A));
    }

    private static void assertRefused(Membership held, KeyUpdate update, NodeId self, String why) {
        assertThat(Turning.take(held, update, self))
                .isInstanceOfSatisfying(
                        Verdict.Refuse.class, refuse -> assertThat(refuse.why()).contains(why));
    }
}
