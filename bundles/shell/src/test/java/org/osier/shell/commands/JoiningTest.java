package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.discovery.PairingCall;
import org.osier.node.NodeId;
import org.osier.shell.FakePeer;
import org.osier.shell.FakeSelf;
import org.osier.shell.Sheet;
import org.osier.trust.Entrances;
import org.osier.trust.JoinException;
import org.osier.trust.Knock;

/** The screens of who lets in and of who joins, letter by letter. */
class JoiningTest {
    private static final String TICKET = "osier1-y6qqss7clu4g7eflclgtj32wpa-182ff9da@192.168.1.20:7400";
    private static final NodeId BETA = FakeSelf.record(2, "beta").id();

    private final Sheet sheet = new Sheet();

    @Test
    void invite() {
        assertThat(sheet.run("invite")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                  osier1-y6qqss7clu4g7eflclgtj32wpa-182ff9da@192.168.1.20:7400   valid 10 min, one use
                  on the other node:  bin/osier run --name NAME --join osier1-y6qq...
                  (the first who comes with it becomes a member: hand it over where nobody else reads it)
                  next: osier peers   to see it come
                """);
        sheet.run("invite --json");
        assertThat(sheet.out()).isEqualTo("""
                {
                  "schema": "osier.invite/1",
                  "ticket": "osier1-y6qqss7clu4g7eflclgtj32wpa-182ff9da@192.168.1.20:7400",
                  "expires": "2026-03-01T12:10:00Z"
                }
                """);
    }

    /** Goal: a telephone reads it. Method: the modules are taken from the screen again, and compared with the library's. */
    @Test
    void inviteDrawsAQrCode() {
        sheet.run("invite --qr");
        var lines = sheet.out().lines().toList();
        var drawn = lines.subList(3, lines.size() - 1);
        var code = io.nayuki.qrcodegen.QrCode.encodeText(TICKET, io.nayuki.qrcodegen.QrCode.Ecc.LOW);

        assertThat(drawn).hasSize((code.size + 5) / 2);
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                char c = drawn.get((y + 2) / 2).charAt(2 + 2 + x);
                boolean light = c == '\u2588' || c == ((y + 2) % 2 == 0 ? '\u2580' : '\u2584');
                assertThat(light).as("module %d, %d", x, y).isEqualTo(!code.getModule(x, y));
            }
        }
    }

    @Test
    void inviteThatIsRefused() {
        sheet.joining.failure = new JoinException(305, "16 tickets are out already", "wait until one is used");
        assertThat(sheet.run("invite")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).isEqualTo("""
                OSIER-305 16 tickets are out already.
                  next: wait until one is used
                """);
    }

    @Test
    void joinByTicket() {
        assertThat(sheet.run("join " + TICKET)).isEqualTo(Exit.DONE);
        assertThat(sheet.joining.asked).containsExactly("ticket " + TICKET);
        assertThat(sheet.out()).isEqualTo("""
                  dialling   tcp 192.168.1.20:7400
                  proved     the other node has proved who it is
                  welcomed   the cluster is stored
                  linked     as a member
                joined willow-42, let in by alpha 182ff9da
                  next: osier peers   for everyone we know
                """);
    }

    @Test
    void joinWithoutALinkIsHalfDone() {
        sheet.joining.trouble = "OSIER-114 timeout";
        assertThat(sheet.run("join " + TICKET)).isEqualTo(Exit.PARTIAL);
        assertThat(sheet.out())
                .contains("joined willow-42, let in by alpha 182ff9da\n  no link yet: OSIER-114 timeout\n");
    }

    @Test
    void joinThatFails() {
        sheet.joining.failure = new JoinException(121, "tcp://a:1: ticket expired or used", "ask for a new ticket");
        assertThat(sheet.run("join " + TICKET)).isEqualTo(Exit.FAILED);
        assertThat(sheet.out()).isEqualTo("  dialling   tcp 192.168.1.20:7400\n");
        assertThat(sheet.err()).isEqualTo("""
                OSIER-121 tcp://a:1: ticket expired or used.
                  next: ask for a new ticket
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "join --pin 048213 192.168.1.20:7400",
                "join --pin=048213 192.168.1.20:7400",
                "join 192.168.1.20:7400 --pin 048213",
                "join tcp://192.168.1.20:7400 --pin 048213"
            })
    void joinByPin(String line) {
        assertThat(sheet.run(line)).isEqualTo(Exit.DONE);
        assertThat(sheet.joining.asked).containsExactly("pin 048213 at tcp://192.168.1.20:7400");
    }

    @Test
    void joinWithoutAnAddressGoesWhereThePinIsShown() {
        sheet.calls.add(new PairingCall(
                "00000000000000aa", List.of(URI.create("tcp://192.168.1.20:7400"), URI.create("tcp://10.0.0.2:7400"))));
        assertThat(sheet.run("join --pin 048213")).isEqualTo(Exit.DONE);
        assertThat(sheet.joining.asked).containsExactly("pin 048213 at tcp://192.168.1.20:7400");
    }

    @Test
    void joinWithoutAnAddressTriesNobodyWhileNobodyOrSeveralShowAPin() {
        assertThat(sheet.run("join --pin 048213")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).isEqualTo("""
                nobody on this network shows a PIN, as far as this node hears.
                  next: osier join --pin ADDRESS   with an address that osier:pair shows there
                """);
        sheet.calls.add(new PairingCall("00000000000000aa", List.of(URI.create("tcp://192.168.1.20:7400"))));
        sheet.calls.add(new PairingCall("00000000000000bb", List.of(URI.create("tcp://192.168.1.21:7400"))));
        assertThat(sheet.run("join --pin 048213")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err())
                .startsWith("2 nodes on this network show a PIN.\n")
                .contains("tcp 192.168.1.20:7400")
                .contains("tcp 192.168.1.21:7400");
        assertThat(sheet.joining.asked).isEmpty();
    }

    @Test
    void joinOpenly() {
        assertThat(sheet.run("join ws://192.168.1.20:7402/mesh --json")).isEqualTo(Exit.DONE);
        assertThat(sheet.joining.asked).containsExactly("open at ws://192.168.1.20:7402/mesh");
        assertThat(sheet.json().keySet())
                .containsExactly("schema", "cluster", "clusterId", "by", "byName", "address", "linked", "trouble");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "join",
                "join nowhere",
                "join tcp://a",
                "join --pin 192.168.1.20:7400",
                "join --pin 123456 osier1-x",
                "accept zz",
                "reject 0123"
            })
    void wrongUse(String line) {
        assertThat(sheet.run(line)).isEqualTo(Exit.WRONG_USE);
        assertThat(sheet.joining.asked).isEmpty();
    }

    @Test
    void pair() {
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        sheet.joining.paired.complete(BETA);
        assertThat(sheet.run("pair")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                  PIN 048213
                  valid 2 min, 5 tries, for one node
                  on the other node:  osier:join --pin 192.168.1.20:7400
                  waiting for it; Ctrl-C withdraws the PIN
                beta 9e671b1c is a member now
                  next: osier peer beta   for all about it
                """);
        assertThat(sheet.joining.closed).isTrue();
    }

    @Test
    void pairAsDocumentsInLines() {
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        sheet.joining.paired.complete(BETA);
        sheet.run("pair --json");
        assertThat(sheet.out().lines())
                .containsExactly(
                        "{\"schema\":\"osier.pin/1\",\"pin\":\"048213\",\"expires\":\"2026-03-01T12:02:00Z\"}",
                        "{\"schema\":\"osier.pair/1\",\"id\":\"" + BETA + "\",\"name\":\"beta\"}");
    }

    @Test
    void pairThatNobodyAnswers() {
        sheet.joining.paired.completeExceptionally(
                new JoinException(122, "5 tries, all with another PIN", "osier:pending tells who it was"));
        assertThat(sheet.run("pair")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).isEqualTo("""
                OSIER-122 5 tries, all with another PIN.
                  next: osier:pending tells who it was
                """);
    }

    private void knock(int key, String why, int times) {
        var at = FakeSelf.NOW.minusSeconds(70);
        var from = URI.create("tcp://192.168.1.31:41000");
        sheet.joining.pending.add(new Knock(FakeSelf.record(key, "x").id(), from, at, at, times, why));
    }

    @Test
    void pending() {
        knock(2, "came with another PIN", 3);
        knock(3, "has no PIN", 1);
        assertThat(sheet.run("pending")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                  ID        FROM                    SEEN   TIMES  WHY
                  9e671b1c  tcp 192.168.1.31:41000  1 min  3      came with another PIN
                  251bf7c4  tcp 192.168.1.31:41000  1 min  1      has no PIN
                  next: osier accept 9e671b1c   gives it a PIN          osier reject 9e671b1c   turns it away
                """);
        sheet.run("pending --json");
        assertThat(sheet.json().getAsJsonArray("pending")).hasSize(2);
    }

    @Test
    void nobodyWaits() {
        sheet.run("pending");
        assertThat(sheet.out()).startsWith("nobody waits\n  next: osier invite");
    }

    @Test
    void acceptShowsAPinForThatNodeAlone() {
        knock(2, "has no PIN", 1);
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        sheet.joining.paired.complete(BETA);
        assertThat(sheet.run("accept 9e67")).isEqualTo(Exit.DONE);
        assertThat(sheet.joining.asked).containsExactly("accept 9e671b1c");
        assertThat(sheet.out()).contains("for 9e671b1c alone");
    }

    @Test
    void reject() {
        knock(2, "has no PIN", 1);
        assertThat(sheet.run("reject 9e671b1c")).isEqualTo(Exit.DONE);
        assertThat(sheet.joining.asked).containsExactly("reject 9e671b1c");
        assertThat(sheet.out()).startsWith("9e671b1c is turned away for an hour\n");
    }

    @Test
    void statusTellsWhatStandsOpen() {
        sheet.joining.entrances = new Entrances(2, Optional.of(FakeSelf.NOW.plusSeconds(96)), true, 1);
        sheet.run("status");
        assertThat(sheet.out()).contains("""
                  ways in    OPEN: whoever reaches this node becomes a member (open = true in etc/)
                             2 tickets   a PIN for 1 min 36 s   1 waiting, see pending
                """);
        sheet.run("status --json");
        assertThat(sheet.json().get("waysIn"))
                .hasToString("{\"open\":true,\"tickets\":2,\"pinUntil\":\"2026-03-01T12:01:36Z\",\"pending\":1}");
    }

    @Test
    void peersShowWhoInvitedThem() {
        var beta = FakePeer.alive(2, "beta", 7420);
        var invited = FakeSelf.invited(3, "gamma", beta.id(), FakeSelf.NOW.minus(Duration.ofMinutes(3)));
        sheet.mesh.peers.addAll(List.of(beta, FakePeer.alive(3, "gamma", 7421).with(invited)));
        sheet.run("peers");
        assertThat(sheet.out())
                .contains("gamma  251bf7c4  alive  tcp 127.0.0.1:7421  0.6 ms  now   invited by beta 3 min ago");
        sheet.run("peer gamma");
        assertThat(sheet.out()).contains("  invited    by beta 3 min ago\n").doesNotContain("attributes");
        sheet.run("peer gamma --json");
        assertThat(sheet.json().get("invitedBy").getAsString())
                .isEqualTo(beta.id().toString());
        assertThat(Instant.parse(sheet.json().get("invitedAt").getAsString())).isEqualTo("2026-03-01T11:57:00Z");
    }
}
