package org.osier.dispatcher;

import java.time.Duration;
import java.util.Map;
import org.osier.dispatch.Inbox;
import org.osier.dispatch.IntentHandler;
import org.osier.dispatch.PacketAuth;

/** Makes the dispatcher without DS, for the bench; why it stands in this package: see {@code EmbeddedTcp}. */
public final class EmbeddedDispatcher {
    private final Dispatcher dispatcher;
    private long services;

    /** With the defaults of {@link DispatcherConfig}. */
    public EmbeddedDispatcher(PacketAuth auth) {
        int threads = 4 * Runtime.getRuntime().availableProcessors();
        dispatcher = new Dispatcher(new Settings(threads, 8_388_608, Duration.ofSeconds(2)));
        dispatcher.bindAuth(auth);
    }

    public Inbox inbox() {
        return dispatcher;
    }

    /** As if it were a service with these properties. */
    public void add(int intent, String name, boolean blocking, IntentHandler handler) {
        dispatcher.bindHandler(
                handler,
                Map.of(
                        "osier.intent.value", intent,
                        "osier.intent.name", name,
                        "osier.intent.blocking", blocking,
                        "service.id", ++services));
    }

    public void stop() {
        dispatcher.stop();
    }
}
