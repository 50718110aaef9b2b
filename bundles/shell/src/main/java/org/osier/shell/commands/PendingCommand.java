package org.osier.shell.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Span;
import org.osier.shell.screen.Table;
import org.osier.shell.screen.Units;
import org.osier.trust.Knock;

/** {@code pending}: who knocked and was not let in. */
final class PendingCommand implements Command {
    private static final Synopsis SYNOPSIS =
            new Synopsis("pending", "Who knocked within the hour and was not let in", List.of(), List.of()).watchable();

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure {
        var knocks = call.joining().pending();
        if (call.json()) {
            call.out().json(document(knocks));
        } else {
            screen(call, knocks);
        }
        return Exit.DONE;
    }

    private static void screen(Call call, List<Knock> knocks) {
        var out = call.out();
        if (knocks.isEmpty()) {
            out.line("nobody waits");
            out.next(new Next("invite", "to add a node by ticket"), new Next("pair", "to add one by PIN"));
            return;
        }
        var now = call.node().clock().instant();
        var table = new Table("ID", "FROM", "SEEN", "TIMES", "WHY");
        for (var knock : knocks) {
            table.row(
                    false,
                    Span.of(knock.id().brief()),
                    Span.of(Units.address(knock.address())),
                    Span.of(Units.age(Duration.between(knock.last(), now))),
                    Span.of(Units.count(knock.times())),
                    Span.of(knock.why()));
        }
        table.print(out);
        var first = knocks.get(0).id().brief();
        out.next(new Next("accept " + first, "gives it a PIN"), new Next("reject " + first, "turns it away"));
    }

    private static JsonObject document(List<Knock> knocks) {
        var document = Json.document("osier.pending/1");
        var list = new JsonArray();
        for (var knock : knocks) {
            var json = new JsonObject();
            json.addProperty("id", knock.id().toString());
            json.addProperty("address", knock.address().toString());
            json.addProperty("first", knock.first().toString());
            json.addProperty("last", knock.last().toString());
            json.addProperty("times", knock.times());
            json.addProperty("why", knock.why());
            list.add(json);
        }
        document.add("pending", list);
        return document;
    }
}
