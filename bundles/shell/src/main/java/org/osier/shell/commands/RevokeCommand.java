package org.osier.shell.commands;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osier.mesh.Peer;
import org.osier.node.NodeId;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Span;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Table;
import org.osier.shell.screen.Units;
import org.osier.trust.AdministrationException;
import org.osier.trust.AdministratorKey;
import org.osier.trust.ClusterMember;
import org.osier.trust.ClusterState;

/**
 * {@code revoke NODE}: shows who would stay and, with an administrator's key, turns the secret over; without a node that
 * alone.
 */
final class RevokeCommand implements Command {
    private static final Option KEY = new Option(
            "--key", "FILE[,FILE]", "key files of as many administrators as must sign; asks for passphrases");
    private static final Option RECOVERY =
            new Option("--recovery", "", "the recovery key in place of a file; asks for its 24 words");

    private static final Synopsis SYNOPSIS = new Synopsis(
            "revoke",
            "Shuts nodes out for ever: a new secret for all others",
            List.of("[NODE[,NODE]]"),
            List.of(KEY, RECOVERY));

    /** The node answers after 5 s at the latest. */
    private static final long LIMIT_S = 15;

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure, InterruptedException {
        var revoked = targets(call);
        var ids = Set.copyOf(revoked.keySet());
        var staying = call.administration().staying(ids);
        boolean signs = call.args().has(KEY.name()) || call.args().has(RECOVERY.name());
        if (!call.json()) plan(call, revoked, staying);
        if (!signs) {
            if (call.json())
                throw call.args().wrongUse("--json needs --key or --recovery: without them it only shows.");
            var words = revoked.isEmpty() ? "" : " " + String.join(",", revoked.values());
            call.out().next(new Next("revoke" + words + " --key FILE", "does it; nothing has changed yet"));
            return Exit.DONE;
        }
        var keys = new ArrayList<AdministratorKey>();
        try {
            open(call, keys);
            return done(call, revoked, revoke(call, ids, keys));
        } finally {
            keys.forEach(AdministratorKey::close);
        }
    }

    /** Who is meant, with the word for it: also one of whom nothing is known but the whole id. */
    private static Map<NodeId, String> targets(Call call) throws Failure {
        var mesh = call.mesh();
        var targets = new LinkedHashMap<NodeId, String>();
        var members = call.administration().state();
        var words = call.args().optionalOperand(0).map(w -> w.split(",")).orElse(new String[0]);
        for (var word : words) {
            var away = known(members, word);
            if (away != null) {
                targets.put(away.id(), Target.word(away.name(), away.id()));
                continue;
            }
            var target = Target.find(mesh, word);
            if (target.isSelf()) {
                throw call.args().wrongUse("a node cannot revoke itself: do it on another one.");
            }
            targets.put(target.id(), target.word());
        }
        return targets;
    }

    /** Who is not in the table of peers: a member that this start has not met, or one whose rotation did not stand. */
    private static @Nullable ClusterMember known(ClusterState state, String word) {
        var away = state.members().stream()
                .filter(m ->
                        !m.self() && m.name().equals(m.id().brief()) && m.name().equals(word))
                .findFirst();
        return away.or(() -> state.owed().stream()
                        .filter(id -> id.brief().equals(word))
                        .findFirst()
                        .map(id -> new ClusterMember(id, id.brief(), false, false, false)))
                .orElse(null);
    }

    private static void plan(Call call, Map<NodeId, String> revoked, List<ClusterMember> staying) throws Failure {
        var mesh = call.mesh();
        var table = new Table("", "NAME", "ID", "PATH", "NOTE");
        for (var entry : revoked.entrySet()) {
            var peer = mesh.peer(entry.getKey());
            table.row(
                    false,
                    new Span(Style.BAD, "out"),
                    Span.of(peer.map(Peer::name).orElse(entry.getValue())),
                    Span.of(entry.getKey().brief()),
                    Span.of(peer.flatMap(Peer::path).map(Units::address).orElse("-")),
                    Span.of("for ever"));
        }
        for (var member : staying) {
            var peer = mesh.peer(member.id());
            table.row(
                    member.self(),
                    new Span(Style.GOOD, "stays"),
                    Span.of(member.name()),
                    Span.of(member.id().brief()),
                    Span.of(peer.flatMap(Peer::path).map(Units::address).orElse("-")),
                    Span.of(member.self() ? "you" : member.linked() ? "" : "away: gets it when it comes back"));
        }
        table.print(call.out());
        call.out().line("  whoever is not in this list needs a ticket to come back");
    }

    private static void open(Call call, List<AdministratorKey> keys) throws Failure, InterruptedException {
        try {
            for (var file : call.args().value(KEY.name()).map(f -> f.split(",")).orElse(new String[0])) {
                var content = call.out()
                        .file(file)
                        .orElseThrow(() -> Failure.plain(
                                file + " cannot be read from here.", Next.say("name a file that you can read")));
                keys.add(opened(call, "passphrase of " + file, content));
            }
            if (call.args().has(RECOVERY.name())) keys.add(opened(call, "24 words", null));
        } catch (AdministrationException e) {
            throw failed(e);
        }
    }

    private static AdministratorKey opened(Call call, String question, byte @Nullable [] file)
            throws Failure, AdministrationException, InterruptedException {
        var typed = call.out().ask(question).filter(text -> text.length > 0).orElseThrow(RevokeCommand::nobody);
        try {
            return file == null
                    ? call.administration().recover(typed)
                    : call.administration().open(file, typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    private static Failure nobody() {
        return Failure.plain(
                "nothing was typed, or there is no way to ask without showing it: nothing has changed.",
                Next.say("at a terminal: bin/osier revoke NODE --key FILE"));
    }

    private static ClusterState revoke(Call call, Set<NodeId> ids, List<AdministratorKey> keys)
            throws Failure, InterruptedException {
        try {
            return call.administration().revoke(ids, keys).toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw Failure.osier(304, "the node did not answer in time.", new Next("cluster", "for what became of it"));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            while (cause instanceof CompletionException && cause.getCause() != null) cause = cause.getCause();
            if (cause instanceof AdministrationException failed) throw failed(failed);
            throw new IllegalStateException("a rotation failed with something else", cause);
        }
    }

    private static Failure failed(AdministrationException e) {
        var text = e.getMessage() + ": nothing has changed.";
        return e.code() == 0
                ? Failure.plain(text, Next.say(e.next()))
                : Failure.osier(e.code(), text, Next.say(e.next()));
    }

    private static Exit done(Call call, Map<NodeId, String> revoked, ClusterState state) {
        if (call.json()) {
            call.out().json(ClusterCommand.document(state));
            return Exit.DONE;
        }
        var out = call.out();
        var since = Duration.between(state.since(), call.node().clock().instant());
        var who = revoked.isEmpty() ? "" : "revoked " + String.join(", ", revoked.values()) + ": ";
        out.line(who + state.name() + " has a new secret, epoch " + Integer.toUnsignedString(state.epoch()) + ", since "
                + Units.seconds(since));
        for (var member : state.members()) {
            if (member.self()) continue;
            var has = member.current()
                    ? "has it"
                    : member.linked() ? "is linked and has not shown it yet" : "is away and gets it when it comes back";
            out.line("  " + member.name() + " " + has);
        }
        out.next(new Next("cluster", "for how it stands"));
        return Exit.DONE;
    }
}
