package org.osier.transport.channel;

import static org.osier.transport.TransportException.Kind.NOT_PERMITTED;
import static org.osier.transport.TransportException.Kind.NO_ROUTE;

import java.io.Closeable;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.osier.transport.Acceptor;
import org.osier.transport.Dial;
import org.osier.transport.Listener;
import org.osier.transport.Receiver;
import org.osier.transport.TransportException;

/**
 * All that a transport over channels has open: its dials, listeners and connections. Each message goes over the wire behind
 * its length, {@code [u16 length][message]}, 1 to 65,535 bytes. Thread-safe.
 *
 * <p>It keeps for the transport what {@link org.osier.transport} asks of one: dials end in time and can be given up, messages
 * leave in the order of the calls, receivers are called one call at a time and told of the end once and last, who does not
 * read is not sent to without bound, a close flushes, a stop ends everything.
 *
 * <p>What comes in is a stranger's. A length of zero ends its connection ({@code PROTOCOL}), an end inside a message too
 * ({@code LOST}); half a message only waits. An exception out of a receiver ends the connection that it is for ({@code LOST}).
 *
 * <p>Its price, for each connection: two threads, and 64 KiB for what is read. So it is for some hundred peers and not for
 * thousands. At most 32 MiB wait to be written for a sender that does not wait after {@code send} returned false; one more
 * message ends the connection ({@code LOST}). How many connections there may be is the node's business.
 */
@ProviderType
public final class Wires {
    private static final long FLUSH_MS = 1_000; // Connection.close

    /** After this long of {@link #stop} what is still open is cut. With {@link #END_MS} less than the 2 s of a stop. */
    private static final long CLOSE_MS = 1_200;

    private static final long END_MS = 500;

    /** Closed connections whose other end has not closed yet, beyond which the oldest is cut. Our choice. */
    static final int MOST_LINGERING = 64;

    private static final long TIMER_IDLE_SECONDS = 10;

    private final String threadPrefix;
    private final long flushMs;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Set<Dialling> dials = ConcurrentHashMap.newKeySet();
    private final Set<WireListener> listeners = ConcurrentHashMap.newKeySet();
    private final Set<WireConnection> connections = new LinkedHashSet<>(); // guarded by this
    private final Set<WireConnection> lingering = new LinkedHashSet<>(); // guarded by this, oldest first
    private final ScheduledThreadPoolExecutor timer;
    private volatile boolean stopping;

    /**
     * Nothing is open yet, and no thread runs.
     *
     * @param threadPrefix names the threads: with {@code osier-example} they are {@code osier-example-read}, {@code -write},
     *     {@code -accept} and {@code -timer}. All are daemons, and end with {@link #stop}
     */
    public Wires(String threadPrefix) {
        this(threadPrefix, FLUSH_MS);
    }

    Wires(String threadPrefix, long flushMs) {
        this.threadPrefix = threadPrefix;
        this.flushMs = flushMs;
        timer = new ScheduledThreadPoolExecutor(1, this::timerThread);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(TIMER_IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /**
     * What {@link org.osier.transport.Transport#connect} is to do and to return. Never blocks.
     *
     * @param opener opens a wire to {@code to}, once, on a thread of its own. It is interrupted when the dial is given up or
     *     its time is over; if it does not end then, its thread waits for it, and nobody else. What it opens too late is closed.
     *     An address that it does not understand it refuses with {@code BAD_ADDRESS}
     */
    public Closeable dial(URI to, Dial dial, Receiver receiver, Opener opener) {
        var dialling = new Dialling(this, to, receiver, opener);
        dials.add(dialling);
        if (stopping) dialling.end(new TransportException(NO_ROUTE, to + ": the transport has stopped", null));
        else dialling.start(dial.timeout());
        return dialling;
    }

    /**
     * What {@link org.osier.transport.Transport#listen} is to return, after it has bound what it listens on.
     *
     * @param address where it listens, with the real port
     * @param next waits for whoever comes next, opens a wire to him and says in it where he comes from. Called again and again
     *     on one thread, 100 ms after it failed, until it throws {@link java.nio.channels.ClosedChannelException} or
     *     the listener is closed
     * @param server closed once, when the listener is closed: that ends a call of {@code next} that waits
     * @throws TransportException {@code NOT_PERMITTED} after {@link #stop}, or if no thread can be had; {@code server} is closed then
     */
    public Listener listen(URI address, Acceptor acceptor, Opener next, Closeable server) throws TransportException {
        var listener = new WireListener(this, address, acceptor, next, server);
        listeners.add(listener);
        if (listener.start() && !stopping) return listener;
        listener.close();
        throw new TransportException(
                NOT_PERMITTED, address + ": the transport has stopped, or there are too many threads", null);
    }

    /**
     * What deactivation is to call. Closes everything, flushing what was taken for at most 1 s. At most 2 s, if the channels
     * keep what {@link Wire} asks of them; not on a thread of this transport. Idempotent; what is dialled afterwards fails.
     */
    public void stop() {
        stopping = true;
        listeners.forEach(WireListener::close);
        dials.forEach(dial -> dial.end(null));
        for (var connection : connections()) connection.close();
        awaitEnds();
        for (var connection : connections()) connection.giveUp();
        timer.shutdown();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MS);
        for (var thread : threads) join(thread, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }

    /** From now on it is ended by {@link #stop}; whoever asked for it runs it. */
    WireConnection begin(Wire wire, Receiver receiver) {
        var connection = new WireConnection(this, wire, receiver);
        synchronized (this) {
            connections.add(connection);
        }
        if (stopping) connection.end(null);
        return connection;
    }

    private synchronized Set<WireConnection> connections() {
        return new LinkedHashSet<>(connections);
    }

    private synchronized void awaitEnds() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MS);
        try {
            for (long left = end - System.nanoTime();
                    left > 0 && !connections.isEmpty();
                    left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long a close may take. */
    long flushMs() {
        return flushMs;
    }

    /** It has said everything, and waits for the other end to close: for 1 s at most, and less where many do. */
    void lingers(WireConnection connection) {
        WireConnection oldest = null;
        synchronized (this) {
            if (connections.contains(connection)) lingering.add(connection);
            if (lingering.size() > MOST_LINGERING) oldest = lingering.iterator().next();
        }
        if (oldest != null) oldest.giveUp();
    }

    synchronized void remove(WireConnection connection) {
        lingering.remove(connection);
        connections.remove(connection);
        if (connections.isEmpty()) notifyAll();
    }

    void remove(Dialling dial) {
        dials.remove(dial);
    }

    void remove(WireListener listener) {
        listeners.remove(listener);
    }

    /** On the timer's thread; after {@link #stop} not at all, since everything has ended. */
    void execute(Runnable task) {
        after(0, task);
    }

    @Nullable
    Future<?> after(long ms, Runnable task) {
        try {
            return timer.schedule(task, ms, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            return null;
        }
    }

    Thread start(String role, Runnable task) {
        var thread = thread(role, task);
        start(thread);
        return thread;
    }

    /** Not started yet. */
    Thread thread(String role, Runnable task) {
        var thread = new Thread(task, threadPrefix + "-" + role);
        thread.setDaemon(true);
        return thread;
    }

    /** @throws OutOfMemoryError if the system gives none */
    void start(Thread thread) {
        keep(thread);
        thread.start();
    }

    private Thread timerThread(Runnable task) {
        var thread = thread("timer", task);
        keep(thread);
        return thread;
    }

    /** For {@link #stop}, which waits for it. None takes itself out: it would not have ended by then. */
    private void keep(Thread thread) {
        threads.removeIf(one -> one.getState() == Thread.State.TERMINATED);
        threads.add(thread);
    }

    /** At most that long; on the thread itself not at all. */
    static void join(Thread thread, long ms) {
        if (ms <= 0 || thread == Thread.currentThread()) return;
        try {
            thread.join(ms);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
