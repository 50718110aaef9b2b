package org.osier.shell.commands;

import com.google.gson.JsonArray;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osier.mesh.Mesh;
import org.osier.mesh.Peer;
import org.osier.mesh.Self;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Units;

/** {@code transports}: what carries, and what it has carried; {@code stop} and {@code start} of the bundles that do. */
final class TransportsCommand implements Command {
    /** Name of the option that stops even the only way. */
    private static final String FORCE = "--force";

    private static final long STARTED_MS = 3_000;
    private static final long LOOK_MS = 20;

    private static final Synopsis SYNOPSIS = new Synopsis(
                    "transports",
                    "What carries links, and how much; ACTION: stop or start one",
                    List.of("[ACTION]", "[SCHEME]"),
                    List.of(new Option(FORCE, "", "stop it even if peers hang on it that have no other way")))
            .watchable();

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure, InterruptedException {
        var action = call.args().optionalOperand(0).orElse("list");
        if (action.equals("list")) return list(call);
        if (!action.equals("start") && !action.equals("stop")) {
            throw call.args().wrongUse("transports has start and stop, got " + action + ".");
        }
        if (call.args().has(Option.WATCH.name())) throw call.args().wrongUse(action + " is not watched.");
        var word = call.args()
                .optionalOperand(1)
                .orElseThrow(() -> call.args().wrongUse(action + " needs the scheme of a transport, for example tcp."));
        return action.equals("start") ? start(call, word) : stop(call, word);
    }

    private static Exit list(Call call) {
        var rows = new TransportRows(call.node().carriers().all(), self(call));
        if (call.json()) {
            var document = Json.document("osier.transports/1");
            document.add("transports", rows.json());
            call.out().json(document);
        } else if (rows.isEmpty()) {
            call.out().line("this node has no transport: it can neither dial nor listen");
            call.out().next(Next.say("put one into bundle/ or deploy/"));
        } else {
            rows.print(call.out());
            call.out().next(next(call.node().carriers().all()));
        }
        return Exit.DONE;
    }

    private static Next next(List<Carrier> carriers) {
        return carriers.stream()
                .filter(c -> c.state().equals(Carrier.STOPPED))
                .findFirst()
                .map(c -> new Next("transports start " + word(c), "to have it back"))
                .orElse(new Next("peers", "for who is linked over which"));
    }

    private static String word(Carrier carrier) {
        return carrier.schemes().isEmpty() ? carrier.name() : carrier.schemes().get(0);
    }

    private static Optional<Self> self(Call call) {
        return call.node().mesh().get().map(Mesh::self);
    }

    private static List<Carrier> find(Call call, String word) throws Failure {
        var all = call.node().carriers().all();
        var found = all.stream().filter(c -> c.is(word)).toList();
        if (!found.isEmpty()) return found;
        var known = all.stream().flatMap(c -> c.schemes().stream()).collect(Collectors.joining(", "));
        throw Failure.plain("no bundle gives a transport for " + word + ".", new Next("transports", "for all"))
                .with(known.isEmpty() ? "" : "known: " + known);
    }

    private static Exit stop(Call call, String word) throws Failure, InterruptedException {
        var running = find(call, word).stream().filter(Carrier::isActive).toList();
        if (running.isEmpty()) return done(call, "stop", List.of(), word + " is stopped already", start(word));
        var mesh = call.node().mesh().get();
        if (mesh.isPresent() && !call.args().has(FORCE)) refuseIfOnlyWay(mesh.get(), word, running);
        for (var carrier : running) {
            try {
                call.node().carriers().stop(carrier.bundleId());
            } catch (Carriers.CarrierException e) {
                throw failed(carrier, "stop", e);
            }
        }
        return done(call, "stop", running, "stopped " + titles(running), start(word));
    }

    private static Next start(String word) {
        return new Next("transports start " + word, "to have it back");
    }

    private static void refuseIfOnlyWay(Mesh mesh, String word, List<Carrier> running) throws Failure {
        var schemes = new HashSet<String>();
        for (var carrier : running) schemes.addAll(carrier.schemes());
        var lost = new OtherWays(mesh.self(), schemes).lost(mesh.peers());
        if (lost.isEmpty()) return;
        var names = lost.stream().limit(8).map(Peer::name).collect(Collectors.joining(", "));
        throw Failure.plain(
                        word + " is the only way to " + Units.count(lost.size(), "peer") + ": nothing was stopped.",
                        new Next("transports stop " + word + " " + FORCE, "to stop it all the same"))
                .with(
                        names + (lost.size() > 8 ? " and " + (lost.size() - 8) + " more" : ""),
                        "messages for them would wait, for 10 minutes at most");
    }

    private static Exit start(Call call, String word) throws Failure, InterruptedException {
        var stopped = find(call, word).stream().filter(c -> !c.isActive()).toList();
        if (stopped.isEmpty()) {
            return done(
                    call, "start", List.of(), word + " runs already", new Next("transports", "for what it carries"));
        }
        for (var carrier : stopped) {
            try {
                call.node().carriers().start(carrier.bundleId());
            } catch (Carriers.CarrierException e) {
                throw failed(carrier, "start", e);
            }
        }
        boolean serves = awaitService(call, stopped);
        var text = "started " + titles(stopped) + (serves ? "" : "; it gives no transport yet");
        var next = serves
                ? new Next("transports", "for what it carries")
                : new Next("logs", "for what it waits for, its configuration maybe");
        return done(call, "start", stopped, text, next);
    }

    /** A component that needs a configuration comes a little later. */
    private static boolean awaitService(Call call, List<Carrier> started) throws InterruptedException {
        var ids = started.stream().map(Carrier::bundleId).toList();
        for (long waited = 0; waited < STARTED_MS; waited += LOOK_MS) {
            boolean all = call.node().carriers().all().stream()
                    .filter(c -> ids.contains(c.bundleId()))
                    .noneMatch(c -> c.services().isEmpty());
            if (all) return true;
            Thread.sleep(LOOK_MS);
        }
        return false;
    }

    private static Failure failed(Carrier carrier, String action, Carriers.CarrierException e) {
        return Failure.plain(carrier.title() + " did not " + action + ".", new Next("logs --level WARN", "for more"))
                .with(String.valueOf(e.getMessage()));
    }

    private static String titles(List<Carrier> carriers) {
        return carriers.stream()
                .map(c -> c.title() + (c.schemes().isEmpty() ? "" : ", " + String.join(" ", c.schemes())))
                .collect(Collectors.joining("; "));
    }

    private static Exit done(Call call, String action, List<Carrier> changed, String text, Next next) {
        if (call.json()) {
            var document = Json.document("osier.transports." + action + "/1");
            var bundles = new JsonArray();
            for (var carrier : changed) bundles.add(carrier.name());
            document.add("changed", bundles);
            document.add("transports", new TransportRows(call.node().carriers().all(), self(call)).json());
            call.out().json(document);
        } else {
            call.out().line(text);
            call.out().next(next);
        }
        return Exit.DONE;
    }
}
