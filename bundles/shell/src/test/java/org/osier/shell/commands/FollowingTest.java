package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.service.log.LogLevel;
import org.osier.shell.FakeSelf;
import org.osier.shell.Sheet;
import org.osier.shell.news.Event;
import org.osier.shell.news.Event.About;
import org.osier.shell.news.Event.Mark;
import org.osier.shell.news.LogLine;

/** {@code events} and {@code logs}, the past of them and what comes. */
@Timeout(30)
class FollowingTest {
    private final Sheet sheet = new Sheet();

    private void event(long secondsAgo, Mark mark, About about, String subject, String what) {
        sheet.events.add(new Event(FakeSelf.NOW.minusSeconds(secondsAgo), mark, about, subject, what));
    }

    private void line(long msAgo, LogLevel level, String origin, String text) {
        sheet.log.add(new LogLine(FakeSelf.NOW.minusMillis(msAgo), level, origin, text));
    }

    private void someEvents() {
        event(Duration.ofHours(13).toSeconds(), Mark.CAME, About.NODE, "alpha", "is up");
        event(70, Mark.CAME, About.LISTENER, "tcp 127.0.0.1:7400", "listening");
        event(60, Mark.CAME, About.PEER, "beta", "up via tcp 127.0.0.1:7420");
        event(5, Mark.CHANGED, About.BUNDLE, "org.osier.examples.hello 1.1.0", "updated");
        event(2, Mark.WENT, About.PEER, "beta", "failed (no answer to 3 of 3 probes)");
        event(1, Mark.REFUSED, About.CONFIGURATION, "org.osier.core", "refused: listen has no scheme (OSIER-201)");
    }

    @Test
    void events() {
        someEvents();
        assertThat(sheet.run("events")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                02-28 23:00:00  + alpha is up
                11:58:50  + tcp 127.0.0.1:7400 listening
                11:59:00  + beta up via tcp 127.0.0.1:7420
                11:59:55  ~ org.osier.examples.hello 1.1.0 updated
                11:59:58  - beta failed (no answer to 3 of 3 probes)
                11:59:59  ! org.osier.core refused: listen has no scheme (OSIER-201)
                  next: osier events --follow   for what comes
                """);
        sheet.run("events -n 1");
        assertThat(sheet.out()).startsWith("11:59:59  ! org.osier.core").hasLineCount(2);
    }

    @Test
    void nothingYet() {
        sheet.run("events");
        assertThat(sheet.out()).isEqualTo("""
                no events yet
                  next: osier events --follow   for what comes
                """);
    }

    @Test
    void logs() {
        line(3_000, LogLevel.INFO, "core", "alpha: node 182ff9da of cluster willow-42");
        line(2_001, LogLevel.DEBUG, "transport.tcp", "tcp://127.0.0.1:7420: open");
        line(1_500, LogLevel.WARN, "core", "tcp://0.0.0.0:80: OSIER-101 not permitted");
        line(12, LogLevel.ERROR, "shell", "command peers failed: java.lang.IllegalStateException: a bug");
        assertThat(sheet.run("logs")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                11:59:57.000  INFO   core           alpha: node 182ff9da of cluster willow-42
                11:59:57.999  DEBUG  transport.tcp  tcp://127.0.0.1:7420: open
                11:59:58.500  WARN   core           tcp://0.0.0.0:80: OSIER-101 not permitted
                11:59:59.988  ERROR  shell          command peers failed: java.lang.IllegalStateException: a bug
                  next: osier logs --follow   for what comes
                """);
        sheet.run("logs --level warn");
        assertThat(sheet.out()).contains("  WARN  ", "  ERROR  ").doesNotContain("INFO", "DEBUG");
        sheet.run("logs --level warn -n 1");
        assertThat(sheet.out()).contains("  ERROR  ").hasLineCount(2);
    }

    /** Goal: one line for a program, a readable one on a terminal. */
    @Test
    void aLongLineIsBrokenOnATerminalOnly() {
        line(0, LogLevel.WARN, "core", "word ".repeat(60).strip());
        sheet.follow("logs --follow", false, written -> Thread.currentThread().interrupt());
        assertThat(sheet.out().lines()).hasSize(1);
        sheet.follow("logs --follow", true, written -> Thread.currentThread().interrupt());
        assertThat(sheet.out().lines()).hasSize(5).allMatch(l -> l.length() <= 100);
        assertThat(sheet.out().lines().skip(1)).allMatch(l -> l.startsWith(" ".repeat(36) + "word"));
    }

    @Test
    void documents() {
        someEvents();
        line(0, LogLevel.WARN, "core", "careful");
        sheet.run("events --json");
        var event = sheet.json().getAsJsonArray("events").get(2).getAsJsonObject();
        assertThat(sheet.json().keySet()).containsExactly("schema", "events");
        assertThat(event.keySet()).containsExactly("time", "mark", "about", "subject", "what");
        assertThat(event.get("about").getAsString()).isEqualTo("peer");
        assertThat(event.get("time").getAsString()).isEqualTo("2026-03-01T11:59:00Z");
        sheet.run("logs --json");
        assertThat(sheet.json().keySet()).containsExactly("schema", "logs");
        assertThat(sheet.json().getAsJsonArray("logs").get(0).getAsJsonObject().keySet())
                .containsExactly("time", "level", "origin", "text");
    }

    @Test
    void wrongUse() {
        for (var line : List.of("logs --level LOUD", "logs -n 1001", "events -n 257", "events -n -1", "events beta")) {
            assertThat(sheet.run(line)).as(line).isEqualTo(Exit.WRONG_USE);
        }
    }

    @Test
    void followingGoesOnWithWhatComes() {
        event(2, Mark.CAME, About.PEER, "beta", "up via tcp 127.0.0.1:7420");
        event(1, Mark.CHANGED, About.PEER, "beta", "restarted");
        sheet.follow("events --follow -n 1", false, written -> {
            if (written.lines().count() == 1) event(0, Mark.WENT, About.PEER, "beta", "failed");
            else Thread.currentThread().interrupt();
        });
        assertThat(sheet.out()).isEqualTo("""
                11:59:59  ~ beta restarted
                12:00:00  - beta failed
                """);
    }

    @Test
    void followingDocumentsAreOneInALine() {
        line(1, LogLevel.INFO, "core", "quiet");
        sheet.follow("logs --follow --level WARN --json", false, written -> {
            if (written.isEmpty()) {
                line(0, LogLevel.INFO, "core", "still quiet");
                line(0, LogLevel.WARN, "core", "loud\nvery");
            } else {
                Thread.currentThread().interrupt();
            }
        });
        var documents = sheet.out()
                .lines()
                .map(l -> JsonParser.parseString(l).getAsJsonObject())
                .toList();
        assertThat(documents).hasSize(1);
        assertThat(documents.get(0).get("schema").getAsString()).isEqualTo("osier.log/1");
        assertThat(documents.get(0).get("text").getAsString()).isEqualTo("loud\nvery");
    }

    /** Goal: who reads too slowly is told what it missed. Method: more comes during one write than the ring holds. */
    @Test
    void aSlowReaderIsToldHowManyLinesWereDropped() {
        for (var json : List.of("", " --json")) {
            sheet.follow("events --follow -n 0" + json, false, written -> {
                if (written.isEmpty()) {
                    for (int i = 0; i < 256 + 120; i++) event(0, Mark.CAME, About.PEER, "n" + i, "up");
                } else {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(sheet.out().lines()).hasSize(1 + 256);
            assertThat(sheet.out().lines().findFirst().orElseThrow())
                    .isEqualTo(
                            json.isEmpty()
                                    ? "... 120 lines dropped"
                                    : "{\"schema\":\"osier.dropped/1\",\"lines\":120}");
        }
    }

    @Test
    void whatOthersSayOfThemselvesCannotForgeALine() {
        event(0, Mark.CAME, About.PEER, "beta\n12:00:00  + evil", "\u001b[2Jup");
        sheet.run("events");
        assertThat(sheet.out())
                .startsWith("12:00:00  + beta?12:00:00  + evil ?[2Jup\n")
                .hasLineCount(2);
    }
}
