package org.osier.core.node.simulation;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.Identity;
import org.osier.core.node.NodeConfig;
import org.osier.core.node.SecondWay;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** A host with the home of one node: identity and serials outlast the lives of the node. */
final class Machine {
    /** A stop waits 2 s for what is under way; its connections then have 2 s, and a dial under way is given up. */
    private static final Duration STOP = Duration.ofSeconds(5);
    /** What runs over a transport that goes has 2 s; the simulated close takes up to 1 s of them. */
    private static final Duration REMOVE = Duration.ofSeconds(2);

    private static final byte[] CONTEXT = "osier/1 record\0".getBytes(StandardCharsets.US_ASCII);

    private final World world;
    private final String host;
    private final boolean twoWays;
    private final Identity identity;
    private final List<URI> whom = new ArrayList<>();
    private NodeConfig config;
    private long serial;
    private int lives;
    private @Nullable Life life;
    private boolean busy; // stopping, or losing a transport: leave it alone meanwhile

    /** @param twoWays whether it has a transport of a second scheme */
    Machine(World world, String host, boolean twoWays) {
        this.world = world;
        this.host = host;
        this.twoWays = twoWays;
        this.identity = Identity.generate(world.random());
        this.config = NodeConfig.named(host).withListen(addresses(1));
    }

    boolean hasTwoWays() {
        return twoWays;
    }

    String host() {
        return host;
    }

    Identity identity() {
        return identity;
    }

    NodeId id() {
        return identity.id();
    }

    URI address() {
        return address(1);
    }

    URI address(int port) {
        return URI.create("sim://" + host + ":" + port);
    }

    /** Where it listens: at this port of each way. */
    URI[] addresses(int port) {
        return twoWays ? new URI[] {address(port), SecondWay.address(host, port)} : new URI[] {address(port)};
    }

    /** As the home's own signer: serials outlast the lives. */
    NodeRecord sign(long above, NodeRecord.Builder record, Instant now) {
        serial = Math.max(Math.max(serial, above) + 1, now.toEpochMilli());
        return record.keys(identity.publicKey(), identity.linkKey())
                .serial(serial)
                .sign(unsigned -> identity.sign(ByteBuffer.allocate(CONTEXT.length + unsigned.length)
                        .put(CONTEXT)
                        .put(unsigned)
                        .array()));
    }

    // --- its node

    @Nullable
    Life life() {
        return life;
    }

    /** Whether it has a node that nothing is being done to. */
    boolean isUp() {
        return life != null && !busy;
    }

    boolean isDown() {
        return life == null && !busy;
    }

    NodeConfig config() {
        return config;
    }

    void configure(NodeConfig config) {
        this.config = config;
        if (life != null) life.node().configure(config);
    }

    /** Whom its node looks for by itself. */
    List<URI> whom() {
        return whom;
    }

    void start() {
        try {
            world.trace().note("start " + host);
            life = new Life(this, world, ++lives, config);
        } catch (HomeException e) {
            throw new AssertionError(e);
        }
    }

    /** The process is killed: what the system had taken from it still leaves. */
    void kill() {
        world.trace().note("kill " + life);
        endLife();
    }

    private void endLife() {
        if (life != null) life.end();
        life = null;
        world.network().stop(host);
        if (twoWays) world.network().stop(SecondWay.wire(host));
    }

    /** The process ends by itself: within a time, and nobody who sent something is left without an answer. */
    void stop() {
        var stopping = life;
        if (stopping == null) return;
        world.trace().note("stop " + stopping);
        busy = true;
        var stopped = stopping.stop();
        must(stopped, STOP, "stop " + stopping);
        stopped.thenRun(() -> world.heard(() -> {
            world.trace().note("stopped " + stopping);
            var open = world.ledger().openOf(stopping);
            if (!open.isEmpty()) throw new AssertionError("stopped, and nobody was told about " + open);
            busy = false;
            endLife();
        }));
    }

    /** The bundle of the transport stops and will be back. */
    void loseTransport() {
        var losing = life;
        if (losing == null) return;
        world.trace().note("transport leaves " + losing);
        busy = true;
        var gone = losing.removeTransport();
        must(gone, REMOVE, "remove the transport of " + losing);
        gone.thenRun(() -> world.heard(() -> {
            world.trace().note("transport left " + losing);
            busy = false;
            world.network().stop(host);
        }));
    }

    /** The bundle of the transport is updated: the new one is there before the old one goes. */
    void replaceTransport() {
        var losing = life;
        if (losing == null) return;
        world.trace().note("transport of " + losing + " is replaced");
        busy = true;
        var old = losing.replaceTransport();
        must(old, REMOVE, "replace the transport of " + losing);
        old.thenRun(() -> world.heard(() -> {
            world.trace().note("transport of " + losing + " was replaced");
            busy = false;
        }));
    }

    /** A transport of its second way goes: it is left alone until that is done, in time. */
    void busyUntil(java.util.concurrent.CompletableFuture<Void> gone, String what, Runnable then) {
        busy = true;
        must(gone, REMOVE, what);
        gone.thenRun(() -> world.heard(() -> {
            world.trace().note("done: " + what);
            busy = false;
            then.run();
        }));
    }

    private void must(java.util.concurrent.Future<?> done, Duration limit, String what) {
        world.time()
                .schedule(
                        () -> {
                            if (!done.isDone()) throw new AssertionError(what + " takes longer than " + limit);
                        },
                        limit.toMillis(),
                        java.util.concurrent.TimeUnit.MILLISECONDS);
    }

    @Override
    public String toString() {
        return host;
    }
}
