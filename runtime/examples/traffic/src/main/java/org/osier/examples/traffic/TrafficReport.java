package org.osier.examples.traffic;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osier.dispatch.Intent;
import org.osier.dispatch.IntentHandler;
import org.osier.dispatch.Reply;
import org.osier.dispatch.Request;

/**
 * Tells what {@link TrafficSink} counted: the request is the number of the run as text, the reply JSON. {@code 7 pause}
 * lets the longest pause of run 7 begin anew afterwards.
 */
@Component
@Intent(value = 0x52, name = "count-report", blocking = false)
public final class TrafficReport implements IntentHandler {
    private final Runs runs;

    @Activate
    public TrafficReport(@Reference Runs runs) {
        this.runs = runs;
    }

    @Override
    public Reply on(Request request) {
        var words = request.text().strip().split(" ", 2);
        var run = TrafficOrder.run(words[0]);
        var report = runs.report(run);
        if (words.length == 2 && words[1].equals("pause")) runs.forgetPause(run);
        return Reply.text(report);
    }
}
