package org.osier.shell.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Span;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Table;
import org.osier.shell.screen.Units;
import org.osier.ueps.Intents;

/** {@code intents}: the handlers of this node, from the service registry; works while the core is being replaced. */
final class IntentsCommand implements Command {
    private static final Synopsis SYNOPSIS = new Synopsis(
                    "intents", "The intents that this node handles, and who does", List.of(), List.of())
            .watchable();

    private static final Next WRITE_ONE =
            Next.say("drop a handler into deploy/, or write one: README, \"A handler in 15 lines\"");

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) {
        var handlers = call.node().handlers().get();
        if (call.json()) {
            call.out().json(document(handlers));
        } else {
            screen(call, handlers);
        }
        return Exit.DONE;
    }

    private static void screen(Call call, List<Handler> handlers) {
        var out = call.out();
        if (handlers.isEmpty()) {
            out.line("this node handles no intent yet");
            out.next(WRITE_ONE);
            return;
        }
        var table = new Table("INTENT", "NAME", "STATE", "BLOCKING", "BUNDLE");
        for (var handler : handlers) {
            table.row(
                    false,
                    Span.of(handler.value() < 0 ? "-" : Units.intent(handler.value())),
                    Span.of(handler.name().isEmpty() ? "-" : handler.name()),
                    new Span(handler.serving() ? Style.GOOD : Style.WARN, state(handler)),
                    Span.of(handler.blocking() ? "yes" : "no"),
                    Span.of(handler.bundle()));
        }
        table.print(out);
        out.next(next(handlers));
    }

    private static Next next(List<Handler> handlers) {
        return handlers.stream()
                .filter(h -> h.serving() && h.value() >= Intents.FIRST_FREE) // ours take no text
                .findFirst()
                .map(h -> new Next("request self " + Units.intent(h.value()) + " TEXT", "to try one"))
                .orElse(
                        handlers.stream().anyMatch(h -> h.value() < 0)
                                ? Next.say("give the service osier.intent.value, an Integer from 0 to 255")
                                : WRITE_ONE);
    }

    private static String state(Handler handler) {
        if (handler.serving()) return "serving";
        return handler.value() < 0 ? "no value" : "shadowed";
    }

    private static JsonObject document(List<Handler> handlers) {
        var document = Json.document("osier.intents/1");
        var list = new JsonArray();
        for (var handler : handlers) {
            var json = new JsonObject();
            json.addProperty("intent", handler.value() < 0 ? null : handler.value());
            json.addProperty("name", handler.name());
            json.addProperty("state", state(handler));
            json.addProperty("blocking", handler.blocking());
            json.addProperty("bundle", handler.bundle());
            list.add(json);
        }
        document.add("intents", list);
        return document;
    }
}
