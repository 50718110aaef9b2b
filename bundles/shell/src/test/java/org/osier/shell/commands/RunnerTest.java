package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.osier.shell.FakePeer;
import org.osier.shell.Sheet;

class RunnerTest {
    private final Sheet sheet = new Sheet();

    @Test
    void withoutACommandThereIsHelp() {
        assertThat(sheet.run(false, List.of())).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                  status                         What this node is, where it listens, what it counted
                  peers [@NODE]                  Everyone this node knows; --rpc asks the others, too
                  peer PEER                      All about one: state, path, why, counts, record, dials
                  ping PEER                      Round trips to a peer over its best link
                  send PEER INTENT [TEXT]        Sends a message, waits until it has arrived
                  request PEER INTENT [TEXT]     Sends a message, prints the answer
                  invite                         Makes a ticket: one other node may join by it
                  join [TICKET|ADDRESS]          Joins another cluster, by ticket or by PIN
                  pair                           Shows a PIN for 2 minutes: one other node may join by it
                  pending                        Who knocked within the hour and was not let in
                  accept NODE                    Shows a PIN for one node that knocked: it joins by it
                  reject NODE                    Turns a node away that knocked, for an hour
                  connect URI                    Dials an address, keeps the link
                  intents                        The intents that this node handles, and who does
                  transports [ACTION] [SCHEME]   What carries links, and how much; ACTION: stop or start one
                  discoveries                    What looks for nodes, and how it does
                  bench PEER                     Requests to a peer's echo: round trips by percentile, rate, losses
                  identity [ACTION] [FILE]       Who this node is; ACTION: show, or export a copy for safe keeping
                  doctor [PEER]                  What is wrong here or with a peer, and the likely cause
                  events                         What happened: peers, bundles, listeners, configuration
                  logs                           What this node logs
                  cluster [ACTION] [DIGITS]      Members, epoch, who is revoked; ACTION code: digits to compare
                  revoke [NODE[,NODE]]           Shuts nodes out for ever: a new secret for all others
                  help [COMMAND]                 All commands, or one with its options
                  next: osier help COMMAND   for its options
                """);
    }

    @Test
    void everyCommandHasItsHelp() {
        for (var name : sheet.runner().names()) {
            assertThat(sheet.run("help " + name)).isEqualTo(Exit.DONE);
            assertThat(sheet.out())
                    .startsWith(name)
                    .contains("  --json ")
                    .endsWith("  next: osier help   for all commands\n");
        }
    }

    @Test
    void helpOfOneShowsItsOptions() {
        sheet.run("help ping");
        assertThat(sheet.out()).isEqualTo("""
                ping PEER [options]
                  Round trips to a peer over its best link.
                  -n COUNT           how many, 1 to 1000 (3)
                  --interval MS      pause between two in ms, 0 to 60000 (200)
                  --json             one JSON document instead of a screen
                  PEER is a name, an id or at least 4 hex digits of one; self is this node.
                  next: osier help   for all commands
                """);
    }

    @Test
    void whatShowsAStateCanBeWatched() {
        for (var name : List.of("status", "peers", "peer", "intents")) {
            sheet.run("help " + name);
            assertThat(sheet.out())
                    .contains("  --watch [SECONDS]  again and again, 1 to 3600 s apart (1); Ctrl-C ends it\n");
        }
    }

    @Test
    void aCommandTellsItsHelpToo() {
        sheet.run("help ping");
        var help = sheet.out();
        assertThat(sheet.run("ping --help")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo(help);
        assertThat(sheet.run("prees --help")).isEqualTo(Exit.WRONG_USE);
    }

    @Test
    void anUnknownCommandIsWrongUse() {
        assertThat(sheet.run("prees")).isEqualTo(Exit.WRONG_USE);
        assertThat(sheet.err()).isEqualTo("""
                there is no command prees.
                  similar: peers, peer, ping, pair, pending
                  next: osier help   for all commands
                """);
        assertThat(sheet.run("help prees")).isEqualTo(Exit.WRONG_USE);
        assertThat(sheet.run(false, List.of(""))).isEqualTo(Exit.WRONG_USE);
    }

    @Test
    void whileTheCoreIsAwayHelpWorksAndTheRestSaysSo() {
        sheet.up = false;
        assertThat(sheet.run("help")).isEqualTo(Exit.DONE);
        for (var line : List.of("intents", "events", "logs", "discoveries"))
            assertThat(sheet.run(line)).isEqualTo(Exit.DONE);
        for (var line :
                List.of("status", "peers", "peer x", "ping x", "send x 64 y", "request x 64 y", "connect tcp://x:1")) {
            assertThat(sheet.run(line)).isEqualTo(Exit.FAILED);
            assertThat(sheet.err()).isEqualTo("""
                    OSIER-305 the node's core is restarting.
                      next: try again in a moment
                    """);
        }
    }

    /** Goal: a core that goes away under a command, failing as it likes, is neither a stack trace nor our fault. */
    @Test
    void aCoreThatGoesAwayUnderACommandIsRestarting() {
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        sheet.mesh.answer = m -> {
            sheet.up = false;
            throw new IllegalStateException("closed");
        };
        assertThat(sheet.run("request beta 64 hi")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).startsWith("OSIER-305 the node's core is restarting.\n");
    }

    @Test
    void aFaultOfOursShowsNoStackTrace() {
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        sheet.mesh.answer = m -> CompletableFuture.failedStage(new IllegalStateException("a bug"));
        assertThat(sheet.run("request beta 64 hi")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).isEqualTo("""
                the command request failed: this is a fault in Osier.
                  next: osier logs --level ERROR   for the details
                """);
    }

    @Test
    void anInterruptEndsACommand() {
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        sheet.mesh.sent = new CompletableFuture<>();
        Thread.currentThread().interrupt();
        assertThat(sheet.run("send beta 64 hi")).isEqualTo(Exit.FAILED);
        assertThat(Thread.interrupted()).isTrue();
    }
}
