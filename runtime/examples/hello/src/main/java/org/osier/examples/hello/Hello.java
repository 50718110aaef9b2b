package org.osier.examples.hello;

import org.osgi.service.component.annotations.Component;
import org.osier.dispatch.Intent;
import org.osier.dispatch.IntentHandler;
import org.osier.dispatch.Reply;
import org.osier.dispatch.Request;

/** Greets whoever says hello, by name. Thread-safe. */
@Component
@Intent(value = 0x40, name = "hello")
public final class Hello implements IntentHandler {
    @Override
    public Reply on(Request request) {
        var greeting = "hello " + request.from().name();
        return Reply.text(request.text().isEmpty() ? greeting : greeting + ", you said: " + request.text());
    }
}
