package org.osier.shell.commands;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.osier.shell.news.Event;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Span;
import org.osier.shell.screen.Style;

/** {@code events}: what happened to peers, bundles, listeners and configurations. Works while the core is away. */
final class EventsCommand implements Command {
    private static final int COUNT = 50;
    private static final int MAX_COUNT = 256;

    private static final Synopsis SYNOPSIS = new Synopsis(
            "events",
            "What happened: peers, bundles, listeners, configuration",
            List.of(),
            List.of(
                    Option.FOLLOW,
                    new Option("-n", "COUNT", "at most so many of the past, 0 to " + MAX_COUNT + " (" + COUNT + ")")));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure, InterruptedException {
        int count = call.args().number("-n", 0, MAX_COUNT, COUNT);
        return new Following<>("event", "events", new Row(call.node().clock()))
                .run(call, call.node().events(), count, event -> true);
    }

    private record Row(Clock clock) implements Following.Look<Event> {
        @Override
        public void print(Out out, Event event) {
            var lead = List.of(
                    new Span(Style.HINT, Following.time(clock, event.at(), "HH:mm:ss")),
                    Span.of("  "),
                    new Span(event.mark().style(), event.mark().sign()),
                    Span.of(" "));
            out.entry(lead, Style.PLAIN, event.text());
        }

        @Override
        public void fill(JsonObject document, Event event) {
            document.addProperty("time", event.at().toString());
            document.addProperty("mark", event.mark().sign());
            document.addProperty("about", event.about().name().toLowerCase(Locale.ROOT));
            document.addProperty("subject", event.subject());
            document.addProperty("what", event.what());
        }
    }
}
