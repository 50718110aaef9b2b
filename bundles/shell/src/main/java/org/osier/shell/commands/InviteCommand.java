package org.osier.shell.commands;

import java.time.Duration;
import java.util.List;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Style;
import org.osier.trust.JoinException;

/** {@code invite}: a ticket for one other node. */
final class InviteCommand implements Command {
    private static final Option QR = new Option("--qr", "", "drawn as a QR code too");

    private static final Synopsis SYNOPSIS =
            new Synopsis("invite", "Makes a ticket: one other node may join by it", List.of(), List.of(QR));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure {
        try {
            var invitation = call.joining().invite();
            if (call.json()) {
                var document = Json.document("osier.invite/1");
                document.addProperty("ticket", invitation.ticket());
                document.addProperty("expires", invitation.expires().toString());
                call.out().json(document);
                return Exit.DONE;
            }
            var minutes = Duration.between(call.node().clock().instant(), invitation.expires());
            screen(call, invitation.ticket(), Math.max(1, (minutes.toSeconds() + 30) / 60));
            return Exit.DONE;
        } catch (JoinException e) {
            throw JoinFailures.of(e);
        }
    }

    private static void screen(Call call, String ticket, long minutes) {
        var out = call.out();
        var valid = "valid " + minutes + " min, one use";
        out.line("  " + ticket + "   " + valid);
        out.line("  on the other node:  bin/osier run --name NAME --join " + ticket.substring(0, 11) + "...");
        out.line(
                Style.HINT,
                "  ",
                "(the first who comes with it becomes a member: hand it over where nobody else reads it)");
        if (call.args().has(QR.name())) QrCode.draw(out, ticket);
        out.next(new Next("peers", "to see it come"));
    }
}
