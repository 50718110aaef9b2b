package org.osier.rendezvous;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.osier.health.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rendezvous: an HTTP service that keeps sealed records, in memory and in a file. It knows no node, no cluster and
 * no key; of our contracts it has the one by which it says how it does. What waits for a disk or a port does so on a
 * thread of its own.
 */
@Component(configurationPid = "org.osier.rendezvous", service = Health.class, immediate = true)
@Designate(ocd = RendezvousConfig.class)
public final class RendezvousService implements Health {
    private static final Logger log = LoggerFactory.getLogger(RendezvousService.class);
    private static final Duration TURN = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofMillis(1_500);
    private static final long NEWS_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Settings settings;
    private final InstantSource clock;
    private final Duration gather;
    private final Tally tally = new Tally();
    private final Engine engine = new Engine();
    private final Stock stock;
    private final ShelfFile file;
    private final Desk desk;
    private final Condition condition;
    private final ScheduledThreadPoolExecutor worker = new ScheduledThreadPoolExecutor(1, RendezvousService::thread);
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    // The worker's.
    private @Nullable Door door;
    private boolean recalled;
    private boolean ended;
    private long nextWrite;
    private long nextNews;

    /** A configuration that is rejected leaves it without a listener. */
    @Activate
    public RendezvousService(BundleContext context, RendezvousConfig config) {
        this(checked(config), home(context), InstantSource.system(), Duration.ofSeconds(15));
    }

    /** @param gather changes are written down this long after the ones before, at the earliest */
    RendezvousService(Settings settings, Path home, InstantSource clock, Duration gather) {
        this.settings = settings;
        this.clock = clock;
        this.gather = gather;
        stock = new Stock(settings.shelf());
        file = new ShelfFile(home, settings.shelf().bytes());
        desk = new Desk(settings, stock, tally, clock);
        condition = new Condition(settings.listen().isPresent(), stock::size, tally);
        nextWrite = System.nanoTime() + gather.toNanos();
        nextNews = System.nanoTime() + NEWS_NANOS;
        long turn = Math.min(TURN.toMillis(), gather.toMillis());
        worker.scheduleWithFixedDelay(() -> loud(this::turn), 0, turn, TimeUnit.MILLISECONDS);
    }

    private static Settings checked(RendezvousConfig config) {
        try {
            return Settings.of(config);
        } catch (IllegalArgumentException e) {
            log.warn("OSIER-201 org.osier.rendezvous: {}; it listens nowhere until that is corrected", e.getMessage());
            return Settings.NOTHING;
        }
    }

    /** The same home as core's. */
    private static Path home(BundleContext context) {
        var home = context.getProperty("osier.home");
        if (home != null) return Path.of(home);
        var karaf = context.getProperty("karaf.base");
        return karaf == null ? Path.of(".") : Path.of(karaf, "osier");
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, Engine.THREAD_PREFIX + "-worker");
        thread.setDaemon(true);
        return thread;
    }

    /** An executor would end a task that fails, and keep why in a future that nobody looks at. */
    private static void loud(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | AssertionError e) {
            log.error("a bug of ours", e);
        }
    }

    /** Where it listens, as soon as it does. */
    CompletableFuture<Integer> port() {
        return port;
    }

    Tally tally() {
        return tally;
    }

    Stock stock() {
        return stock;
    }

    // --- how it does

    @Override
    public String subject() {
        return condition.subject();
    }

    @Override
    public List<String> fine() {
        return condition.fine();
    }

    @Override
    public List<String> troubles() {
        return condition.troubles();
    }

    // --- on the worker's thread

    private void turn() {
        if (ended) return;
        long now = System.nanoTime();
        if (!recalled) {
            stock.recall(file.read(clock.instant()), clock.millis());
            recalled = true;
        }
        stock.expire(clock.millis());
        if (door == null) settings.listen().ifPresent(this::open);
        if (now - nextWrite >= 0) {
            save();
            nextWrite = now + gather.toNanos();
        }
        if (now - nextNews >= 0) {
            tell();
            nextNews = now + NEWS_NANOS;
        }
    }

    private void open(Settings.Address at) {
        try {
            var opened = Door.open(settings, at, engine, desk, tally);
            door = opened;
            var host = at.host().contains(":") ? "[" + at.host() + "]" : at.host();
            var address = "http://" + host + ":" + opened.port() + "/rendezvous/1";
            condition.listens(address);
            log.info("rendezvous: {}, {} records", address, stock.size());
            port.complete(opened.port());
        } catch (IOException e) {
            var refusal = "OSIER-101 cannot listen at " + at.host() + ":" + at.port() + ": " + e.getMessage()
                    + "; tried again every " + TURN.toSeconds() + " s" + NEXT
                    + (e instanceof BindException
                            ? "stop the other program, or choose another port in listen"
                            : "see whether listen names an address of this machine");
            if (condition.refused(refusal)) log.warn("rendezvous: {}", refusal);
        }
    }

    private void save() {
        if (!recalled) return; // else what is in the file would be lost
        var changes = stock.takeChanges();
        if (changes != null && !file.write(changes)) stock.notWritten();
        condition.wrote(file.works());
    }

    private void tell() {
        var news = tally.news();
        if (!news.isEmpty()) log.info("rendezvous: since its start {}", news);
    }

    /** Frees the port, writes down what is kept, ends its threads: within 3 s. */
    @Deactivate
    public void close() {
        try {
            worker.submit(() -> loud(this::end)).get(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return; // closed before
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // who waits for us is in a hurry
        } catch (TimeoutException e) {
            log.warn("OSIER-106 the disk is slow: what the rendezvous keeps may not be written down");
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
        worker.shutdownNow();
        engine.stop();
    }

    private void end() {
        ended = true;
        var open = door;
        if (open != null) open.close();
        save();
    }
}
