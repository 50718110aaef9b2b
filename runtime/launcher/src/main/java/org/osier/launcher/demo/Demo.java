package org.osier.launcher.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code osier demo}: three nodes on this machine, one cluster, all at work. bin/osier calls it with {@code --home DIR
 * [--keep]}. Ends with 0 if every step held, 1 if one did not, 2 for wrong use. The nodes are stopped at the end, also
 * on Ctrl-C, unless they are to be kept.
 */
public final class Demo {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private final Osier osier;
    private final Options options;
    private final Screen screen;

    private Demo(Osier osier, Options options, Screen screen) {
        this.osier = osier;
        this.options = options;
        this.screen = screen;
    }

    public static void main(String[] arguments) {
        var screen = new Screen(System.out, Boolean.getBoolean("osier.terminal"));
        try {
            var osier = new Osier(Path.of(System.getProperty("osier.dist", "")).toAbsolutePath());
            System.exit(new Demo(osier, Options.parse(arguments), screen).run());
        } catch (DemoException e) {
            System.err.println("osier demo: " + e.getMessage());
            System.exit(e.exitCode());
        } catch (IOException e) {
            System.err.println("osier demo: " + e);
            System.exit(FAILED);
        } catch (InterruptedException e) {
            // The process is ending already, and its exit code is that of the signal.
            Thread.currentThread().interrupt();
        }
    }

    private int run() throws IOException, InterruptedException, DemoException {
        long begun = System.nanoTime();
        try (var folder = DemoFolder.open(options.folder(), Trio.NAMES)) {
            var nodes = Trio.in(folder, osier);
            var stop = StopAtExit.of(nodes, screen);
            screen.line("osier demo: three nodes on this machine, one cluster, nothing leaves 127.0.0.1");
            boolean held = steps(nodes, folder);
            stop.over(options.keep());
            if (!options.keep()) nodes.stop();
            new Farewell(osier, options, screen).say(held, Screen.since(begun));
            return held ? DONE : FAILED;
        }
    }

    private boolean steps(Trio nodes, DemoFolder folder) throws InterruptedException {
        var steps = List.of(
                new Starting(osier, folder.clusterFile()),
                new Linking(),
                new Messaging(osier),
                new Deploying(osier),
                new Swapping(),
                new Moving());
        try {
            for (var step : steps) step.run(nodes, screen);
            return true;
        } catch (DemoException e) {
            screen.result("FAILED", e.getMessage(), "");
        } catch (IOException e) {
            screen.result("FAILED", e.toString(), "");
        }
        return false;
    }
}
