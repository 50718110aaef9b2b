package org.osier.shell.commands;

import java.util.Optional;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Style;

/** {@code cluster code}: what all members show now, or whether what another one shows fits. */
final class ClusterCode {
    private ClusterCode() {}

    /** @param shown what another node shows, blanks and all */
    static Exit run(Call call, Optional<String> shown) throws Failure {
        if (shown.isEmpty()) {
            show(call);
            return Exit.DONE;
        }
        var digits = shown.get().replaceAll("[ -]", "");
        if (!digits.matches("[0-9]{8}"))
            throw call.args().wrongUse("DIGITS are eight digits, got " + shown.get() + ".");
        return compare(call, digits);
    }

    private static void show(Call call) throws Failure {
        var code = call.administration().code();
        if (call.json()) {
            var document = Json.document("osier.cluster.code/1");
            document.addProperty("code", code.digits());
            document.addProperty("leftSeconds", code.left().toSeconds());
            call.out().json(document);
            return;
        }
        var digits = code.digits().substring(0, 4) + " " + code.digits().substring(4);
        call.out().line(Style.GOOD, "  ", digits + "   for " + code.left().toSeconds() + " s");
        call.out().line("  a member of the same cluster shows the same; it says that it is one, not which");
        call.out().next(new Next("cluster code", "on the other node, too"));
    }

    private static Exit compare(Call call, String digits) throws Failure {
        boolean agrees = call.administration().agrees(digits);
        if (call.json()) {
            var document = Json.document("osier.cluster.code/1");
            document.addProperty("agrees", agrees);
            call.out().json(document);
        } else if (agrees) {
            call.out().line("the same: both know the secret of this cluster");
        } else {
            throw Failure.plain(
                    "not the same: another cluster, another epoch of its secret, or clocks that differ by 30 s or more.",
                    new Next("cluster", "on both nodes: genesis and epoch"));
        }
        return agrees ? Exit.DONE : Exit.FAILED;
    }
}
