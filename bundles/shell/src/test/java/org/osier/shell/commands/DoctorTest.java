package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.health.Health;
import org.osier.mesh.Attempt.Stage;
import org.osier.mesh.DiscoveryStatus;
import org.osier.mesh.PeerState;
import org.osier.shell.FakeAttempt;
import org.osier.shell.FakeDiscovery;
import org.osier.shell.FakePeer;
import org.osier.shell.Sheet;

/** The screens of the doctor, letter by letter but for the free space of the disk. */
class DoctorTest {
    private static final String BETA = "tcp://127.0.0.1:7420";

    @TempDir
    private Path home;

    private final Sheet sheet = new Sheet();

    @BeforeEach
    void aHome() throws IOException {
        var identity = Files.createDirectories(home.resolve("data/identity"));
        Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rwx------"));
        sheet.home = home;
        var mark = sheet.mesh.self.id() + " 2026-02-28T23:59:59Z\n";
        Files.writeString(home.resolve("data/identity.exported"), mark);
    }

    private String screen() {
        return sheet.out().replaceAll("writable, [\\d,.]+ [MG]B free", "writable, SPACE free");
    }

    @Test
    void nothingIsWrong() {
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        sheet.mesh.self.counters.put("connections refused", 12_345L);
        sheet.mesh.self.counters.put("knocks unknown", 1L);
        sheet.mesh.self.counters.put("never", 0L);
        sheet.mesh.self.counterMeanings.put("connections refused", "no place was free: maxConnections");
        assertThat(sheet.run("doctor")).isEqualTo(Exit.DONE);
        assertThat(screen()).isEqualTo("""
                  ok    identity    182ff9da readable, for its owner alone
                  ok    backup      the identity was copied on 2026-02-28
                  ok    clock       within 1 s of 1 peer
                  ok    data        writable, SPACE free
                  ok    listening   tcp 192.168.1.20:7400
                  ok    peers       1 alive
                  -     counted     connections refused 12,345: no place was free: maxConnections
                  -     counted     knocks unknown 1
                  0 problems
                """);
    }

    @Test
    void muchIsWrong() {
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420).ahead(Duration.ofSeconds(90)));
        sheet.mesh.peers.add(FakePeer.in(PeerState.FAILED, 3, "gamma", "no answer")
                .after(
                        FakeAttempt.link(URI.create("ws://127.0.0.1:7422"), 100),
                        FakeAttempt.refused(9, BETA),
                        FakeAttempt.failed(
                                4,
                                "udp://127.0.0.1:7421",
                                Stage.CONNECT,
                                114,
                                "timeout after 3 s at stage 'connect'",
                                "x"),
                        FakeAttempt.refused(2, BETA)));
        sheet.mesh.peers.add(FakePeer.in(PeerState.SUSPECT, 4, "delta", "tcp connection lost"));
        sheet.mesh.peers.add(FakePeer.in(PeerState.PENDING, 5, "epsilon", "not admitted here: a stranger"));
        sheet.mesh.peers.add(FakePeer.in(PeerState.FAILED, 6, "zeta", "it only dials"));
        sheet.mesh.self.attempts = List.of(FakeAttempt.failed(
                6,
                "tcp://192.0.2.9:7400",
                Stage.HANDSHAKE,
                131,
                "the other side says, unproven: not the same cluster, or its secret has changed",
                "give both nodes the same cluster file"));
        sheet.mesh.self.notListening =
                List.of("tcp://0.0.0.0:80: OSIER-101 not permitted; ports below 1024 need a privilege");
        assertThat(sheet.run("doctor")).isEqualTo(Exit.FAILED);
        assertThat(screen()).isEqualTo("""
                  ok    identity    182ff9da readable, for its owner alone
                  ok    backup      the identity was copied on 2026-02-28
                  FAIL  clock       OSIER-104 beta is 1 min 30 s ahead
                        next: set the clock of beta's machine, or of this one
                  ok    data        writable, SPACE free
                  ok    listening   tcp 192.168.1.20:7400
                  FAIL  listening   OSIER-101 tcp://0.0.0.0:80: not permitted
                        next: ports below 1024 need a privilege
                  ok    peers       1 alive
                  FAIL  gamma       failed 1 min 15 s ago, last link ws 127.0.0.1:7422
                          tcp 127.0.0.1:7420   OSIER-113 refused, nothing listens there, 2 s ago
                          udp 127.0.0.1:7421   OSIER-114 timeout after 3 s at stage 'connect', 4 s ago
                        likely: the process is down
                        next: start the node, or check the port
                  hint  delta       no link for 1 min 15 s, looked for
                  hint  epsilon     pending, not admitted here: a stranger
                  hint  zeta        failed 1 min 15 s ago, cannot be dialled: it has to come back itself
                  FAIL  tcp 192.0.2.9:7400  dialled, and is no peer yet
                          OSIER-131 the other side says, unproven: not the same cluster, or its secret has changed,
                          6 s ago
                        likely: not the same cluster
                        next: give both nodes the same cluster file
                  4 problems
                """);
    }

    /** The copy of another identity is none of this one. */
    @ParameterizedTest
    @ValueSource(strings = {"", "0000 2026-02-28T23:59:59Z", "SELF", "SELF yesterday"})
    void anIdentityThatWasNeverCopiedIsAReminder(String mark) throws IOException {
        var file = home.resolve("data/identity.exported");
        Files.writeString(file, mark.replace("SELF", sheet.mesh.self.id().toString()));
        if (mark.isEmpty()) Files.delete(file);
        assertThat(sheet.run("doctor")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).contains("""
                  hint  backup      backed up: NO, whoever loses this home loses the node
                        next: osier identity export FILE
                """).endsWith("  0 problems\n");
    }

    @Test
    void osier124AnotherNodeRunsWithOurIdentity() {
        sheet.mesh.self.identityElsewhere = Optional.of("beta: it refused us: a later start of this node is known");
        assertThat(sheet.run("doctor")).isEqualTo(Exit.FAILED);
        assertThat(sheet.out()).contains("""
                  FAIL  identity    OSIER-124 our identity is in use elsewhere (beta: it refused us: a later start
                                    of this node is known)
                        next: stop one of the two; let it start as a new node, without its data/identity
                """);
    }

    @Test
    void onePeerWithWhatMayKeepTheTwoApart() {
        sheet.mesh.self.notListening = List.of("ws://0.0.0.0:7402: no transport for this scheme yet");
        sheet.mesh.peers.add(FakePeer.in(PeerState.FAILED, 3, "gamma", "x")
                .after(FakeAttempt.failed(
                        3,
                        BETA,
                        Stage.ADMISSION,
                        123,
                        "it refused us: not on my list",
                        "ask its operator to admit this node")));
        assertThat(sheet.run("doctor gamma")).isEqualTo(Exit.FAILED);
        assertThat(sheet.out()).isEqualTo("""
                  ok    identity    182ff9da readable, for its owner alone
                  -     clock       nobody to compare it with: only who dials this node tells its time
                  FAIL  gamma       failed 1 min 15 s ago
                          tcp 127.0.0.1:7420   OSIER-123 it refused us: not on my list, 3 s ago
                        likely: an admission rule or an operator keeps the two apart
                        next: ask its operator to admit this node
                  1 problem
                """);
    }

    @Test
    void onePeerThatIsWell() {
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        assertThat(sheet.run("doctor beta")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).endsWith("  ok    beta        alive, tcp 127.0.0.1:7420\n  0 problems\n");
    }

    /** A peer whose record has expired is nobody's problem: it may have gone for good. */
    @Test
    void onePeerThatHasBeenGoneForLong() {
        var old = FakePeer.alive(7, "eta", 7427);
        sheet.mesh.peers.add(old.inState(PeerState.FAILED).withRecordOf(Duration.ofDays(-2)));
        assertThat(sheet.run("doctor eta")).isEqualTo(Exit.DONE);
        assertThat(sheet.out())
                .contains(
                        "  hint  eta         failed 1 min 15 s ago, last link tcp 127.0.0.1:7427, its record has expired\n");
    }

    @Test
    void osier102NoListenerIsAHint() {
        sheet.mesh.self.listening = List.of();
        assertThat(sheet.run("doctor")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).contains("""
                  hint  listening   OSIER-102 nowhere: this node only dials, nobody can dial it
                        next: name an address in listen of etc/org.osier.core.cfg, if that is not meant
                """);
        sheet.mesh.self.notListening = List.of("ws://0.0.0.0:7402: no transport for this scheme yet");
        assertThat(sheet.run("doctor")).isEqualTo(Exit.FAILED);
        assertThat(sheet.out()).contains("""
                  FAIL  listening   ws://0.0.0.0:7402: no transport for this scheme yet
                        next: start what is missing, or correct listen of etc/org.osier.core.cfg
                  hint  listening   OSIER-102 nowhere at the moment: nobody can dial it
                """);
    }

    @Test
    void osier201And202WhatDoesNotCountInTheConfiguration() {
        sheet.mesh.self.configurationProblems = List.of(
                "OSIER-201 etc/org.osier.core.cfg: role = boss, expected controller, worker or dual; dual stays",
                "OSIER-202 etc/org.osier.core.cfg: rol is no key of org.osier.core; it has no effect");
        assertThat(sheet.run("doctor")).isEqualTo(Exit.FAILED);
        assertThat(sheet.out()).contains("""
                          FAIL  config      OSIER-201 etc/org.osier.core.cfg: role = boss, expected controller, worker or
                                            dual; dual stays
                                next: correct it in etc/, osier check looks at all of it
                          hint  config      OSIER-202 etc/org.osier.core.cfg: rol is no key of org.osier.core; it has no
                                            effect
                        """).endsWith("  1 problem\n");
    }

    @Test
    void howDiscoveriesDo() {
        sheet.mesh.self.discoveries =
                List.of(FakeDiscovery.running("exchange", 0), FakeDiscovery.running("multicast", 17));
        assertThat(sheet.run("doctor")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).contains("  ok    discovery   exchange, 3 found; multicast, 3 found\n");
    }

    @Test
    void aDiscoveryThatFailedIsAProblemAndOneThatSaysWhatItLacksAHint() {
        sheet.mesh.self.discoveries = List.of(
                FakeDiscovery.running("multicast", 17, "OSIER-111 multicast: no answer on eth0"),
                FakeDiscovery.running("seeds", 18, "it failed: IllegalStateException: no disk")
                        .in(DiscoveryStatus.State.FAILED));
        assertThat(sheet.run("doctor")).isEqualTo(Exit.FAILED);
        assertThat(sheet.out()).contains("""
                  ok    discovery   multicast, 3 found
                  hint  discovery   OSIER-111 multicast: no answer on eth0
                  FAIL  discovery   seeds: it failed: IllegalStateException: no disk
                        next: start its bundle anew; the node's log has more
                """);
    }

    @Test
    void whatADiscoverySaysIsToBeDoneHasALineOfItsOwn() {
        sheet.mesh.self.discoveries = List.of(FakeDiscovery.running(
                "seeds", 18, "OSIER-113 rendezvous http://192.0.2.1: refused   next: see that it runs"));
        assertThat(sheet.run("doctor")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).contains("""
                  hint  discovery   OSIER-113 seeds: rendezvous http://192.0.2.1: refused
                        next: see that it runs
                """);
    }

    @Test
    void partsSayThemselvesHowTheyDoAlsoWithoutACore() {
        sheet.health.add(part("rendezvous", List.of("http://127.0.0.1:7404, 2 records"), List.of()));
        assertThat(sheet.run("doctor")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).contains("  ok    rendezvous  http://127.0.0.1:7404, 2 records\n");

        sheet.up = false;
        sheet.health.add(part("other", List.of(), List.of("OSIER-101 cannot listen   next: stop the other program")));
        assertThat(sheet.run("doctor")).isEqualTo(Exit.FAILED);
        assertThat(sheet.out()).contains("""
                  ok    rendezvous  http://127.0.0.1:7404, 2 records
                  FAIL  other       OSIER-101 cannot listen
                        next: stop the other program
                  2 problems
                """);
    }

    /** Goal: a bundle of somebody else's does not keep the doctor from the rest. */
    @Test
    void aPartThatCannotSayHowItIsIsAProblemOfItsOwn() {
        sheet.health.add(part("No Name", List.of("x"), List.of()));
        sheet.health.add(() -> {
            throw new IllegalStateException("asleep");
        });
        sheet.health.add(part("last", Collections.nCopies(17, "x"), List.of()));
        assertThat(sheet.run("doctor")).isEqualTo(Exit.FAILED);
        assertThat(sheet.out().replaceAll("\\s+", " "))
                .contains("cannot say how it is: it calls itself 'No Name'", "IllegalStateException: asleep")
                .endsWith(" 2 problems ");
        assertThat(sheet.out().lines().filter("  ok    last        x"::equals)).hasSize(Health.MAX);
    }

    private static Health part(String subject, List<String> fine, List<String> troubles) {
        return new Health() {
            @Override
            public String subject() {
                return subject;
            }

            @Override
            public List<String> fine() {
                return fine;
            }

            @Override
            public List<String> troubles() {
                return troubles;
            }
        };
    }

    @Test
    void aNodeWithoutADiscoveryIsAHint() {
        sheet.mesh.self.discoveries = List.of(FakeDiscovery.running("exchange", 0));
        assertThat(sheet.run("doctor")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).contains("""
                  hint  discovery   no bundle looks for nodes: only tickets and addresses lead to others
                        next: put org.osier.discovery.seeds or .multicast into bundle/
                """);
    }

    /** Goal: a node that could not start can say why. */
    @Test
    void withoutACoreTheHomeIsLookedAtAllTheSame() throws IOException {
        sheet.up = false;
        Files.setPosixFilePermissions(home.resolve("data/identity"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(sheet.run("doctor")).isEqualTo(Exit.FAILED);
        assertThat(screen().replace(home.toString(), "HOME").replaceAll("\\s+", " "))
                .isEqualTo(" FAIL identity OSIER-103 HOME/data/identity is open to others (rwxr-xr-x)"
                        + " next: chmod 700 HOME/data/identity ok data writable, SPACE free"
                        + " FAIL core OSIER-305 does not run: it restarts, or could not start"
                        + " next: the node's log says why, if it stays so 2 problems ");
        assertThat(sheet.run("doctor beta")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).startsWith("OSIER-305");
    }

    @Test
    void whereNoHomeIsToldNothingIsSaidOfIt() {
        sheet.home = null;
        assertThat(sheet.run("doctor")).isEqualTo(Exit.DONE);
        assertThat(sheet.out())
                .contains("  -     identity    not looked at: the property osier.home names no home\n")
                .contains("  -     data        not looked at: the property osier.home names no home\n");
    }

    @Test
    void theDocumentHoldsWhatTheScreenShows() {
        sheet.mesh.peers.add(FakePeer.in(PeerState.FAILED, 3, "gamma", "x").after(FakeAttempt.refused(2, BETA)));
        assertThat(sheet.run("doctor gamma --json")).isEqualTo(Exit.FAILED);
        assertThat(sheet.json().get("schema").getAsString()).isEqualTo("osier.doctor/1");
        assertThat(sheet.json().get("problems").getAsLong()).isEqualTo(1);
        var gamma = sheet.json().getAsJsonArray("findings").get(2).getAsJsonObject();
        assertThat(gamma.keySet()).containsExactly("level", "subject", "code", "text", "likely", "next", "attempts");
        assertThat(gamma.get("level").getAsString()).isEqualTo("fail");
        assertThat(gamma.get("code").getAsString()).isEqualTo("OSIER-113");
        assertThat(gamma.get("likely").getAsString()).isEqualTo("the process is down");
        assertThat(gamma.getAsJsonArray("attempts")).hasSize(1);
    }

    /** Who has no link because there were more than wished is well, and none of a hundred such fills the screen. */
    @Test
    void whoIsIdleIsNoProblem() {
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        sheet.mesh.peers.add(FakePeer.in(PeerState.IDLE, 3, "gamma", "more links than wished here"));
        assertThat(sheet.run("doctor")).isEqualTo(Exit.DONE);
        assertThat(screen()).contains("1 alive, 1 idle").doesNotContain("gamma");
        assertThat(sheet.run("doctor gamma")).isEqualTo(Exit.DONE);
        assertThat(screen()).contains("idle for").contains("dialled when something is sent to it");
        sheet.run("peers");
        assertThat(sheet.out()).contains("more links than wished").contains("2 alive, 0 suspect, 1 idle");
        sheet.run("peer gamma");
        assertThat(sheet.out()).contains("more links than wished");
    }
}
