package org.osier.examples.hello;

import org.osgi.service.component.annotations.Component;
import org.osier.dispatch.Intent;
import org.osier.dispatch.IntentHandler;
import org.osier.dispatch.Reply;
import org.osier.dispatch.Request;

/** Greets like its first version, but knows that it is the second. Thread-safe. */
@Component
@Intent(value = 0x40, name = "hello")
public final class Hello implements IntentHandler {
    @Override
    public Reply on(Request request) {
        var greeting = "hello again, " + request.from().name();
        return Reply.text(request.text().isEmpty() ? greeting : greeting + ", you said: " + request.text());
    }
}
