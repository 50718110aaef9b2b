package org.osier.shell.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.osier.shell.news.Ring;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Units;

/**
 * Shows the newest items of a ring and, if asked, goes on with what comes. It waits on the caller's thread and keeps
 * nothing: whoever reads too slowly loses lines and is told how many.
 */
final class Following<T> {
    /** How an item is shown. */
    interface Look<T> {
        /** One line, or a few if it is long. */
        void print(Out out, T item);

        /** Puts the item into a document. */
        void fill(JsonObject document, T item);
    }

    /** What the items are called: {@code event} and {@code events}. */
    private final String one;

    private final String many;
    private final Look<T> look;

    Following(String one, String many, Look<T> look) {
        this.one = one;
        this.many = many;
        this.look = look;
    }

    /**
     * @param last at most so many of those that are there
     * @param wanted which ones
     */
    Exit run(Call call, Ring<T> ring, int last, Predicate<T> wanted) throws InterruptedException {
        var reader = ring.fromOldest();
        var there = reader.poll().items().stream().filter(wanted).toList();
        var shown = there.subList(Math.max(0, there.size() - last), there.size());
        if (!call.args().has(Option.FOLLOW.name())) return once(call, shown);
        var out = call.out().withJsonLines();
        for (var item : shown) show(call, out, item);
        out.flush();
        while (!out.isBroken()) {
            var batch = reader.take();
            if (batch.missed() > 0) missed(call, out, batch.missed());
            for (var item : batch.items()) if (wanted.test(item)) show(call, out, item);
            out.flush();
        }
        return Exit.DONE;
    }

    private Exit once(Call call, List<T> shown) {
        if (call.json()) {
            var document = Json.document("osier." + many + "/1");
            var list = new JsonArray();
            for (var item : shown) {
                var json = new JsonObject();
                look.fill(json, item);
                list.add(json);
            }
            document.add(many, list);
            call.out().json(document);
        } else {
            for (var item : shown) look.print(call.out(), item);
            if (shown.isEmpty()) call.out().line("no " + many + " yet");
            call.out().next(new Next(many + " --follow", "for what comes"));
        }
        return Exit.DONE;
    }

    private void show(Call call, Out out, T item) {
        if (!call.json()) {
            look.print(out, item);
            return;
        }
        var document = Json.document("osier." + one + "/1");
        look.fill(document, item);
        out.json(document);
    }

    private static void missed(Call call, Out out, long count) {
        if (call.json()) {
            var document = Json.document("osier.dropped/1");
            document.addProperty("lines", count);
            out.json(document);
        } else {
            out.line(Style.HINT, "", "... " + Units.count(count, "line") + " dropped");
        }
    }

    /** {@code 12:00:01}, with its day in front if that is not today. @param pattern of the time alone */
    static String time(Clock clock, Instant at, String pattern) {
        var time = at.atZone(clock.getZone());
        boolean today = time.toLocalDate().equals(LocalDate.now(clock));
        return DateTimeFormatter.ofPattern(today ? pattern : "MM-dd " + pattern, Locale.ROOT)
                .format(time);
    }
}
