package org.osier.examples.traffic;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osier.dispatch.Intent;
import org.osier.dispatch.IntentHandler;
import org.osier.dispatch.Reply;
import org.osier.dispatch.Request;

/**
 * Sends what the request says, see {@link TrafficOrder#parse}, and replies with JSON when it is done, or at once if it
 * is to go on in the background. Thread-safe.
 */
@Component
@Intent(value = 0x50, name = "traffic")
public final class TrafficSource implements IntentHandler {
    private final Sendings sendings;

    @Activate
    public TrafficSource(@Reference Sendings sendings) {
        this.sendings = sendings;
    }

    @Override
    public Reply on(Request request) {
        return Reply.text(sendings.begin(TrafficOrder.parse(request.text())));
    }
}
