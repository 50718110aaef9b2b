package org.osier.core.node.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osier.core.identity.HomeException;
import org.osier.core.node.Environment;
import org.osier.core.node.ListedSeeds;
import org.osier.core.node.Node;
import org.osier.core.node.NodeConfig;
import org.osier.core.node.OwnCluster;
import org.osier.core.node.SecondWay;
import org.osier.mesh.Message;
import org.osier.transport.Transport;

/** One start of a machine's node, from its boot to its end: what it holds of the world, and what it is asked to do. */
final class Life {
    private static final int INTENT = 0x40;

    private final Machine machine;
    private final World world;
    private final String name;
    private final ScheduledExecutorService loop;
    private final ScheduledExecutorService applications;
    private final Node node;
    private @Nullable Transport transport;
    private @Nullable Transport second;
    private final List<ScheduledExecutorService> loops = new ArrayList<>(); // what ends with it
    private @Nullable Post post;
    private @Nullable ListedSeeds discovery;
    private long services;
    private boolean over;

    Life(Machine machine, World world, int number, NodeConfig config) throws HomeException {
        this.machine = machine;
        this.world = world;
        this.name = machine + "." + number;
        var time = world.time();
        loop = time.loop();
        loops.add(loop);
        applications = anotherLoop();
        var environment = new Environment(
                time, time::nanoTime, loop, new Random(time.random().nextLong()), this::anotherLoop);
        node = new Node(
                environment,
                machine.identity(),
                OwnCluster.inMemory(world.cluster()),
                machine::sign,
                config,
                number == 1);
        addPost();
        addTransport();
        if (machine.hasTwoWays()) addSecond();
        addDiscovery();
        node.start();
    }

    private ScheduledExecutorService anotherLoop() {
        var another = world.time().loop();
        loops.add(another);
        return another;
    }

    Machine machine() {
        return machine;
    }

    Node node() {
        return node;
    }

    ScheduledExecutorService loop() {
        return loop;
    }

    /** Nobody hears of it any more. */
    boolean isOver() {
        return over;
    }

    /** Of its applications, not of the node. */
    void later(Runnable task, int ms) {
        applications.schedule(task, ms, TimeUnit.MILLISECONDS);
    }

    // --- what comes and goes

    @Nullable
    Post post() {
        return post;
    }

    void addPost() {
        post = new Post(this, world.ledger(), new Random(world.random().nextLong()));
        node.set(post);
    }

    void removePost() {
        if (post == null) return;
        node.unset(post);
        post.gone();
        post = null;
    }

    /** The new one serves before the old one goes. */
    void replacePost() {
        var old = post;
        addPost();
        if (old == null) return;
        node.unset(old);
        old.gone();
    }

    boolean hasTransport() {
        return transport != null;
    }

    void addTransport() {
        transport = world.transport(machine.host());
        node.add(transport, Set.of("sim"), ++services);
    }

    /** @return done when nothing runs over it any more */
    CompletableFuture<Void> removeTransport() {
        var old = transport;
        transport = null;
        return old == null ? CompletableFuture.completedFuture(null) : node.remove(old);
    }

    /** The new one is there before the old one goes. @return done when nothing runs over the old one any more */
    CompletableFuture<Void> replaceTransport() {
        var old = transport;
        addTransport();
        return old == null ? CompletableFuture.completedFuture(null) : node.remove(old);
    }

    boolean hasSecond() {
        return second != null;
    }

    void addSecond() {
        second = new SecondWay(world.network(), machine.host());
        node.add(second, Set.of(SecondWay.SCHEME), ++services);
    }

    /** @return done when nothing runs over it any more */
    CompletableFuture<Void> removeSecond() {
        var old = second;
        second = null;
        return old == null ? CompletableFuture.completedFuture(null) : node.remove(old);
    }

    /** As {@link #replaceTransport}. */
    CompletableFuture<Void> replaceSecond() {
        var old = second;
        addSecond();
        return old == null ? CompletableFuture.completedFuture(null) : node.remove(old);
    }

    /** How it learns whom to dial: the one place that knows. */
    void addDiscovery() {
        if (discovery != null) return;
        discovery = new ListedSeeds(machine.whom().toArray(java.net.URI[]::new));
        node.add(discovery);
    }

    void removeDiscovery() {
        if (discovery != null) node.remove(discovery);
        discovery = null;
    }

    // --- what it is asked to do

    void send(Parcel parcel) {
        var mesh = node.mesh();
        var message = Message.of(INTENT, java.nio.ByteBuffer.wrap(parcel.payload())).stream(parcel.stream);
        var to = parcel.to.id();
        var deadline = parcel.deadline;
        if (parcel.request && deadline != null) {
            mesh.request(to, message, deadline)
                    .whenComplete((answer, e) -> ended(parcel, e, answer == null ? null : Post.number(answer)));
        } else {
            var sent = deadline == null ? mesh.send(to, message) : mesh.send(to, message, deadline);
            sent.whenComplete((nothing, e) -> ended(parcel, e, null));
        }
    }

    private void ended(Parcel parcel, @Nullable Throwable e, @Nullable Integer answer) {
        world.heard(() -> world.ledger().ended(parcel, cause(e), answer));
    }

    private static @Nullable Throwable cause(@Nullable Throwable e) {
        return e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    }

    // --- how it ends

    /** As the process ends by itself. @return done when the node says so */
    CompletableFuture<Void> stop() {
        return node.stop();
    }

    /** As when its process is killed: nothing of it runs any more. */
    void end() {
        over = true;
        loops.forEach(ScheduledExecutorService::shutdownNow);
    }

    @Override
    public String toString() {
        return name;
    }
}
