package org.osier.shell.commands;

import org.osier.mesh.MeshException;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Units;

/** {@code send PEER INTENT TEXT}: a message without an answer; done when it has reached the peer's dispatcher. */
final class SendCommand implements Command {
    private static final Synopsis SYNOPSIS =
            new Synopsis("send", "Sends a message, waits until it has arrived", Outgoing.OPERANDS, Outgoing.options());

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure, InterruptedException {
        var outgoing = Outgoing.of(call);
        var to = outgoing.to();
        try {
            Waiting.on(call.mesh().send(to.id(), outgoing.message()), outgoing.timeout());
        } catch (MeshException e) {
            throw MeshFailures.of(e, outgoing, call.node().handlers().get());
        }
        int intent = outgoing.message().intent();
        if (call.json()) {
            var document = Json.document("osier.send/1");
            document.add("to", to.json());
            document.addProperty("intent", intent);
            document.addProperty("bytes", outgoing.bytes());
            document.addProperty("stream", outgoing.message().stream());
            document.addProperty("threat", outgoing.message().threat());
            call.out().json(document);
        } else {
            call.out()
                    .line("sent to " + to.name() + ": " + Units.count(outgoing.bytes(), "byte") + " for intent "
                            + Units.intent(intent));
            call.out()
                    .next(new Next("request " + to.word() + " " + Units.intent(intent) + " TEXT", "to get an answer"));
        }
        return Exit.DONE;
    }
}
