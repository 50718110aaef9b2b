package org.osier.itest;

import java.util.Hashtable;
import java.util.function.Function;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osier.dispatch.Intent;
import org.osier.dispatch.IntentHandler;
import org.osier.dispatch.Reply;
import org.osier.dispatch.Request;

/** All of a handler bundle: hands what arrives on to a function that a test registered. See {@link RelayBundle}. */
public final class RelayActivator implements BundleActivator {
    static final int INTENT = 0x61;

    /** Marks the function. */
    static final String BEHIND = "itest.relayed";

    @Override
    @SuppressWarnings("unchecked") // the test registers no other
    public void start(BundleContext context) throws Exception {
        var behind = context.getServiceReferences(Function.class, "(" + BEHIND + "=true)")
                .iterator()
                .next();
        var function = (Function<Request, Reply>) context.getService(behind);
        var properties = new Hashtable<String, Object>();
        properties.put(Intent.PREFIX_ + "value", INTENT);
        properties.put(Intent.PREFIX_ + "name", "relay");
        properties.put(Intent.PREFIX_ + "blocking", false);
        IntentHandler handler = function::apply;
        context.registerService(IntentHandler.class, handler, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service back.
    }
}
