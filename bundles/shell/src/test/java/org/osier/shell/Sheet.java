package org.osier.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osier.crawl.Crawler;
import org.osier.discovery.PairingCall;
import org.osier.health.Health;
import org.osier.shell.commands.Exit;
import org.osier.shell.commands.Handler;
import org.osier.shell.commands.NodeView;
import org.osier.shell.commands.Runner;
import org.osier.shell.commands.Versions;
import org.osier.shell.news.Event;
import org.osier.shell.news.LogLine;
import org.osier.shell.news.Ring;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Questions;

/** Runs commands against a fake node and keeps what they wrote. Checks the width of every screen. */
public final class Sheet {
    public static final Versions VERSIONS = new Versions("1.0.0", "Felix 7.0.5", "17.0.15");

    public final FakeMesh mesh = new FakeMesh();
    public final FakeJoining joining = new FakeJoining();
    public final FakeCopies copies = new FakeCopies();
    public final List<Handler> handlers = new ArrayList<>();

    /** Who near shows a PIN. */
    public final List<PairingCall> calls = new ArrayList<>();

    /** Parts of it that say how they do. */
    public final List<Health> health = new ArrayList<>();

    /** The bundles of its transports. */
    public final FakeCarriers carriers = new FakeCarriers();

    /** The bundles of its discoveries. */
    public final FakeCarriers discoveries = new FakeCarriers();

    /** What happened. */
    public final Ring<Event> events = new Ring<>(256);

    /** What was logged. */
    public final Ring<LogLine> log = new Ring<>(1_000);

    /** The node's folder, null if it is not told. */
    public @Nullable Path home;

    /** Its administrators' desk. */
    public final FakeAdministration administration = new FakeAdministration();

    /** What is typed when it is asked for; empty: nobody sits there. */
    public Optional<String> typed = Optional.empty();

    /** Files of whoever sits there, by path. */
    public final Map<String, byte[]> files = new HashMap<>();

    /** Asks others; empty: bundle membership is not there. */
    public Optional<Crawler> crawler = Optional.empty();

    /** Whether {@link #run} writes to a terminal. */
    public boolean terminal;

    /** Whether the core is there. */
    public boolean up = true;

    private final AtomicLong nanos = new AtomicLong();
    private String out = "";
    private String err = "";

    /** Runs one line, words separated by blanks. */
    public Exit run(String line) {
        return run(false, List.of(line.split(" ")));
    }

    public Exit run(boolean colour, List<String> words) {
        var outBytes = new ByteArrayOutputStream();
        var errBytes = new ByteArrayOutputStream();
        var screen = new Out(print(outBytes), print(errBytes), colour, 0, "osier ").with(new Questions() {
            @Override
            public Optional<char[]> ask(String what) {
                return typed.map(String::toCharArray);
            }

            @Override
            public Optional<byte[]> file(String path) {
                return Optional.ofNullable(files.get(path));
            }
        });
        var exit = runner().run(words, terminal ? screen.onTerminal(0) : screen);
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        if (!words.contains("--json") && !colour) {
            assertThat((out + err).lines())
                    .filteredOn(l -> l.indexOf('\t') < 0) // for programs
                    .allMatch(l -> l.length() <= Out.MAX_COLUMNS, "at most 100 columns");
            assertThat((out + err).lines()).noneMatch(l -> l.endsWith(" "));
        }
        return exit;
    }

    /**
     * Runs a line that goes on for ever, on a terminal or not, until the test interrupts it.
     *
     * @param onFlush gets all that was written so far when it begins and when more is sent, on the command's thread
     */
    public Exit follow(String line, boolean terminal, Consumer<String> onFlush) {
        var bytes = new ByteArrayOutputStream() {
            private int told = -1;

            @Override
            public void flush() {
                if (size() == told) return;
                told = size();
                onFlush.accept(toString(StandardCharsets.UTF_8));
            }
        };
        var plain = new Out(print(bytes), print(bytes), false, 0, "osier ");
        try {
            return runner().run(List.of(line.split(" ")), terminal ? plain.onTerminal(8) : plain);
        } finally {
            Thread.interrupted(); // the test's, which ended it
            out = bytes.toString(StandardCharsets.UTF_8);
        }
    }

    /** Commands of a node that takes 1.5 ms for whatever is measured. */
    public Runner runner() {
        return new Runner(new NodeView(
                () -> up ? Optional.of(mesh) : Optional.empty(),
                () -> up ? Optional.of(administration) : Optional.empty(),
                () -> up ? Optional.of(copies) : Optional.empty(),
                () -> List.copyOf(handlers),
                carriers,
                discoveries,
                events,
                log,
                home,
                VERSIONS,
                Clock.fixed(FakeSelf.NOW, ZoneOffset.UTC),
                () -> nanos.getAndAdd(1_500_000),
                () -> up ? Optional.of(joining) : Optional.empty(),
                () -> List.copyOf(calls),
                () -> up ? crawler : Optional.empty(),
                () -> List.copyOf(health)));
    }

    public String out() {
        return out;
    }

    public String err() {
        return err;
    }

    /** The document that was written. */
    public JsonObject json() {
        return JsonParser.parseString(out).getAsJsonObject();
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }
}
