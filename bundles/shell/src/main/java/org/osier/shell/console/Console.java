package org.osier.shell.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osier.mesh.Mesh;
import org.osier.shell.commands.Versions;
import org.osier.shell.news.Event;
import org.osier.shell.news.News;
import org.osier.shell.news.Ring;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Span;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Terminal;
import org.osier.shell.screen.Units;

/**
 * Writes to the console of a node that was started with {@code osier.console=true}: the start screen once, then a line
 * for each change of a peer. One thread does all the writing: a console may block (Ctrl-S), whoever tells may not.
 */
@Component(
        service = {},
        immediate = true)
public final class Console {
    /** A console that starts later than this belongs to a new version of this bundle, not to the start of the node. */
    private static final Duration LATEST_BANNER = Duration.ofMinutes(2);

    private static final long LOOK_MS = 100;

    private static final long STOP_MS = 2_000;

    private final AtomicReference<@Nullable Mesh> mesh = new AtomicReference<>();
    private final BundleContext context;
    private final FirstJoin join;
    private final Thread writer = new Thread(this::write, "osier-shell-console");

    private final Ring<Event>.Reader events;

    /** @param context of this bundle: has the properties of the launcher; @param news what happens; @param join comes first */
    @Activate
    public Console(BundleContext context, @Reference News news, @Reference FirstJoin join) {
        this.context = context;
        this.join = join;
        this.events = news.events().fromNow();
    }

    @Reference(name = "mesh", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bind(Mesh arrived) {
        mesh.set(arrived);
    }

    void unbind(Mesh gone) {
        mesh.compareAndSet(gone, null);
    }

    @Activate
    void start() {
        if (!Boolean.parseBoolean(context.getProperty("osier.console"))) return;
        writer.start();
    }

    @Deactivate
    void stop() throws InterruptedException {
        writer.interrupt();
        writer.join(STOP_MS);
    }

    private void write() {
        try {
            join.await();
            // A stream may be put in its place later, as Gogo does: System.out is fetched when it is written to.
            if (bannerIsDue()) bannerWhenSettled().print(out(), awaitMesh());
            while (true) print(events.take());
        } catch (InterruptedException e) {
            // Stopped: this thread ends.
        }
    }

    /** Of peers alone: who drops a jar or edits a file knows of it, and {@code osier:events} has everything. */
    private static void print(Ring.Batch<Event> batch) {
        var out = out();
        if (batch.missed() > 0) out.line("... " + Units.count(batch.missed(), "event") + " dropped");
        for (var event : batch.items()) {
            if (event.about() != Event.About.PEER) continue;
            out.entry(List.of(new Span(event.mark().style(), event.mark().sign() + " ")), Style.PLAIN, event.text());
        }
        out.flush();
    }

    private boolean bannerIsDue() {
        return startTook().map(t -> t.compareTo(LATEST_BANNER) < 0).orElse(true);
    }

    private Banner bannerWhenSettled() throws InterruptedException {
        awaitMesh();
        var settling = new Settling(nowMs());
        while (!settling.settled(awaitMesh().self(), nowMs())) Thread.sleep(LOOK_MS);
        boolean given = isSet("osier.cluster.file") || isSet(FirstJoin.TICKET);
        return new Banner(Versions.of(context), startTook(), given);
    }

    private boolean isSet(String property) {
        var value = context.getProperty(property);
        return value != null && !value.isBlank();
    }

    private Mesh awaitMesh() throws InterruptedException {
        while (true) {
            var there = mesh.get();
            if (there != null) return there;
            Thread.sleep(LOOK_MS);
        }
    }

    /** Since the launcher began, which says it as milliseconds since 1970. */
    private Optional<Duration> startTook() {
        var started = context.getProperty("osier.started.millis");
        if (started == null || !started.matches("[0-9]{1,15}")) return Optional.empty();
        return Optional.of(Duration.ofMillis(Math.max(0, System.currentTimeMillis() - Long.parseLong(started))));
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    private static Out out() {
        return new Out(System.out, System.out, Terminal.wantsColours(), 0, "osier:");
    }
}
