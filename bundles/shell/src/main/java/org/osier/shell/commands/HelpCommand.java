package org.osier.shell.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Out;

/** {@code help [COMMAND]}: all commands, or one with its options. Works without a node. */
final class HelpCommand implements Command {
    private static final Synopsis SYNOPSIS =
            new Synopsis("help", "All commands, or one with its options", List.of("[COMMAND]"), List.of());

    private final List<Synopsis> all;

    /** @param others every other command */
    HelpCommand(List<Command> others) {
        this.all = Stream.concat(others.stream().map(Command::synopsis), Stream.of(SYNOPSIS))
                .toList();
    }

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure {
        var name = call.args().optionalOperand(0);
        var shown = name.isEmpty() ? all : List.of(find(name.get()));
        if (call.json()) {
            call.out().json(document(shown));
        } else if (name.isEmpty()) {
            list(call.out());
        } else {
            details(call.out(), shown.get(0));
        }
        return Exit.DONE;
    }

    private Synopsis find(String name) throws Failure {
        return all.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        Failure.wrongUse("there is no command " + name + ".", new Next("help", "for all commands")));
    }

    private void list(Out out) {
        for (var synopsis : all) out.line(String.format("  %-30s %s", synopsis.title(), synopsis.summary()));
        out.next(new Next("help COMMAND", "for its options"));
    }

    private static void details(Out out, Synopsis synopsis) {
        out.line(synopsis.usage());
        out.line("  " + synopsis.summary() + ".");
        for (var option : synopsis.options()) out.line(String.format("  %-18s %s", option.title(), option.help()));
        if (synopsis.operands().contains("PEER")) {
            out.line("  PEER is a name, an id or at least 4 hex digits of one; self is this node.");
        }
        if (synopsis.operands().contains(CrawlWords.OPERAND)) {
            out.line("  NODE is a name, an id or at least 4 hex digits of one: it is asked first, else this node.");
            out.line("  Ends with 3 if the deadline or a cap was reached, with 1 if nobody answered.");
        }
        if (synopsis.operands().contains("INTENT")) {
            out.line("  INTENT is 0x40, 64, or the name of an intent that this node handles.");
        }
        out.next(new Next("help", "for all commands"));
    }

    private static JsonObject document(List<Synopsis> shown) {
        var document = Json.document("osier.help/1");
        var commands = new JsonArray();
        for (var synopsis : shown) {
            var command = new JsonObject();
            command.addProperty("name", synopsis.name());
            command.addProperty("summary", synopsis.summary());
            command.addProperty("usage", synopsis.usage());
            var options = new JsonArray();
            for (var option : synopsis.options()) {
                var o = new JsonObject();
                o.addProperty("name", option.name());
                o.addProperty("value", option.takesValue() ? option.value() : null);
                o.addProperty("help", option.help());
                options.add(o);
            }
            command.add("options", options);
            commands.add(command);
        }
        document.add("commands", commands);
        return document;
    }
}
