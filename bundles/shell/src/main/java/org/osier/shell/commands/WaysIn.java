package org.osier.shell.commands;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Units;
import org.osier.trust.Entrances;

/** What stands open to those who are no members: nothing is said of a node that is closed and at which nobody knocked. */
final class WaysIn {
    private WaysIn() {}

    static void write(Out out, Entrances ways, Instant now) {
        var label = "ways in";
        if (ways.open()) {
            out.field(label, Style.BAD, "OPEN: whoever reaches this node becomes a member (open = true in etc/)");
            label = "";
        }
        var items = new ArrayList<String>();
        if (ways.tickets() > 0) items.add(Units.count(ways.tickets(), "ticket"));
        ways.pinUntil().ifPresent(until -> items.add("a PIN for " + Units.span(Duration.between(now, until))));
        if (ways.pending() > 0) items.add(Units.count(ways.pending()) + " waiting, see pending");
        if (!items.isEmpty()) out.field(label, Style.WARN, items);
    }

    static JsonObject json(Entrances ways) {
        var json = new JsonObject();
        json.addProperty("open", ways.open());
        json.addProperty("tickets", ways.tickets());
        json.addProperty("pinUntil", ways.pinUntil().map(Instant::toString).orElse(null));
        json.addProperty("pending", ways.pending());
        return json;
    }
}
