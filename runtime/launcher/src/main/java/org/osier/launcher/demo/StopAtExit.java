package org.osier.launcher.demo;

import java.io.IOException;

/** Stops the nodes when this process ends, whichever way: a shutdown hook. */
final class StopAtExit implements Runnable {
    /** The demo's thread leaves as soon as it is interrupted; a node that it starts must not come after the stop. */
    private static final long LEAVE_MS = 3_000;

    private final Trio nodes;
    private final Screen screen;
    private final Thread demo = Thread.currentThread();
    private volatile boolean over;
    private volatile boolean keep;

    private StopAtExit(Trio nodes, Screen screen) {
        this.nodes = nodes;
        this.screen = screen;
    }

    /** From now on an end of this process is an end of the nodes. Called by the thread that works with them. */
    static StopAtExit of(Trio nodes, Screen screen) {
        var hook = new StopAtExit(nodes, screen);
        Runtime.getRuntime().addShutdownHook(new Thread(hook, "osier-demo-stop"));
        return hook;
    }

    /** The demo's thread does nothing with the nodes any more. @param keep whether they go on */
    void over(boolean keep) {
        this.keep = keep;
        over = true;
    }

    @Override
    public void run() {
        if (keep) return;
        try {
            if (!over) {
                screen.line("osier demo: interrupted, the nodes are stopped");
                screen.close();
                demo.interrupt();
                demo.join(LEAVE_MS);
            }
            nodes.stop();
        } catch (IOException | DemoException e) {
            System.err.println("osier demo: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
