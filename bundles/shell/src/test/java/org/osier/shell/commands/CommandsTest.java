package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.mesh.Attempt.Stage;
import org.osier.mesh.MeshException;
import org.osier.mesh.PeerState;
import org.osier.shell.FakeAttempt;
import org.osier.shell.FakeMesh;
import org.osier.shell.FakePeer;
import org.osier.shell.Sheet;

/** The screens of a node with three peers, letter by letter. */
class CommandsTest {
    private final Sheet sheet = new Sheet();

    @BeforeEach
    void threePeers() {
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        sheet.mesh.peers.add(FakePeer.in(PeerState.SUSPECT, 3, "delta", "link lost: connection reset by peer"));
        sheet.mesh.peers.add(FakePeer.in(PeerState.FAILED, 4, "gamma", "no answer"));
        sheet.handlers.add(new Handler(0x40, "hello", "org.osier.examples.hello 1.0.0", true, true));
        sheet.handlers.add(new Handler(0x40, "hello", "org.osier.examples.hello 0.9.0", true, false));
        sheet.handlers.add(new Handler(0x41, "", "org.example.fast 2.1.0", false, true));
    }

    @Test
    void status() {
        sheet.mesh.self.counters.put("handshakes.refused", 12_345L);
        sheet.mesh.self.counters.put("never", 0L);
        sheet.mesh.self.notListening = List.of("OSIER-101 tcp://0.0.0.0:7400: port in use");
        assertThat(sheet.run("status")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                osier 1.0.0  (Felix 7.0.5, Java 17.0.15)                                                up 2 h 3 min
                  node       alpha  182ff9da
                  cluster    willow-42  genesis 9b1e04  epoch 1
                  listening  tcp 192.168.1.20:7400
                             OSIER-101 tcp://0.0.0.0:7400: port in use
                  peers      1 alive, 1 suspect, 1 failed
                  counters   handshakes.refused 12,345
                  next: osier doctor   for what is wrong
                """);
    }

    @Test
    void statusTellsWhatOfTheConfigurationDoesNotCount() {
        sheet.mesh.self.configurationProblems = List.of(
                "OSIER-201 etc/org.osier.core.cfg: maxConnections = 1, expected a whole number, 2 to 100000; 100 stays",
                "OSIER-202 etc/org.osier.core.cfg: rol is no key of org.osier.core, did you mean role?; it has no effect");
        sheet.run("status");
        assertThat(sheet.out()).contains("""
                          config     OSIER-201 etc/org.osier.core.cfg: maxConnections = 1, expected a whole number, 2 to
                                     100000; 100 stays
                                     OSIER-202 etc/org.osier.core.cfg: rol is no key of org.osier.core, did you mean role?;
                                     it has no effect
                        """);
    }

    @Test
    void statusOfANodeThatOnlyDials() {
        sheet.mesh.peers.clear();
        sheet.mesh.self.listening = List.of();
        sheet.run("status");
        assertThat(sheet.out()).contains("""
                          listening  OSIER-102 nowhere: this node only dials, nobody can dial it
                          peers      none yet
                        """).endsWith("  next: osier invite   to add a node\n");
    }

    @Test
    void peers() {
        assertThat(sheet.run("peers")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                  NAME   ID        STATE    PATH                RTT     SEEN  NOTE
                * alpha  182ff9da  alive    -                   -       now   you
                  beta   9e671b1c  alive    tcp 127.0.0.1:7420  0.6 ms  now
                  delta  251bf7c4  suspect  -                   -       3 s   link lost: connection reset by peer
                  gamma  eea8336e  failed   -                   -       3 s   no answer
                2 alive, 1 suspect, 1 failed
                  next: osier doctor delta   for the likely cause
                """);
    }

    @Test
    void statesHaveTheirColoursOnATerminal() {
        sheet.run(true, List.of("peers"));
        assertThat(sheet.out())
                .contains("\u001b[32malive\u001b[0m", "\u001b[33msuspect\u001b[0m", "\u001b[31mfailed\u001b[0m")
                .contains("\u001b[2mnext: osier doctor delta");
    }

    @Test
    void peer() {
        assertThat(sheet.run("peer beta")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                  name       beta
                  id         9e671b1ccded8566c7691e5664cfe788562ce946c216145f03e0b839df9301f2
                  state      alive, since 1 min 15 s
                  why        link up
                  path       tcp 127.0.0.1:7420, dialled from here
                  rtt        0.6 ms
                  seen       now
                  counts     1 link   0 restarts   12,345 sent   9 received
                  boot       000000000000b001
                  clock      agrees with ours to a second
                  record     serial 12   role dual   expires in 23 h 0 min   boot 000000000000b001
                  addresses  tcp 127.0.0.1:7420
                  dials      tcp 127.0.0.1:7420  link up, 1 min ago
                  next: osier ping beta   for its round trip now
                """);
    }

    @Test
    void peerWithALinkThatStandsBy() {
        sheet.mesh.peers.add(FakePeer.alive(8, "theta", 7428).standingBy("ws://127.0.0.1:7429"));
        sheet.run("peer theta");
        assertThat(sheet.out())
                .contains("  path       tcp 127.0.0.1:7428, dialled from here\n"
                        + "  standby    ws 127.0.0.1:7429, dialled by the peer, 2.0 ms, since 1 min 15 s\n");
        sheet.run("peer theta --json");
        var paths = sheet.json().getAsJsonArray("paths");
        assertThat(paths).hasSize(2);
        assertThat(paths.get(0).toString()).contains("tcp://127.0.0.1:7428", "\"carries\":true");
        assertThat(paths.get(1).toString())
                .isEqualTo("{\"address\":\"ws://127.0.0.1:7429\",\"carries\":false,\"dialled\":false,"
                        + "\"roundTripMs\":2.0,\"since\":\"2026-03-01T11:58:45Z\"}");
    }

    @Test
    void peerWithoutALinkAndARecord() {
        sheet.run("peer gamma");
        assertThat(sheet.out())
                .contains("  state      failed, since 1 min 15 s\n  why        no answer\n  path       -\n")
                .contains("  boot       -\n  record     none yet\n");
    }

    @Test
    void peerTellsWhatCameOfItsDials() {
        var gamma = FakePeer.in(PeerState.FAILED, 5, "epsilon", "no answer").ahead(Duration.ofSeconds(-75));
        var address = URI.create("tcp://192.0.2.7:7400");
        sheet.mesh.peers.add(gamma.after(
                FakeAttempt.link(address, 600),
                FakeAttempt.refused(62, "tcp://192.0.2.7:7400"),
                FakeAttempt.failed(
                        30, "ws://192.0.2.7:7402", Stage.CONNECT, 114, "timeout after 5 s at stage 'connect'", "x"),
                FakeAttempt.refused(2, "tcp://192.0.2.7:7400")));
        sheet.run("peer epsilon");
        assertThat(sheet.out()).endsWith("""
                  clock      1 min 15 s behind ours (OSIER-104)
                  record     none yet
                  dials      tcp 192.0.2.7:7400  OSIER-113 refused, nothing listens there, 2 s ago, 2 times in 1 min
                             ws 192.0.2.7:7402  OSIER-114 timeout after 5 s at stage 'connect', 30 s ago
                             tcp 192.0.2.7:7400  link up, 10 min ago
                  next: osier doctor epsilon   for the likely cause
                """);
    }

    @Test
    void aFailedPeerHasTheCodeOfItsLastDialInTheList() {
        var peer = FakePeer.in(PeerState.FAILED, 5, "epsilon", "tcp://192.0.2.7:7400: refused, nothing listens there");
        sheet.mesh.peers.add(peer.after(FakeAttempt.refused(2, "tcp://192.0.2.7:7400")));
        sheet.run("peers");
        assertThat(sheet.out()).contains("  OSIER-113 refused, nothing listens..\n");
    }

    @Test
    void attemptsInDocumentsAreWhole() {
        sheet.mesh.peers.add(FakePeer.in(PeerState.FAILED, 5, "epsilon", "x")
                .after(
                        FakeAttempt.link(URI.create("tcp://192.0.2.7:7400"), 600),
                        FakeAttempt.refused(2, "tcp://192.0.2.7:7400")));
        sheet.run("peer epsilon --json");
        var attempts = sheet.json().getAsJsonArray("attempts");
        assertThat(attempts.get(0).getAsJsonObject().get("code").isJsonNull()).isTrue();
        assertThat(attempts.get(1)).hasToString("""
                {"at":"2026-03-01T11:59:58Z","address":"tcp://192.0.2.7:7400","stage":"connect","code":"OSIER-113",\
                "cause":"refused, nothing listens there","hint":"start the node, or check the port"}""");
    }

    @Test
    void peerThatIsThisNode() {
        assertThat(sheet.run("peer self")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).contains("  state      this node, since 2 h 3 min\n  record     serial 12");
    }

    @Test
    void ping() {
        pings(610_000, -1, 550_000);
        assertThat(sheet.run("ping beta --interval 0")).isEqualTo(Exit.PARTIAL);
        assertThat(sheet.out()).isEqualTo("""
                beta  via tcp 127.0.0.1:7420   0.61 ms
                beta  lost: no answer within 10 s
                beta  via tcp 127.0.0.1:7420   0.55 ms
                3 sent, 2 received, min/avg/max 0.55/0.58/0.61 ms
                  next: osier peer beta   for all about it
                """);
    }

    @Test
    void pingsThatAllArriveAreDoneAndThatAllGetLostAreFailed() {
        pings(610_000);
        assertThat(sheet.run("ping beta -n 1")).isEqualTo(Exit.DONE);
        pings(-1, -1);
        assertThat(sheet.run("ping beta -n 2 --interval 0")).isEqualTo(Exit.FAILED);
        assertThat(sheet.out()).contains("2 sent, 0 received\n");
    }

    @Test
    void pingWithoutALinkSaysWhatToDo() {
        sheet.mesh.pings.add(FakeMesh.failed(MeshException.Kind.UNREACHABLE, "no link, last dial 3 s ago"));
        assertThat(sheet.run("ping gamma")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).isEqualTo("""
                OSIER-112 gamma cannot be reached.
                  no link, last dial 3 s ago
                  next: osier doctor gamma   for the likely cause
                """);
    }

    @Test
    void pingOfOneselfIsWrongUse() {
        assertThat(sheet.run("ping self")).isEqualTo(Exit.WRONG_USE);
    }

    private void pings(long... nanos) {
        for (long n : nanos) {
            sheet.mesh.pings.add(
                    n < 0
                            ? FakeMesh.failed(MeshException.Kind.NO_ANSWER, "no answer within 10 s")
                            : CompletableFuture.completedStage(Duration.ofNanos(n)));
        }
    }

    @Test
    void connect() {
        sheet.mesh.connected =
                CompletableFuture.completedStage(sheet.mesh.peers.get(0).id());
        assertThat(sheet.run("connect tcp://127.0.0.1:7420")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                connected to beta  9e671b1c  via tcp 127.0.0.1:7420
                  next: osier ping beta   for its round trip
                """);
    }

    @Test
    void connectThatIsRefusedHasTheCodeOfTheDial() {
        var refused = new MeshException(
                MeshException.Kind.UNREACHABLE, 113, "tcp://127.0.0.1:1: nothing listens there; start the node", null);
        sheet.mesh.connected = CompletableFuture.failedStage(refused);
        assertThat(sheet.run("connect tcp://127.0.0.1:1")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).isEqualTo("""
                OSIER-113 tcp://127.0.0.1:1 cannot be reached.
                  nothing listens there; start the node
                  next: osier connect tcp://127.0.0.1:1   to try again
                """);
        assertThat(sheet.run("connect 127.0.0.1:1")).isEqualTo(Exit.WRONG_USE);
    }

    @Test
    void intents() {
        assertThat(sheet.run("intents")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                  INTENT  NAME   STATE     BLOCKING  BUNDLE
                  0x40    hello  serving   yes       org.osier.examples.hello 1.0.0
                  0x40    hello  shadowed  yes       org.osier.examples.hello 0.9.0
                  0x41    -      serving   no        org.example.fast 2.1.0
                  next: osier request self 0x40 TEXT   to try one
                """);
    }

    @Test
    void intentsOfANodeThatHandlesNone() {
        sheet.handlers.clear();
        sheet.run("intents");
        assertThat(sheet.out()).isEqualTo("""
                this node handles no intent yet
                  next: drop a handler into deploy/, or write one: README, "A handler in 15 lines"
                """);
    }

    @Test
    void documentsHaveTheirSchemaFirstAndKeepTheirKeys() {
        pings(610_000);
        sheet.mesh.connected =
                CompletableFuture.completedStage(sheet.mesh.peers.get(0).id());
        sheet.mesh.answer = m -> FakeMesh.reply(0x40, new byte[] {1, 2});
        assertKeys(
                "status --json",
                "schema version framework java name id cluster started upSeconds listening"
                        + " notListening configurationProblems peers counters waysIn");
        assertKeys("peers --json", "schema self peers count");
        assertKeys(
                "peer beta --json",
                "schema self name id state path roundTripMs seen why invitedBy invitedAt dialled since bootId counts"
                        + " lastPath paths clockSkewMs attempts record");
        assertKeys(
                "peer gamma --json",
                "schema self name id state path roundTripMs seen why invitedBy invitedAt dialled since bootId counts"
                        + " lastPath paths clockSkewMs attempts record");
        assertKeys("peer self --json", "schema self name id record");
        assertKeys("ping beta -n 1 --json", "schema to sent received minMs avgMs maxMs rounds");
        assertKeys("send beta 64 hi --json", "schema to intent bytes stream threat");
        assertKeys("request beta 64 hi --json", "schema from intent ms bytes text base64");
        assertKeys("connect tcp://127.0.0.1:7420 --json", "schema address name id");
        assertKeys("intents --json", "schema intents");
        assertKeys("doctor --json", "schema problems findings");
        assertKeys("help --json", "schema commands");
        assertKeys("peer nobody --json", "schema code message details exit");
    }

    private void assertKeys(String line, String keys) {
        sheet.run(line);
        assertThat(sheet.err()).isEmpty();
        assertThat(sheet.json().keySet()).containsExactly(keys.split(" "));
        assertThat(sheet.json().get("schema").getAsString()).matches("osier\\.[a-z]+/1");
    }

    @Test
    void listsInDocumentsHoldWhatTheScreenShows() {
        sheet.run("peers --json");
        var peer = sheet.json().getAsJsonArray("peers").get(0).getAsJsonObject();
        assertThat(peer.get("path").getAsString()).isEqualTo("tcp://127.0.0.1:7420");
        assertThat(peer.get("roundTripMs").getAsDouble()).isEqualTo(0.612);
        assertThat(peer.get("seen").getAsString()).isEqualTo("2026-03-01T12:00:00Z");
        sheet.run("intents --json");
        assertThat(sheet.json().getAsJsonArray("intents")).hasSize(3);
    }

    /** Goal: a screen never breaks its width or obeys a stranger. Method: the longest and ugliest peer there can be. */
    @Test
    void aHostilePeerCannotBreakAScreen() {
        var ugly = "x\u001b[2J\u202e" + "y".repeat(300);
        var address = "tcp://" + "h".repeat(200) + ":1";
        sheet.mesh.peers.add(FakePeer.in(PeerState.FAILED, 9, "n".repeat(64), ugly)
                .after(FakeAttempt.failed(1, address, Stage.ADMISSION, 123, ugly, ugly)));
        sheet.mesh.self.attempts = List.of(FakeAttempt.failed(1, address, Stage.HANDSHAKE, 132, ugly, ugly));
        sheet.mesh.self.name = "a".repeat(64);
        sheet.mesh.self.listening = List.of(URI.create("tcp://" + "h".repeat(200) + ":1"));
        sheet.mesh.self.notListening = List.of(ugly);
        for (var line : List.of(
                "peers",
                "peer " + "n".repeat(64),
                "status",
                "peer self",
                "doctor",
                "send " + "n".repeat(64) + " 64 x")) {
            sheet.run(line); // checks the width
            assertThat(sheet.out() + sheet.err()).doesNotContain("\u001b", "\u202e");
        }
    }
}
