package org.osier.shell.commands;

import java.util.List;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;

/** {@code reject NODE}: turns one away that knocked, for an hour. */
final class RejectCommand implements Command {
    private static final Synopsis SYNOPSIS =
            new Synopsis("reject", "Turns a node away that knocked, for an hour", List.of("NODE"), List.of());

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure {
        var joining = call.joining();
        var id = Knocking.find(joining, call.args().operand(0));
        joining.reject(id);
        if (call.json()) {
            var document = Json.document("osier.reject/1");
            document.addProperty("id", id.toString());
            call.out().json(document);
        } else {
            call.out().line(id.brief() + " is turned away for an hour");
            call.out().next(new Next("accept " + id, "to think better of it"));
        }
        return Exit.DONE;
    }
}
