package org.osier.shell.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.shell.FakePeer;

class ClocksTest {
    /** Peers a, b, c ... whose clocks are so many seconds ahead. */
    private static List<Peer> ahead(double... seconds) {
        var peers = new ArrayList<Peer>();
        for (double s : seconds) {
            var name = String.valueOf((char) ('a' + peers.size()));
            var skew = Duration.ofMillis(Math.round(s * 1_000));
            peers.add(FakePeer.in(PeerState.ALIVE, 10 + peers.size(), name, "").ahead(skew));
        }
        return peers;
    }

    @Test
    void withoutAPeerThatTellsNothingIsSaid() {
        var silent = FakePeer.in(PeerState.ALIVE, 9, "x", "");
        assertThat(Clocks.look(List.of(silent)))
                .isEqualTo(Finding.note("clock", "nobody to compare it with: only who dials this node tells its time"));
    }

    @Test
    void upToAMinuteIsFine() {
        assertThat(Clocks.look(ahead(0.3))).isEqualTo(Finding.ok("clock", "within 1 s of 1 peer"));
        assertThat(Clocks.look(ahead(-0.3, 59.2, -60))).isEqualTo(Finding.ok("clock", "within 60 s of 3 peers"));
    }

    @Test
    void osier104OnePeerThatDiffers() {
        assertThat(Clocks.look(ahead(0.2, -75, 1)))
                .isEqualTo(Finding.fail(
                        "clock", 104, "b is 1 min 15 s behind", "set the clock of b's machine, or of this one"));
    }

    @Test
    void osier104MostOfThemOnTheSameSideMeansThatOursIsWrong() {
        assertThat(Clocks.look(ahead(90, 91, 0)))
                .isEqualTo(Finding.fail(
                        "clock",
                        104,
                        "a is 1 min 30 s ahead, b is 1 min 31 s ahead",
                        "set the clock of this machine: 2 of 3 peers disagree with it"));
    }

    @Test
    void osier104PeersOnBothSidesAreThemselvesWrong() {
        var finding = Clocks.look(ahead(90, -90, 100, -100, 3_600));
        assertThat(finding.text())
                .isEqualTo("a is 1 min 30 s ahead, b is 1 min 30 s behind, c is 1 min 40 s ahead, and 2 more");
        assertThat(Clocks.look(ahead(90, -90)).next()).isEqualTo("set the clock of their machines, or of this one");
    }
}
