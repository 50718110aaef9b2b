package org.osier.examples.traffic;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osier.dispatch.Intent;
import org.osier.dispatch.IntentHandler;
import org.osier.dispatch.Reply;
import org.osier.dispatch.Request;

/**
 * Tells how far {@link TrafficSource} is: the request is the number of the run as text, the reply JSON. {@code 7 enough}
 * lets run 7 end before its time.
 */
@Component
@Intent(value = 0x53, name = "traffic-status", blocking = false)
public final class TrafficStatus implements IntentHandler {
    private final Sendings sendings;

    @Activate
    public TrafficStatus(@Reference Sendings sendings) {
        this.sendings = sendings;
    }

    @Override
    public Reply on(Request request) {
        var words = request.text().strip().split(" ", 2);
        var run = TrafficOrder.run(words[0]);
        boolean enough = words.length == 2 && words[1].equals("enough");
        return Reply.text(enough ? sendings.enough(run) : sendings.report(run));
    }
}
