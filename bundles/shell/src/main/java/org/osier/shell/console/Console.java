package org.osier.shell.console;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osier.mesh.Mesh;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerListener;
import org.osier.shell.commands.Versions;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Terminal;

/**
 * Writes to the console of a node that was started with {@code osier.console=true}: the start screen once, then a line
 * for each change of a peer. One thread does all the writing: a console may block (Ctrl-S), a listener may not.
 */
@Component(
        service = {},
        immediate = true)
public final class Console {
    /** Changes that wait for the console; more are left out, {@code osier:peers} has the state. */
    private static final int MAX_NEWS = 256;

    /** A console that starts later than this belongs to a new version of this bundle, not to the start of the node. */
    private static final Duration LATEST_BANNER = Duration.ofMinutes(2);

    private static final long LOOK_MS = 100;

    private static final long STOP_MS = 2_000;

    private final BlockingQueue<News> news = new ArrayBlockingQueue<>(MAX_NEWS);
    private final AtomicReference<@Nullable Mesh> mesh = new AtomicReference<>();
    private final BundleContext context;
    private final Thread writer = new Thread(this::write, "osier-shell-console");

    private @Nullable ServiceRegistration<PeerListener> listening;

    /** @param context of this bundle: has the properties of the launcher */
    @Activate
    public Console(BundleContext context) {
        this.context = context;
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
        PeerListener listener = (change, peer) -> news.offer(new News(change, peer));
        listening = context.registerService(PeerListener.class, listener, null);
        writer.start();
    }

    @Deactivate
    void stop() throws InterruptedException {
        if (listening != null) listening.unregister();
        writer.interrupt();
        writer.join(STOP_MS);
    }

    private void write() {
        try {
            // A stream may be put in its place later, as Gogo does: System.out is fetched when it is written to.
            if (bannerIsDue()) bannerWhenSettled().print(out(), awaitMesh());
            var lines = new PeerNews();
            while (true) {
                var next = news.take();
                var line = lines.line(next.change, next.peer);
                if (line.isEmpty()) continue;
                var out = out();
                out.line(line.get());
                out.flush();
            }
        } catch (InterruptedException e) {
            // Stopped: this thread ends.
        }
    }

    private boolean bannerIsDue() {
        return startTook().map(t -> t.compareTo(LATEST_BANNER) < 0).orElse(true);
    }

    private Banner bannerWhenSettled() throws InterruptedException {
        awaitMesh();
        var settling = new Settling(nowMs());
        while (!settling.settled(awaitMesh().self(), nowMs())) Thread.sleep(LOOK_MS);
        var cluster = context.getProperty("osier.cluster.file");
        return new Banner(Versions.of(context), startTook(), cluster != null && !cluster.isBlank());
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

    private record News(PeerListener.Change change, Peer peer) {}
}
