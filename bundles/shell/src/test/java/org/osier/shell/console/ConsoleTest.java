package org.osier.shell.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osier.shell.FakeMesh;
import org.osier.shell.FakePeer;
import org.osier.shell.FakeSelf;
import org.osier.shell.Sheet;
import org.osier.shell.screen.Out;

class ConsoleTest {
    private final FakeMesh mesh = new FakeMesh();

    private String banner(boolean clusterGiven) {
        var bytes = new ByteArrayOutputStream();
        var stream = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        new Banner(Sheet.VERSIONS, Optional.of(Duration.ofMillis(1_349)), clusterGiven)
                .print(new Out(stream, stream, false, 0, "osier:"), mesh);
        var screen = bytes.toString(StandardCharsets.UTF_8);
        assertThat(screen.lines()).allMatch(l -> l.length() <= 100);
        return screen;
    }

    @Test
    void firstStartTellsWhatWasMade() {
        mesh.self.firstStart = true;
        mesh.self.listening = List.of(URI.create("tcp://192.168.1.20:7400"), URI.create("tcp://[::1]:7400"));
        assertThat(banner(false)).isEqualTo("""
                osier 1.0.0  (Felix 7.0.5, Java 17.0.15)                                            started in 1.3 s
                  node       alpha  182ff9da            new identity, saved in data/identity/ (0700)
                  cluster    willow-42  genesis 9b1e04  new cluster, closed: nodes join by ticket or PIN
                  listening  tcp 192.168.1.20:7400   tcp [::1]:7400
                  peers      none yet
                  next: osier:invite   to add a node          osier:help   for all commands
                  next: osier:identity export FILE   to keep a copy of who this node is
                """);
    }

    @Test
    void aClusterThatWasGivenIsNotNew() {
        mesh.self.firstStart = true;
        assertThat(banner(true)).contains("new identity").doesNotContain("new cluster");
    }

    @Test
    void laterStartsTellWhoIsThereAndWhatDoesNotListen() {
        mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        mesh.self.listening = List.of();
        mesh.self.notListening = List.of("OSIER-101 tcp://0.0.0.0:7400: port in use");
        assertThat(banner(false))
                .contains("""
                          listening  OSIER-101 tcp://0.0.0.0:7400: port in use
                                     OSIER-102 nowhere at the moment: nobody can dial this node
                          peers      1 alive, 0 suspect
                        """)
                .endsWith("  next: osier:peers   for everyone we know          osier:help   for all commands\n");
    }

    @Test
    void aNodeIsSettledWhenAllItWantedListens() {
        var settling = new Settling(0);
        var self = new FakeSelf();
        self.listening = List.of();
        self.notListening = List.of("tcp://127.0.0.1:0: no transport yet");
        assertThat(settling.settled(self, 900)).isFalse();
        self.listening = List.of(URI.create("tcp://127.0.0.1:7400"));
        assertThat(settling.settled(self, 1_000)).isFalse();
        self.notListening = List.of();
        assertThat(settling.settled(self, 1_100)).isTrue();
    }

    @Test
    void whatDoesNotChangeForASecondHasFailed() {
        var settling = new Settling(0);
        var self = new FakeSelf();
        self.notListening = List.of("OSIER-101 port in use");
        assertThat(settling.settled(self, 100)).isFalse();
        assertThat(settling.settled(self, 1_099)).isFalse();
        assertThat(settling.settled(self, 1_100)).isTrue();
    }

    @Test
    void aNodeThatNeverSettlesIsShownAfterFiveSeconds() {
        var settling = new Settling(0);
        var self = new FakeSelf();
        for (long ms = 0; ms < 5_000; ms += 500) {
            self.notListening = List.of("try " + ms);
            assertThat(settling.settled(self, ms)).isFalse();
        }
        self.notListening = List.of("try again");
        assertThat(settling.settled(self, 5_000)).isTrue();
    }
}
