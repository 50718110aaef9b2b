package org.osier.shell.commands;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Units;
import org.osier.trust.JoinException;
import org.osier.trust.JoinStep;
import org.osier.trust.Joined;
import org.osier.trust.Joining;

/** {@code join TICKET}, {@code join --pin [ADDRESS]}: this node becomes a member of another cluster. */
final class JoinCommand implements Command {
    private static final Option PIN = new Option("--pin", "[PIN]", "with the PIN that osier:pair shows there");

    private static final String TICKET = "osier1-";

    private static final Synopsis SYNOPSIS = new Synopsis(
            "join", "Joins another cluster, by ticket or by PIN", List.of("[TICKET|ADDRESS]"), List.of(PIN));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure, InterruptedException {
        var word = word(call);
        boolean ticket = word.startsWith(TICKET);
        if (ticket && call.args().has(PIN.name())) throw call.args().wrongUse("a ticket needs no PIN.");
        var joining = call.joining();
        try {
            var joined = ticket
                    ? JoinProgress.of(
                            told -> joining.joinByTicket(word, told), step -> tell(call, step, JoinSteps.where(word)))
                    : byAddress(call, joining, address(call.args(), word));
            screen(call, joined);
            return joined.trouble().isEmpty() ? Exit.DONE : Exit.PARTIAL;
        } catch (JoinException e) {
            throw JoinFailures.of(e);
        }
    }

    /** Left out: where a PIN is shown near us. */
    private static String word(Call call) throws Failure {
        var given = call.args().optionalOperand(0);
        if (given.isPresent()) return given.get();
        if (!call.args().has(PIN.name())) throw call.args().wrongUse("join needs a ticket, an address, or --pin.");
        return Near.only(call).toString();
    }

    private static Joined byAddress(Call call, Joining joining, URI address)
            throws Failure, JoinException, InterruptedException {
        var at = Units.address(address);
        if (!call.args().has(PIN.name())) {
            return JoinProgress.of(told -> joining.joinOpen(address, told), step -> tell(call, step, at));
        }
        var pin = pin(call);
        return JoinProgress.of(told -> begin(joining, address, pin, told), step -> tell(call, step, at));
    }

    private static CompletionStage<Joined> begin(Joining joining, URI address, String pin, Consumer<JoinStep> told) {
        return joining.joinByPin(address, pin, told);
    }

    private static String pin(Call call) throws Failure, InterruptedException {
        var given = call.args().value(PIN.name()).orElse("");
        if (!given.isEmpty()) return given;
        return call.out()
                .ask("PIN")
                .map(String::valueOf)
                .map(typed -> typed.replace(" ", ""))
                .filter(typed -> !typed.isEmpty())
                .orElseThrow(() -> call.args().wrongUse("write the PIN behind --pin."));
    }

    private static void tell(Call call, JoinStep step, String whom) {
        if (!call.json()) JoinSteps.tell(call.out(), step, whom);
    }

    private static void screen(Call call, Joined joined) {
        if (call.json()) {
            var document = Json.document("osier.join/1");
            document.addProperty("cluster", joined.cluster());
            document.addProperty("clusterId", joined.clusterId());
            document.addProperty("by", joined.by().toString());
            document.addProperty("byName", joined.byName());
            document.addProperty("address", joined.address().toString());
            document.addProperty("linked", joined.trouble().isEmpty());
            document.addProperty("trouble", joined.trouble().isEmpty() ? null : joined.trouble());
            call.out().json(document);
            return;
        }
        JoinSteps.end(call.out(), joined);
        call.out().next(new Next("peers", "for everyone we know"));
    }

    /** A scheme may be left out. */
    private static URI address(Args args, String text) throws Failure {
        try {
            var address = new URI(text.contains("://") ? text : "tcp://" + text);
            if (address.getHost() != null && address.getPort() > 0) return address;
        } catch (URISyntaxException e) {
            // Said below, with an example.
        }
        throw args.wrongUse(text + " is neither a ticket, osier1-..., nor an address like 192.0.2.1:7400.");
    }
}
