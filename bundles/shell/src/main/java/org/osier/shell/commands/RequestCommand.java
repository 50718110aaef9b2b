package org.osier.shell.commands;

import com.google.gson.JsonObject;
import java.time.Duration;
import org.osier.mesh.MeshException;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Units;
import org.osier.ueps.Packet;

/** {@code request PEER INTENT TEXT}: a message and the answer of its handler. */
final class RequestCommand implements Command {
    /** The mesh's own deadline comes first; this one is for a mesh that has gone. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final Synopsis SYNOPSIS =
            new Synopsis("request", "Sends a message, prints the answer", Outgoing.OPERANDS, Outgoing.options());

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure, InterruptedException {
        var outgoing = Outgoing.of(call);
        var to = outgoing.to();
        long start = call.node().nanos().getAsLong();
        Packet answer;
        try {
            var stage = call.mesh().request(to.id(), outgoing.message(), outgoing.timeout());
            answer = Waiting.on(stage, outgoing.timeout().plus(GRACE));
        } catch (MeshException e) {
            throw MeshFailures.of(e, outgoing, call.node().handlers().get());
        }
        var took = Duration.ofNanos(call.node().nanos().getAsLong() - start);
        if (call.json()) {
            call.out().json(document(to, answer, took));
        } else {
            Answer.of(answer.payload()).print(call.out());
            call.out()
                    .line("  " + Units.count(answer.payloadBytes(), "byte") + " from " + to.name() + " in "
                            + Units.roundTrip(took));
            call.out().next(next(to));
        }
        return Exit.DONE;
    }

    private static Next next(Target to) {
        return to.isSelf()
                ? new Next("intents", "for what this node handles")
                : new Next("peer " + to.word(), "for all about it");
    }

    private static JsonObject document(Target to, Packet packet, Duration took) {
        var document = Json.document("osier.request/1");
        document.add("from", to.json());
        document.addProperty("intent", packet.intent());
        document.addProperty("ms", Units.millis(took));
        document.addProperty("bytes", packet.payloadBytes());
        Answer.of(packet.payload()).addTo(document);
        return document;
    }
}
