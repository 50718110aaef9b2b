package org.osier.shell.socket;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.osier.shell.commands.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts clients on the socket of a home. A socket that cannot be opened is tried again each second: the one who holds
 * it may be our predecessor, on its way out.
 */
final class CommandServer {
    private static final Logger log = LoggerFactory.getLogger(CommandServer.class);

    /** Most clients at the same time. */
    static final int MAX_CLIENTS = 8;

    /** How long one has to send its request. */
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** Clients that the kernel keeps for us while we are busy accepting. */
    private static final int BACKLOG = 16;

    private static final long RETRY_MS = 1_000;

    /** A client that was refused reads why only after it has sent its request: so long it may do so. */
    private static final long LINGER_MS = 1_000;

    /** Most refused clients that linger; more are closed at once. */
    private static final int MAX_LINGERING = 32;

    /** Threads of clients that went away end when they had nothing to do for so long. */
    private static final long IDLE_MS = 1_000;

    private static final long STOP_MS = 2_000;

    private final SocketFile file;
    private final Lines lines;
    private final long requestTimeoutMs;
    private final Semaphore free = new Semaphore(MAX_CLIENTS);
    private final Semaphore lingering = new Semaphore(MAX_LINGERING);
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicInteger number = new AtomicInteger();
    private final ThreadFactory named = task -> new Thread(task, "osier-shell-socket-" + number.incrementAndGet());
    private final ExecutorService threads = new ThreadPoolExecutor( // 2 for each client, and the acceptor
            0, Integer.MAX_VALUE, IDLE_MS, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), named);
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, named);

    private @Nullable ServerSocketChannel server; // guarded by this

    CommandServer(SocketFile file, Lines lines, Duration requestTimeout) {
        this.file = file;
        this.lines = lines;
        this.requestTimeoutMs = requestTimeout.toMillis();
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Begins to accept, on a thread of its own. */
    void start() {
        threads.execute(this::acceptUntilStopped);
    }

    /** Closes everything and waits at most 2 s for the threads to end. */
    void stop() throws InterruptedException {
        stopped.countDown();
        close();
        for (var client : clients) closeQuietly(client);
        threads.shutdownNow();
        clock.shutdownNow();
        if (!threads.awaitTermination(STOP_MS, TimeUnit.MILLISECONDS)) {
            log.warn("a command does not end although it was interrupted");
        }
    }

    private void acceptUntilStopped() {
        var lastReason = "";
        while (stopped.getCount() > 0) {
            try {
                var listener = open();
                if (listener == null) return;
                while (true) take(listener.accept());
            } catch (IOException e) {
                var reason = String.valueOf(e.getMessage());
                if (stopped.getCount() > 0 && !reason.equals(lastReason)) {
                    log.warn("the command line cannot reach this node: {}", reason);
                    lastReason = reason;
                }
                close();
            } catch (RejectedExecutionException e) {
                // Stopped between accepting and serving.
                clients.forEach(CommandServer::closeQuietly);
                return;
            }
            try {
                stopped.await(RETRY_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The listener; null if it was stopped meanwhile. */
    private synchronized @Nullable ServerSocketChannel open() throws IOException {
        if (stopped.getCount() == 0) return null;
        return server = file.open(BACKLOG);
    }

    private synchronized void close() {
        if (server == null) return;
        try {
            file.delete();
        } catch (IOException e) {
            log.warn("{} was left behind: {}", file.path(), e.getMessage());
        }
        closeQuietly(server);
        server = null;
    }

    private void take(SocketChannel client) {
        if (!free.tryAcquire()) {
            refuse(client);
            return;
        }
        clients.add(client);
        threads.execute(() -> {
            try {
                new Connection(client, lines, threads, clock).serve(requestTimeoutMs);
            } finally {
                clients.remove(client);
                free.release();
            }
        });
    }

    private void refuse(SocketChannel client) {
        try {
            // One line fits into the empty buffer of a new socket: this does not wait.
            Connection.refuse(client, "OSIER-305 " + MAX_CLIENTS + " commands run already: try again.", Exit.FAILED);
            if (lingering.tryAcquire()) {
                clients.add(client);
                clock.schedule(() -> lingered(client), LINGER_MS, TimeUnit.MILLISECONDS);
                return;
            }
        } catch (IOException e) {
            // It has gone.
        }
        closeQuietly(client);
    }

    private void lingered(SocketChannel client) {
        closeQuietly(client);
        clients.remove(client);
        lingering.release();
    }

    private static void closeQuietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed for us all the same.
        }
    }
}
