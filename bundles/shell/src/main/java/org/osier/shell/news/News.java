package org.osier.shell.news;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.log.LogReaderService;
import org.osier.mesh.Mesh;
import org.osier.mesh.PeerListener;
import org.osier.shell.news.Event.About;
import org.osier.shell.news.Event.Mark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what happens and what is logged. Thread-safe. */
@Component(service = News.class)
public final class News {
    private static final Logger log = LoggerFactory.getLogger(News.class);

    /** Our choice: a day of a quiet node, and the whole of a bad minute. */
    private static final int EVENTS = 256;

    private static final int LINES = 1_000;
    private static final long LOOK_MS = 1_000;

    private final BundleContext context;
    private final Clock clock = Clock.systemUTC();
    private final Ring<Event> events = new Ring<>(EVENTS);
    private final Ring<LogLine> lines = new Ring<>(LINES);
    private final LogLines logLines;
    private final BundleEvents bundles = new BundleEvents(clock, events::add);
    private final ListenerEvents listeners = new ListenerEvents(clock, events::add); // the looker's
    private final AtomicReference<@Nullable Mesh> mesh = new AtomicReference<>();
    private final ScheduledThreadPoolExecutor looker =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "osier-shell-news"));

    private @Nullable ServiceRegistration<PeerListener> peers;
    private @Nullable ServiceRegistration<ConfigurationListener> configurations;

    /** @param context of this bundle */
    @Activate
    public News(BundleContext context) {
        this.context = context;
        // Karaf is shared: what others log there is theirs, and would push ours out.
        boolean isShared = context.getProperty("karaf.base") != null;
        logLines = new LogLines(lines, events::add, bundle -> !isShared || BundleEvents.isOfTheMesh(bundle));
    }

    @Activate
    void start() {
        context.addBundleListener(bundles);
        peers = context.registerService(PeerListener.class, new PeerEvents(clock, events::add), null);
        configurations =
                context.registerService(ConfigurationListener.class, new ConfigurationEvents(clock, events::add), null);
        looker.scheduleWithFixedDelay(this::look, 0, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void stop() {
        looker.shutdownNow();
        if (peers != null) peers.unregister();
        if (configurations != null) configurations.unregister();
        context.removeBundleListener(bundles);
    }

    @Reference(name = "log", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindLog(LogReaderService arrived) {
        logLines.listenTo(arrived);
    }

    void unbindLog(LogReaderService gone) {
        gone.removeLogListener(logLines);
    }

    @Reference(name = "mesh", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindMesh(Mesh arrived) {
        // When it did: this bundle may have come long after.
        if (mesh.getAndSet(arrived) == null) tell(arrived.self().started(), Mark.CAME, arrived, "started");
    }

    void unbindMesh(Mesh gone) {
        // A successor may be bound already.
        if (mesh.compareAndSet(gone, null)) tell(clock.instant(), Mark.PAUSED, gone, "stops");
    }

    private void tell(Instant at, Mark mark, Mesh node, String what) {
        events.add(new Event(at, mark, About.NODE, node.self().name(), what));
    }

    private void look() {
        try {
            var there = mesh.get();
            if (there != null) listeners.look(there.self());
        } catch (RuntimeException e) {
            // A node that goes away at this moment; with another fault, this was the last look.
            if (mesh.get() == null) return;
            log.error("listeners are watched no more", e);
            throw e;
        }
    }

    /** The newest events. */
    public Ring<Event> events() {
        return events;
    }

    /** The newest lines of the log. */
    public Ring<LogLine> lines() {
        return lines;
    }
}
