package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.mesh.MeshException.Kind;
import org.osier.shell.FakeMesh;
import org.osier.shell.FakePeer;
import org.osier.shell.Sheet;
import org.osier.ueps.Intents;

/** What bench sends and tells, in a node whose clock goes on by 1.5 ms whenever it is looked at. */
class BenchTest {
    private final Sheet sheet = new Sheet();

    @BeforeEach
    void onePeerWithAnEcho() {
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        sheet.mesh.answer = m -> FakeMesh.reply(m.intent(), new byte[m.payload().remaining()]);
    }

    @Test
    void theSpreadOfRoundTripsIsShown() {
        assertThat(sheet.run("bench beta --rate 100 --duration 0.5 --size 1000"))
                .isEqualTo(Exit.DONE);
        assertThat(sheet.out())
                .startsWith("beta  via tcp 127.0.0.1:7420   1,000 bytes there and back, 100/s, for 0.5 s\n")
                .contains("  sent       50   in 0.5 s", "  answered   50", "  lost       0\n")
                .contains("  round trip p50 1.500 ms   p90 1.500 ms   p99 1.500 ms   p99.9 1.500 ms   max 1.500 ms\n")
                .endsWith("  next: osier peer beta   for the path\n");
        assertThat(sheet.mesh.messages).hasSize(51).allMatch(m -> m.intent() == Intents.ECHO);
        assertThat(sheet.mesh.messages).allMatch(m -> m.payload().remaining() == 1_000);
    }

    @Test
    void theDocumentHasTheSame() {
        assertThat(sheet.run("bench beta --rate 100 --duration 0.5 --json")).isEqualTo(Exit.DONE);
        var document = sheet.json();
        assertThat(document.get("schema").getAsString()).isEqualTo("osier.bench/1");
        assertThat(document.get("sent").getAsInt()).isEqualTo(50);
        assertThat(document.get("answered").getAsInt()).isEqualTo(50);
        assertThat(document.get("lost").getAsInt()).isZero();
        assertThat(document.getAsJsonObject("roundTripMs").get("p99.9").getAsDouble())
                .isBetween(1.499, 1.502);
    }

    @Test
    void withoutARateTheNextFollowsTheAnswer() {
        assertThat(sheet.run("bench beta --rate 0 --parallel 4 --duration 0.3")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).contains("256 bytes there and back, 4 at once, for 0.3 s\n");
    }

    @Test
    void failuresAreCountedByKindAndWhatHasNoAnswerIsLost() {
        var number = new AtomicInteger();
        sheet.mesh.answer = m -> switch (number.getAndIncrement() % 10) {
            case 3 -> FakeMesh.failed(Kind.NO_ANSWER, "none");
            case 5, 6 -> FakeMesh.failed(Kind.OVERLOADED, "full");
            case 8 -> FakeMesh.failed(Kind.UNKNOWN_OUTCOME, "lost");
            default -> FakeMesh.reply(m.intent(), new byte[0]);
        };
        assertThat(sheet.run("bench beta --rate 200 --duration 0.5")).isEqualTo(Exit.PARTIAL);
        assertThat(sheet.out())
                .contains("  sent       100", "  answered   60")
                .contains("  lost       10 without an answer within 5.0 s\n")
                .contains("  failed     20 overloaded (OSIER-305)   10 unknown outcome (OSIER-307)\n");
    }

    @Test
    void whatIsWrongFromTheBeginningIsToldOnce() {
        sheet.mesh.answer = m -> FakeMesh.failed(Kind.UNREACHABLE, "no link");
        assertThat(sheet.run("bench beta")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).startsWith("OSIER-112 beta cannot be reached.\n  no link\n");
        sheet.mesh.answer = m -> FakeMesh.failed(Kind.NO_HANDLER, "handles nothing");
        assertThat(sheet.run("bench beta")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).startsWith("OSIER-301 beta has no echo.\n");
        assertThat(sheet.mesh.messages).hasSize(2);
    }

    /** Goal: Ctrl-C ends it, and what was measured is told. Method: interrupted when the head is written. */
    @Test
    void whoInterruptsGetsWhatWasMeasured() {
        var exit = sheet.follow("bench beta --rate 100 --duration 3600", false, text -> {
            if (text.contains("   1 s   ")) Thread.currentThread().interrupt();
        });
        assertThat(exit).isEqualTo(Exit.PARTIAL);
        assertThat(sheet.out()).contains(", ended early", "round trip p50");
    }

    @Test
    void answersThatComeAfterTheEndAreAwaited() {
        var last = new CompletableFuture<org.osier.ueps.Packet>();
        var number = new AtomicInteger();
        sheet.mesh.answer = m -> {
            if (number.incrementAndGet() == 11) {
                FakeMesh.reply(m.intent(), new byte[0])
                        .thenAccept(
                                p -> CompletableFuture.delayedExecutor(100, java.util.concurrent.TimeUnit.MILLISECONDS)
                                        .execute(() -> last.complete(p)));
                return last;
            }
            return FakeMesh.reply(m.intent(), new byte[0]);
        };
        assertThat(sheet.run("bench beta --rate 100 --duration 0.1")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).contains("  answered   10");
    }

    @Test
    void wrongNumbersAreRefused() {
        for (var words : new String[] {
            "--size -1",
            "--size 1048577",
            "--rate 1000001",
            "--duration 0",
            "--duration 3601",
            "--parallel 0",
            "--parallel 8",
            "--timeout 61"
        }) {
            assertThat(sheet.run("bench beta " + words)).as(words).isEqualTo(Exit.WRONG_USE);
        }
        assertThat(sheet.mesh.messages).isEmpty();
    }
}
