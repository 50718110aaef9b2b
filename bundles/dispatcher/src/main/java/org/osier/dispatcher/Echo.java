package org.osier.dispatcher;

import org.osier.dispatch.IntentHandler;
import org.osier.dispatch.Reply;
import org.osier.dispatch.Request;
import org.osier.ueps.Intents;

/**
 * Answers what it got, so that a way can be measured to where every message goes, with nobody's handler at its end. Any
 * handler for the intent comes before it. It is not a service: who looks for handlers finds those that somebody installed.
 */
final class Echo implements IntentHandler {
    /** Behind the id of every service. */
    private static final long SERVICE_ID = Long.MAX_VALUE;

    static Route route() {
        return new Route(new Echo(), Intents.ECHO, "echo", false, Integer.MIN_VALUE, SERVICE_ID, new Calls());
    }

    @Override
    public Reply on(Request request) {
        return Reply.bytes(request.payload());
    }
}
