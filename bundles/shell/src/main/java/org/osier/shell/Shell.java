package org.osier.shell;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osier.crawl.Crawler;
import org.osier.discovery.PairingCalls;
import org.osier.dispatch.IntentHandler;
import org.osier.health.Health;
import org.osier.mesh.Mesh;
import org.osier.node.IdentityExport;
import org.osier.shell.commands.Exit;
import org.osier.shell.commands.Handler;
import org.osier.shell.commands.NodeView;
import org.osier.shell.commands.Runner;
import org.osier.shell.commands.Versions;
import org.osier.shell.news.News;
import org.osier.shell.screen.Out;
import org.osier.trust.Administration;
import org.osier.trust.Joining;

/**
 * Runs commands for both adapters. Outlives the node's core: while that is being replaced, the help works and what
 * needs the node answers OSIER-305. Thread-safe.
 */
@Component(service = Shell.class, immediate = true)
public final class Shell {
    private final AtomicReference<@Nullable Mesh> mesh = new AtomicReference<>();
    private final AtomicReference<@Nullable Administration> administration = new AtomicReference<>();
    private final AtomicReference<@Nullable IdentityExport> copies = new AtomicReference<>();
    private final Runner runner;
    private final Set<Thread> running = new HashSet<>(); // guarded by itself
    private final AtomicReference<@Nullable Joining> joining = new AtomicReference<>();
    private final List<PairingCalls> callers = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Crawler> crawler = new AtomicReference<>();
    private final List<Health> health = new CopyOnWriteArrayList<>();

    /** @param context of this bundle: finds the handlers at the time of each call; @param news what commands show of it */
    @Activate
    public Shell(BundleContext context, @Reference News news) {
        this.runner = new Runner(new NodeView(
                () -> Optional.ofNullable(mesh.get()),
                () -> Optional.ofNullable(administration.get()),
                () -> Optional.ofNullable(copies.get()),
                () -> handlers(context),
                OsgiCarriers.ofTransports(context),
                OsgiCarriers.ofDiscoveries(context),
                news.events(),
                news.lines(),
                home(context),
                Versions.of(context),
                Clock.systemDefaultZone(),
                System::nanoTime,
                () -> Optional.ofNullable(joining.get()),
                () -> callers.stream().flatMap(each -> each.heard().stream()).toList(),
                () -> Optional.ofNullable(crawler.get()),
                () -> List.copyOf(health)));
    }

    @Reference(name = "mesh", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bind(Mesh arrived) {
        mesh.set(arrived);
    }

    void unbind(Mesh gone) {
        // A successor may be bound already.
        mesh.compareAndSet(gone, null);
    }

    @Reference(name = "administration", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bind(Administration arrived) {
        administration.set(arrived);
    }

    void unbind(Administration gone) {
        administration.compareAndSet(gone, null);
    }

    @Reference(name = "copies", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bind(IdentityExport arrived) {
        copies.set(arrived);
    }

    void unbind(IdentityExport gone) {
        copies.compareAndSet(gone, null);
    }

    /** As {@link Runner#run}. */
    public Exit run(List<String> words, Out out) {
        var caller = Thread.currentThread();
        synchronized (running) {
            running.add(caller);
        }
        try {
            return runner.run(words, out);
        } finally {
            synchronized (running) {
                running.remove(caller);
            }
        }
    }

    @Reference(name = "joining", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bind(Joining arrived) {
        joining.set(arrived);
    }

    void unbind(Joining gone) {
        joining.compareAndSet(gone, null);
    }

    @Reference(name = "callers", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(PairingCalls arrived) {
        callers.add(arrived);
    }

    void unbind(PairingCalls gone) {
        callers.remove(gone);
    }

    @Reference(name = "crawler", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bind(Crawler arrived) {
        crawler.set(arrived);
    }

    void unbind(Crawler gone) {
        crawler.compareAndSet(gone, null);
    }

    @Reference(name = "health", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(Health arrived) {
        health.add(arrived);
    }

    void unbind(Health gone) {
        health.remove(gone);
    }

    /** Ends what would go on for ever: a thread of Gogo is not ours, it outlives us. */
    @Deactivate
    void stop() {
        synchronized (running) {
            running.forEach(Thread::interrupt);
        }
    }

    private static @Nullable Path home(BundleContext context) {
        var home = context.getProperty("osier.home");
        if (home != null && !home.isBlank()) return Path.of(home);
        var karaf = context.getProperty("karaf.base"); // as core does
        return karaf == null ? null : Path.of(karaf, "osier");
    }

    private static List<Handler> handlers(BundleContext context) {
        try {
            return Handler.of(context.getServiceReferences(IntentHandler.class, null));
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("there is no filter", e);
        }
    }
}
