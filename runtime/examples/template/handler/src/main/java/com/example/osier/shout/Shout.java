package com.example.osier.shout;

import java.util.Locale;
import org.osgi.service.component.annotations.Component;
import org.osier.dispatch.Intent;
import org.osier.dispatch.IntentHandler;
import org.osier.dispatch.Reply;
import org.osier.dispatch.Request;

/** Says it again, louder. Thread-safe. */
@Component
@Intent(value = 0x50, name = "shout")
public final class Shout implements IntentHandler {
    @Override
    public Reply on(Request request) {
        return Reply.text(request.text().toUpperCase(Locale.ROOT));
    }
}
