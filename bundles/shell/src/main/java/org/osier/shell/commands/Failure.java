package org.osier.shell.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Style;

/** Why a command could not do what was asked, as a screen: what, details, what to do next. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final Exit exit;
    private final int code;
    private final transient List<String> details;
    private final transient Next next;

    private Failure(Exit exit, int code, String headline, List<String> details, Next next) {
        // Part of an ordinary screen: nobody reads its stack trace.
        super(headline, null, false, false);
        this.exit = exit;
        this.code = code;
        this.details = List.copyOf(details);
        this.next = next;
    }

    /** With a code of the table of error codes. @param code the nnn of OSIER-nnn */
    static Failure osier(int code, String headline, Next next) {
        return new Failure(Exit.FAILED, code, headline, List.of(), next);
    }

    /** Something that has no code: names, files. */
    static Failure plain(String headline, Next next) {
        return new Failure(Exit.FAILED, 0, headline, List.of(), next);
    }

    /** The caller's words make no sense. */
    static Failure wrongUse(Synopsis synopsis, String headline) {
        return wrongUse(headline, new Next("help " + synopsis.name(), "for its options"))
                .with("usage: " + synopsis.usage());
    }

    static Failure wrongUse(String headline, Next next) {
        return new Failure(Exit.WRONG_USE, 0, headline, List.of(), next);
    }

    /** The same with further details. */
    Failure with(String... more) {
        var all = new ArrayList<>(details);
        for (var detail : more) if (!detail.isBlank()) all.add(detail);
        return new Failure(exit, code, getMessage(), all, next);
    }

    Exit exit() {
        return exit;
    }

    void print(Out out, boolean json) {
        if (json) {
            out.json(document());
            return;
        }
        var screen = out.forFailure();
        screen.line(Style.BAD, "", code == 0 ? getMessage() : name(code) + " " + getMessage());
        for (var detail : details) screen.line(Style.PLAIN, "  ", detail);
        screen.next(next);
    }

    /** {@code OSIER-113}. */
    static String name(int code) {
        return String.format(Locale.ROOT, "OSIER-%03d", code);
    }

    private JsonObject document() {
        var document = Json.document("osier.error/1");
        document.add("code", code == 0 ? JsonNull.INSTANCE : new JsonPrimitive(name(code)));
        document.addProperty("message", getMessage());
        var lines = new JsonArray();
        details.forEach(lines::add);
        document.add("details", lines);
        document.addProperty("exit", exit.code());
        return document;
    }
}
