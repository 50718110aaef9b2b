package org.osier.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

/** One framework in this process, from its start to its stop. */
final class Node {
    /** How long a stop may take: sessions drain at most 2 s, and each of the few bundles has its own limit below that. */
    private static final long STOP_TIMEOUT_MS = 10_000;

    /** A bundle that wants the process to end with another code sets it before it stops the framework. */
    private static final String EXIT_CODE = "osier.exit.code";

    private final Home home;
    private final Distribution distribution;
    private final boolean console;

    Node(Home home, Distribution distribution, boolean console) {
        this.home = home;
        this.distribution = distribution;
        this.console = console;
    }

    /** Returns when the framework has stopped. */
    int run() throws IOException, BundleException {
        home.forgetReady();
        var bundles = distribution.systemBundles(console);
        var lastStartLevel = bundles.get(bundles.size() - 1).startLevel();
        var framework = new FrameworkFactory().newFramework(FrameworkProperties.of(home, lastStartLevel));
        framework.init();
        stopOnSignal(framework);
        try (var watch = new HomeWatch(home, () -> stop(framework))) {
            start(framework, bundles);
            int code = await(framework);
            watch.check();
            return code;
        } finally {
            if (home.isOurs()) home.forgetReady(); // else it is another node's by now
        }
    }

    private static void start(Framework framework, List<SystemBundle> bundles) throws BundleException {
        var failure = new AtomicReference<Throwable>();
        FrameworkListener firstFailure = event -> {
            if (event.getType() == FrameworkEvent.ERROR) failure.compareAndSet(null, event.getThrowable());
        };
        var context = framework.getBundleContext();
        context.addFrameworkListener(firstFailure);
        var system = new ArrayList<Bundle>();
        var console = new ArrayList<Bundle>();
        for (var bundle : bundles) {
            var installed = context.installBundle(bundle.location());
            installed.adapt(BundleStartLevel.class).setStartLevel(bundle.startLevel());
            if (bundle.console()) {
                console.add(installed);
            } else {
                installed.start();
                system.add(installed);
            }
        }
        framework.start();
        context.removeFrameworkListener(firstFailure);
        for (var bundle : system) {
            if (bundle.getState() != Bundle.ACTIVE) {
                var why = failure.get() == null ? "" : ": " + Causes.of(failure.get());
                throw new BundleException(bundle.getSymbolicName() + " does not start" + why);
            }
        }
        Console.start(console);
    }

    private static int await(Framework framework) {
        try {
            var stopped = framework.waitForStop(0);
            if (stopped.getType() == FrameworkEvent.ERROR) return ExitCode.FAILED;
            return Integer.getInteger(EXIT_CODE, ExitCode.DONE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    // After SIGTERM or SIGINT the process ends with 143 or 130, as the operating system expects of it.
    private static void stopOnSignal(Framework framework) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop(framework);
                            try {
                                framework.waitForStop(STOP_TIMEOUT_MS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "osier-launcher-stop"));
    }

    /** Begins to stop it. */
    private static void stop(Framework framework) {
        try {
            framework.stop();
        } catch (BundleException e) {
            System.err.println("osier: " + Causes.of(e));
        }
    }
}
