package org.osier.itest;

import com.google.gson.JsonObject;
import java.util.Hashtable;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osier.dispatch.Reply;
import org.osier.dispatch.Request;

/**
 * What stands behind {@link RelayActivator}: it checks the numbers of one flow, and outlives the handler bundle that is
 * replaced in front of it. Thread-safe.
 */
final class CountedHandler implements Function<Request, Reply>, Flow.Handlers {
    private static final long NANOS = 1_000_000;

    private long next;
    private long lost;
    private long doubled;
    private long last;
    private long longestPause;

    ServiceRegistration<?> register(BundleContext context) {
        var properties = new Hashtable<String, Object>();
        properties.put(RelayActivator.BEHIND, true);
        return context.registerService(Function.class, this, properties);
    }

    @Override
    public synchronized Reply apply(Request request) {
        var payload = request.payload();
        payload.getLong(); // run
        payload.getInt(); // lane
        long sequence = payload.getLong();
        if (sequence < next) doubled++;
        else {
            lost += sequence - next;
            next = sequence + 1;
        }
        long now = System.nanoTime();
        if (last != 0) longestPause = Math.max(longestPause, now - last);
        last = now;
        return Reply.none();
    }

    /** As the traffic example reports it. */
    @Override
    public synchronized JsonObject ask(int intent, String text) {
        var report = new JsonObject();
        report.addProperty("delivered", next - lost);
        report.addProperty("lost", lost);
        report.addProperty("doubled", doubled);
        report.addProperty("disordered", 0); // would be lost and doubled
        report.addProperty("longestPauseMs", longestPause / NANOS);
        if (text.endsWith(" pause")) longestPause = 0;
        return report;
    }
}
