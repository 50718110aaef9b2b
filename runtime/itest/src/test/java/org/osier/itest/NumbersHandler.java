package org.osier.itest;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osier.dispatch.Intent;
import org.osier.dispatch.IntentHandler;
import org.osier.dispatch.Reply;
import org.osier.dispatch.Request;

/** Remembers the numbers that it is asked with, and answers with them. Thread-safe. */
final class NumbersHandler implements IntentHandler {
    static final int INTENT = 0x60;

    private final List<Integer> numbers = new ArrayList<>(); // guarded by this

    /** Makes it serve. */
    ServiceRegistration<IntentHandler> register(BundleContext context) {
        var properties = new Hashtable<String, Object>();
        properties.put(Intent.PREFIX_ + "value", INTENT);
        properties.put(Intent.PREFIX_ + "name", "numbers");
        return context.registerService(IntentHandler.class, this, properties);
    }

    @Override
    public synchronized Reply on(Request request) {
        numbers.add(Integer.valueOf(request.text()));
        return Reply.text(request.text());
    }

    /** In the order in which they came. */
    synchronized List<Integer> numbers() {
        return List.copyOf(numbers);
    }
}
