package org.osier.launcher;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks whether the home is still ours. Somebody may delete {@code data/} under a running node: nobody could reach such
 * a node any more, neither a command nor a stop, and the next one in this home would find its ports taken.
 */
final class HomeWatch implements AutoCloseable {
    private static final long LOOK_SECONDS = 1;

    private final Home home;
    private final Runnable gone;
    private volatile boolean lost;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var made = new Thread(task, "osier-launcher-home");
        made.setDaemon(true);
        return made;
    });

    /** @param gone called once, as soon as the home is not ours any more */
    HomeWatch(Home home, Runnable gone) {
        this.home = home;
        this.gone = gone;
        thread.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        if (home.isOurs()) return;
        lost = true;
        thread.shutdown();
        gone.run();
    }

    /** @throws IOException if it is not ours any more, for the operator */
    void check() throws IOException {
        if (!lost) return;
        throw new IOException("OSIER-106 " + home.data() + " was deleted or replaced while the node ran, which has"
                + " stopped; without a copy of data/ the next start makes a new node");
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
