package org.osier.shell.commands;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.osier.node.IdentityExport;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Style;

/**
 * {@code identity [show | export FILE]}: who this node is, and a copy of that for safe keeping. {@code bin/osier identity}
 * does not come here: it works on the files of the home, so that its passphrase never leaves its terminal.
 */
final class IdentityCommand implements Command {
    private static final Synopsis SYNOPSIS = new Synopsis(
            "identity",
            "Who this node is; ACTION: show, or export a copy for safe keeping",
            List.of("[ACTION]", "[FILE]"),
            List.of(PassphraseFile.OPTION));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure {
        var action = call.args().optionalOperand(0).orElse("show");
        var file = call.args().optionalOperand(1);
        switch (action) {
            case "show" -> {
                if (file.isPresent() || call.args().has(PassphraseFile.OPTION.name()))
                    throw call.args().wrongUse("identity show takes no file.");
                return show(call);
            }
            case "export" -> {
                if (file.isEmpty()) throw call.args().wrongUse("identity export needs FILE.");
                return export(call, file.get());
            }
            case "import" ->
                throw Failure.osier(
                        105,
                        "this home is in use: a node that runs keeps its identity.",
                        Next.say("stop it; then, where it ran: bin/osier identity import FILE"));
            default -> throw call.args().wrongUse("identity show, or identity export FILE; got " + action + ".");
        }
    }

    private static Exit show(Call call) throws Failure {
        var self = call.mesh().self();
        var exported = copies(call).exported();
        var key = HexFormat.of().formatHex(self.record().identityKey());
        if (call.json()) {
            var document = Json.document("osier.identity.show/1");
            document.addProperty("node", self.id().toString());
            document.addProperty("key", key);
            document.addProperty("backedUp", exported.map(Object::toString).orElse(null));
            call.out().json(document);
            return Exit.DONE;
        }
        call.out().header("identity " + self.id().brief(), "");
        call.out().field("node", Style.PLAIN, self.id().toString());
        call.out().field("key", Style.PLAIN, "Ed25519 " + key);
        call.out()
                .field(
                        "backed up",
                        exported.isEmpty() ? Style.WARN : Style.PLAIN,
                        exported.map(Object::toString).orElse("NO"));
        call.out()
                .next(
                        exported.isEmpty()
                                ? new Next("identity export FILE", "and keep it off this machine")
                                : new Next("status", "for the node that it is"));
        return Exit.DONE;
    }

    private static Exit export(Call call, String name) throws Failure {
        var copies = copies(call);
        var file = AbsolutePath.of(call.args(), "FILE", name);
        var passphrase = PassphraseFile.read(call.args());
        try {
            copies.export(file, passphrase);
        } catch (FileAlreadyExistsException e) {
            throw Failure.plain(name + " is there already and stays as it is.", Next.say("name another file"));
        } catch (IOException e) {
            throw Failure.plain(String.valueOf(e.getMessage()), Next.say("name a place where the node may write"));
        } finally {
            Arrays.fill(passphrase, '\0');
        }
        var id = call.mesh().self().id();
        if (call.json()) {
            var document = Json.document("osier.identity.export/1");
            document.addProperty("node", id.toString());
            document.addProperty("file", name);
            call.out().json(document);
        } else {
            call.out().line("exported identity " + id.brief());
            call.out().line("  file    " + name + "   (0600, opens with the passphrase alone)");
            call.out()
                    .line("  keep it off this machine; without the passphrase it is lost, with it anybody is this"
                            + " node");
            call.out().next(Next.say("when this home is lost, in a new one:  bin/osier identity import " + name));
        }
        return Exit.DONE;
    }

    private static IdentityExport copies(Call call) throws Failure {
        return call.node().copies().get().orElseThrow(Call::restarting);
    }
}
