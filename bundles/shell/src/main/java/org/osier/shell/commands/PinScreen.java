package org.osier.shell.commands;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osier.mesh.Mesh;
import org.osier.node.NodeId;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Style;
import org.osier.trust.JoinException;
import org.osier.trust.Pin;

/** A PIN while it is shown. Who goes away withdraws it. */
final class PinScreen {
    /** A PIN ends by itself before that. */
    private static final Duration LIMIT = Duration.ofSeconds(150);

    /** Who has just become a member dials as one within a second; then its name is known. */
    private static final int LOOKS = 30;

    private static final long LOOK_MS = 100;

    private PinScreen() {}

    /** @param whom for whom it is, in words */
    static Exit show(Call call, Pin pin, String whom) throws JoinException, Failure, InterruptedException {
        try {
            begin(call, pin, whom);
            end(call, result(pin));
            return Exit.DONE;
        } finally {
            pin.close(); // of no effect once somebody has joined
        }
    }

    private static void begin(Call call, Pin pin, String whom) throws Failure {
        var out = call.out();
        if (call.json()) {
            var document = Json.document("osier.pin/1");
            document.addProperty("pin", pin.digits());
            document.addProperty("expires", pin.expires().toString());
            out.withJsonLines().json(document);
        } else {
            out.line(Style.GOOD, "  ", "PIN " + pin.digits());
            out.line("  valid 2 min, 5 tries, for " + whom);
            out.line("  on the other node:  osier:join --pin " + address(call.mesh()));
            out.line(Style.HINT, "  ", "waiting for it; Ctrl-C withdraws the PIN");
        }
        out.flush();
    }

    private static String address(Mesh mesh) {
        return mesh.self().record().addresses().stream()
                .findFirst()
                .map(a -> "tcp".equals(a.getScheme()) ? a.getAuthority() : a.toString())
                .orElse("HOST:PORT");
    }

    private static NodeId result(Pin pin) throws JoinException, InterruptedException {
        try {
            return pin.result().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new JoinException(114, "nobody came", "osier:pair shows another PIN");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            while (cause instanceof CompletionException && cause.getCause() != null) cause = cause.getCause();
            if (cause instanceof JoinException join) throw join;
            throw new IllegalStateException("a PIN ended with something else", cause);
        }
    }

    private static void end(Call call, NodeId who) throws Failure, InterruptedException {
        var name = name(call, who);
        if (call.json()) {
            var document = Json.document("osier.pair/1");
            document.addProperty("id", who.toString());
            document.addProperty("name", name);
            call.out().withJsonLines().json(document);
            return;
        }
        call.out().line((name.equals(who.brief()) ? name : name + " " + who.brief()) + " is a member now");
        call.out().next(new Next("peer " + Target.word(name, who), "for all about it"));
    }

    /** The name that it says of itself, or its short id if it does not come in time. */
    private static String name(Call call, NodeId who) throws Failure, InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            var name = call.mesh().peer(who).filter(p -> p.record().isPresent()).map(p -> p.name());
            if (name.isPresent()) return name.get();
            Thread.sleep(LOOK_MS);
        }
        return who.brief();
    }
}
