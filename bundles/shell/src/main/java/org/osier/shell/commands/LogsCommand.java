package org.osier.shell.commands;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.osgi.service.log.LogLevel;
import org.osier.shell.news.LogLine;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Span;
import org.osier.shell.screen.Style;

/** {@code logs}: what the node logs, from memory, so that it is the same wherever the file is. */
final class LogsCommand implements Command {
    private static final int LINES = 50;
    private static final int MAX_LINES = 1_000;
    private static final String LEVEL = "--level";

    private static final Synopsis SYNOPSIS = new Synopsis(
            "logs",
            "What this node logs",
            List.of(),
            List.of(
                    Option.FOLLOW,
                    new Option(LEVEL, "LEVEL", "only ERROR, WARN, INFO, DEBUG or TRACE and what is worse (all)"),
                    new Option("-n", "LINES", "at most so many of the past, 0 to " + MAX_LINES + " (" + LINES + ")")));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure, InterruptedException {
        int count = call.args().number("-n", 0, MAX_LINES, LINES);
        var level = level(call.args());
        return new Following<>("log", "logs", new Row(call.node().clock()))
                .run(call, call.node().log(), count, line -> level.implies(line.level()));
    }

    private static LogLevel level(Args args) throws Failure {
        var word = args.value(LEVEL).orElse("TRACE").toUpperCase(Locale.ROOT);
        for (var level : LogLevel.values()) if (level.name().equals(word)) return level;
        throw args.wrongUse(LEVEL + " is ERROR, WARN, INFO, DEBUG or TRACE, got " + word + ".");
    }

    private record Row(Clock clock) implements Following.Look<LogLine> {
        @Override
        public void print(Out out, LogLine line) {
            var lead = List.of(
                    new Span(Style.HINT, Following.time(clock, line.at(), "HH:mm:ss.SSS")),
                    Span.of("  "),
                    new Span(style(line.level()), String.format("%-5s", line.level())),
                    Span.of(String.format("  %-13s  ", line.origin())));
            out.entry(lead, Style.PLAIN, line.text());
        }

        private static Style style(LogLevel level) {
            return switch (level) {
                case ERROR -> Style.BAD;
                case WARN -> Style.WARN;
                case AUDIT, INFO -> Style.PLAIN;
                case DEBUG, TRACE -> Style.HINT;
            };
        }

        @Override
        public void fill(JsonObject document, LogLine line) {
            document.addProperty("time", line.at().toString());
            document.addProperty("level", line.level().name());
            document.addProperty("origin", line.origin());
            document.addProperty("text", line.text());
        }
    }
}
