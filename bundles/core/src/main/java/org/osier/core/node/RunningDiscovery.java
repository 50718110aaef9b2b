package org.osier.core.node;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osier.core.node.rules.CandidateBook;
import org.osier.discovery.Discovery;
import org.osier.mesh.DiscoveryStatus;
import org.osier.mesh.DiscoveryStatus.State;
import org.osier.node.NodeRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One discovery between its coming and its going: every call to it, one after the other, on a thread that serves it
 * alone. Any thread.
 */
final class RunningDiscovery {
    private static final Logger log = LoggerFactory.getLogger(RunningDiscovery.class);
    private static final int STOP_SECONDS = 2; // Discovery.stop

    private static final String NAME = "[a-z0-9-]{1,32}";
    /** At most one start, one piece of news and one stop wait at once. */
    private static final int TASKS = 3;

    private static final int IDLE_SECONDS = 10; // most of them are called twice a day

    /** What of it people see. */
    record Status(
            String name,
            long serviceId,
            State state,
            Instant since,
            Optional<Instant> announced,
            int standing,
            long found,
            long shed,
            List<String> troubles)
            implements DiscoveryStatus {}

    private final Environment environment;
    private final Discovery discovery;
    private final long serviceId;
    private final Consumer<RunningDiscovery> failed;
    private final ExecutorService thread;
    private final AtomicReference<@Nullable NodeRecord> news = new AtomicReference<>();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean runs; // its thread's
    private volatile String name;
    private volatile State state = State.STARTING;
    private volatile Instant since;
    private volatile @Nullable Instant announced;
    private volatile String trouble = "";

    /** @param failed hears, once, that it threw; on its thread */
    RunningDiscovery(Environment environment, Discovery discovery, long serviceId, Consumer<RunningDiscovery> failed) {
        this.environment = environment;
        this.discovery = discovery;
        this.serviceId = serviceId;
        this.failed = failed;
        this.name = className().substring(className().lastIndexOf('.') + 1);
        this.since = environment.clock().instant();
        this.thread = environment.threads().get();
    }

    /** A thread that ends when it has had nothing to do for a while; whoever hangs in it keeps no process alive. */
    static ExecutorService thread() {
        var thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(TASKS), RunningDiscovery::thread);
        thread.allowCoreThreadTimeOut(true);
        return thread;
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "osier-core-discovery");
        thread.setDaemon(true);
        return thread;
    }

    boolean is(Discovery discovery) {
        return this.discovery == discovery;
    }

    void start(NodeRecord self, Findings findings) {
        call(() -> {
            if (ending.get()) return;
            var name = discovery.name();
            if (!name.matches(NAME)) throw new IllegalStateException("a name is " + NAME + ", got '" + name + "'");
            this.name = name;
            runs = true;
            discovery.start(self, findings);
            announced = environment.clock().instant();
            become(State.RUNNING);
        });
    }

    private void become(State state) {
        this.state = state;
        since = environment.clock().instant();
    }

    /** @param tally what became of what it found */
    Status status(CandidateBook.Tally tally) {
        return new Status(
                name,
                serviceId,
                state,
                since,
                Optional.ofNullable(announced),
                tally.standing(),
                tally.found(),
                tally.shed(),
                troubles());
    }

    /** Its own words, and it may fail at these too. */
    private List<String> troubles() {
        if (state == State.FAILED) return List.of(trouble);
        try {
            return List.copyOf(discovery.troubles());
        } catch (RuntimeException | LinkageError e) {
            return List.of("it cannot say how it is: " + e);
        }
    }

    String name() {
        return name;
    }

    /** Of several pieces of news that wait the last one is told. */
    void announce(NodeRecord self) {
        if (news.getAndSet(self) != null) return;
        call(() -> {
            var newest = news.getAndSet(null);
            if (!runs || newest == null) return;
            discovery.announce(newest);
            announced = environment.clock().instant();
        });
    }

    /** Stops it. @return done when it has, and after 2 s at most */
    CompletableFuture<Void> end() {
        if (ending.getAndSet(true)) return ended;
        var limit = environment.loop().schedule(this::giveUp, STOP_SECONDS, TimeUnit.SECONDS);
        ended.thenRun(() -> limit.cancel(false));
        call(() -> {
            try {
                stop();
            } finally {
                ended.complete(null);
            }
        });
        thread.shutdown(); // what waits is done first
        return ended;
    }

    private void giveUp() {
        if (!ended.complete(null)) return;
        log.warn("{}: has not stopped within {} s, left alone", className(), STOP_SECONDS);
        thread.shutdownNow();
    }

    private void stop() {
        if (!runs) return;
        runs = false;
        discovery.stop();
    }

    private void call(Runnable call) {
        try {
            thread.execute(() -> guarded(call));
        } catch (RejectedExecutionException e) {
            // It has ended.
        }
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | LinkageError e) {
            log.warn("{}: discovery failed, it is not used any more", className(), e);
            trouble = "it failed: " + e;
            become(State.FAILED);
            failed.accept(this);
            end();
        }
    }

    private String className() {
        return discovery.getClass().getName();
    }
}
