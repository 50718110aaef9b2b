package org.osier.shell.commands;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osier.mesh.CandidateStatus;
import org.osier.mesh.Mesh;
import org.osier.mesh.MeshException;
import org.osier.mesh.Self;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;

/** {@code discoveries}: what looks for nodes, how it does, and whom it found. */
final class DiscoveriesCommand implements Command {
    /** Name of the option that shows whom they found. */
    private static final String CANDIDATES = "--candidates";

    /** The node's loop has to come to it. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Synopsis SYNOPSIS = new Synopsis(
                    "discoveries",
                    "What looks for nodes, and how it does",
                    List.of(),
                    List.of(new Option(CANDIDATES, "", "whom they found, and why each is not dialled now")))
            .watchable();

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure, InterruptedException {
        if (call.args().has(CANDIDATES)) candidates(call);
        else discoveries(call);
        return Exit.DONE;
    }

    private static void discoveries(Call call) {
        var self = call.node().mesh().get().map(Mesh::self);
        var rows = new DiscoveryRows(call.node().discoveries().all(), self);
        if (call.json()) {
            var document = Json.document("osier.discoveries/1");
            document.add("discoveries", rows.json());
            call.out().json(document);
            return;
        }
        rows.print(call.out(), call.node().clock().instant());
        call.out().next(next(self));
    }

    private static Next next(Optional<Self> self) {
        boolean none = self.map(s -> s.discoveries().stream().noneMatch(d -> d.serviceId() != 0))
                .orElse(false);
        return none
                ? Next.say("put one into bundle/ or deploy/: without it only tickets and addresses lead to others")
                : new Next("discoveries " + CANDIDATES, "for whom they found");
    }

    private static void candidates(Call call) throws Failure, InterruptedException {
        var rows = new CandidateRows(found(call));
        if (call.json()) {
            var document = Json.document("osier.candidates/1");
            document.add("candidates", rows.json());
            document.add("count", rows.count());
            call.out().json(document);
            return;
        }
        rows.print(call.out());
        call.out().next(new Next("discoveries", "for how each discovery does"));
    }

    private static List<CandidateStatus> found(Call call) throws Failure, InterruptedException {
        try {
            return Waiting.on(call.mesh().candidates(), LIMIT);
        } catch (MeshException e) {
            throw MeshFailures.of(e, "the node", new Next("discoveries " + CANDIDATES, "to try again"));
        }
    }
}
