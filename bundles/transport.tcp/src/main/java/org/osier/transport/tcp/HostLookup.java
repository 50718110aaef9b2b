package org.osier.transport.tcp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks names up anew for every dial, with the system's resolver, which blocks: on threads of its own, so that neither a caller nor an event
 * loop waits. A look-up cannot be interrupted; the threads are daemons, and one that waits for a dead name server ends
 * when the system gives up.
 */
final class HostLookup {
    private static final int THREADS = 2;
    private static final int WAITING = 256; // dials; one more fails at once
    private static final long IDLE_SECONDS = 10;

    /** The system's resolver, or what a test has in its place. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), this::thread);

    HostLookup(Resolver resolver) {
        this.resolver = resolver;
        pool.allowCoreThreadTimeOut(true);
    }

    /** Completes on any thread, with an address at least, or with {@link UnknownHostException}. */
    CompletableFuture<InetAddress[]> find(TcpAddress address) {
        var found = new CompletableFuture<InetAddress[]>();
        if (address.isLiteral()) {
            resolve(address.host(), found);
            return found;
        }
        try {
            pool.execute(() -> resolve(address.host(), found));
        } catch (RejectedExecutionException full) {
            found.completeExceptionally(new UnknownHostException(address.host() + ": too many look-ups, or stopped"));
        }
        return found;
    }

    void stop() {
        pool.shutdownNow();
    }

    private void resolve(String host, CompletableFuture<InetAddress[]> found) {
        try {
            found.complete(resolver.resolve(host));
        } catch (UnknownHostException unknown) {
            found.completeExceptionally(unknown);
        }
    }

    private Thread thread(Runnable work) {
        var thread = new Thread(work, EventLoops.THREAD_PREFIX + "lookup-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
