package org.osier.examples.traffic;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osier.dispatch.Intent;
import org.osier.dispatch.IntentHandler;
import org.osier.dispatch.Reply;
import org.osier.dispatch.Request;

/** Counts numbered messages, see {@link Numbered}. Thread-safe. */
@Component
@Intent(value = Numbered.INTENT, name = "count", blocking = false)
public final class TrafficSink implements IntentHandler {
    private final Runs runs;

    @Activate
    public TrafficSink(@Reference Runs runs) {
        this.runs = runs;
    }

    @Override
    public Reply on(Request request) {
        var payload = request.payload();
        int size = payload.remaining();
        var message = Numbered.read(payload);
        runs.of(message.run()).on(request.from().id(), message, size, System.nanoTime());
        return Reply.none();
    }
}
