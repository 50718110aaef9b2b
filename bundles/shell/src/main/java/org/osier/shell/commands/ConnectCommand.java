package org.osier.shell.commands;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import org.osier.mesh.MeshException;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Units;

/** {@code connect URI}: dials an address and says who is there. */
final class ConnectCommand implements Command {
    /** Longer than any dial with its handshake, 10 s (WIRE.md, section 2). */
    private static final Duration LIMIT = Duration.ofSeconds(25);

    private static final Synopsis SYNOPSIS =
            new Synopsis("connect", "Dials an address, keeps the link", List.of("URI"), List.of());

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure, InterruptedException {
        var address = parse(call.args());
        var mesh = call.mesh();
        try {
            var id = Waiting.on(mesh.connect(address), LIMIT);
            var name = mesh.peer(id).map(p -> p.name()).orElse(id.brief());
            if (call.json()) {
                var document = Json.document("osier.connect/1");
                document.addProperty("address", address.toString());
                document.addProperty("name", name);
                document.addProperty("id", id.toString());
                call.out().json(document);
            } else {
                call.out().line("connected to " + name + "  " + id.brief() + "  via " + Units.address(address));
                call.out().next(new Next("ping " + Target.word(name, id), "for its round trip"));
            }
            return Exit.DONE;
        } catch (MeshException e) {
            var next = new Next("connect " + address, "to try again");
            throw MeshFailures.of(e, address.toString(), next).with(withoutAddress(e, address));
        }
    }

    /** The headline says already what was dialled. */
    private static String withoutAddress(MeshException e, URI address) {
        var text = String.valueOf(e.getMessage());
        var prefix = address + ": ";
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static URI parse(Args args) throws Failure {
        var text = args.operand(0);
        try {
            var address = new URI(text);
            if (address.getScheme() != null && address.getSchemeSpecificPart() != null) return address;
        } catch (URISyntaxException e) {
            // Said below, with an example.
        }
        throw args.wrongUse(text + " is no address: write for example tcp://192.0.2.1:7400.");
    }
}
