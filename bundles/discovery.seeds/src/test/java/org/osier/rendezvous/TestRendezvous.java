package org.osier.rendezvous;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.osier.rendezvous.rules.Shelf;
import org.osier.rendezvous.rules.SourceLimits;

/** The real service on loopback, without a limit of requests; its threads are not among those that a test counts. */
public final class TestRendezvous implements AutoCloseable {
    private final RendezvousService service;
    private final int port;

    private TestRendezvous(RendezvousService service) throws Exception {
        this.service = service;
        port = service.port().get(10, TimeUnit.SECONDS);
    }

    public static TestRendezvous on(Path home) throws Exception {
        var settings = new Settings(
                Optional.of(new Settings.Address("127.0.0.1", 0)),
                false,
                new Shelf.Limits(Duration.ofHours(1), 256, 4_096, 8_388_608),
                new SourceLimits.Rates(1_000_000, 1_000_000, 1_000_000),
                64,
                64,
                Settings.LONGEST_VISIT);
        var made = new CompletableFuture<RendezvousService>();
        var others = new ThreadGroup(Thread.currentThread().getThreadGroup().getParent(), "rendezvous");
        new Thread(
                        others,
                        () -> made.complete(
                                new RendezvousService(settings, home, InstantSource.system(), Duration.ofSeconds(1))))
                .start();
        return new TestRendezvous(made.get(10, TimeUnit.SECONDS));
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** How many records it keeps. */
    public int size() {
        return service.stock().size();
    }

    @Override
    public void close() {
        service.close();
    }
}
