package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.osier.mesh.PeerState;
import org.osier.shell.FakeMesh;
import org.osier.shell.FakePeer;

class TargetTest {
    private final FakeMesh mesh = new FakeMesh();
    private final FakePeer beta = FakePeer.alive(2, "beta", 7420);

    TargetTest() {
        mesh.peers.add(beta);
        mesh.peers.add(FakePeer.alive(3, "gamma", 7440));
    }

    @Test
    void aPeerIsFoundByNameIdAndItsBeginning() throws Failure {
        var id = beta.id().toString();
        for (var word :
                new String[] {"beta", id, id.toUpperCase(Locale.ROOT), id.substring(0, 4), id.substring(0, 63)}) {
            assertThat(Target.find(mesh, word).peer()).contains(beta);
        }
    }

    @Test
    void thisNodeIsFoundAsSelfAndByItsName() throws Failure {
        for (var word : new String[] {
            "self", "alpha", mesh.self.id().toString(), mesh.self.id().brief()
        }) {
            assertThat(Target.find(mesh, word).isSelf()).isTrue();
        }
    }

    @Test
    void whatFitsNobodyIsNamedWithThoseWhoAreThere() {
        for (var word : new String[] {"delta", "", "9e6", "9e67zz", "f".repeat(64), "BETA"}) {
            assertThatThrownBy(() -> Target.find(mesh, word))
                    .isInstanceOfSatisfying(
                            Failure.class, f -> assertThat(f.exit()).isEqualTo(Exit.FAILED))
                    .hasMessage("no node is called " + word + ".");
        }
    }

    @Test
    void whatFitsTwoIsRefused() {
        mesh.peers.add(FakePeer.in(PeerState.ALIVE, 4, "beta", ""));
        assertAmbiguous("beta");
    }

    /** Goal: nobody gets another one's messages by calling himself like the beginning of its id, or like this node. */
    @Test
    void aNameThatIsTheBeginningOfAnotherIdIsRefused() throws Failure {
        mesh.peers.add(FakePeer.in(PeerState.ALIVE, 4, beta.id().brief(), ""));
        assertAmbiguous(beta.id().brief());
        mesh.peers.add(FakePeer.in(PeerState.ALIVE, 5, beta.id().toString(), ""));
        assertThat(Target.find(mesh, beta.id().toString()).peer()).contains(beta);
        mesh.peers.add(FakePeer.in(PeerState.ALIVE, 6, "self", ""));
        assertThat(Target.find(mesh, "self").isSelf()).isTrue();
        mesh.peers.add(FakePeer.in(PeerState.ALIVE, 7, "alpha", ""));
        assertAmbiguous("alpha");
    }

    private void assertAmbiguous(String word) {
        assertThatThrownBy(() -> Target.find(mesh, word))
                .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.exit()).isEqualTo(Exit.WRONG_USE))
                .hasMessage(word + " may be any of 2 nodes.");
    }

    @Test
    void aNameThatNeedsQuotesIsSuggestedAsId() {
        assertThat(Target.word("beta-2", beta.id())).isEqualTo("beta-2");
        assertThat(Target.word("my node", beta.id())).isEqualTo(beta.id().brief());
        assertThat(Target.word("-n", beta.id())).isEqualTo(beta.id().brief());
    }
}
