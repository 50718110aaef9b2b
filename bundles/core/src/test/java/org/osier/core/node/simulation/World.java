package org.osier.core.node.simulation;

import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.Genesis;
import org.osier.testkit.SimNetwork;
import org.osier.testkit.VirtualTime;
import org.osier.transport.Transport;
import org.osier.transport.Transport.Delivery;

/** What all machines of one run share. */
final class World {
    private static final Cluster CLUSTER = Cluster.begin(
            Genesis.create("simulation", Instant.parse("2026-01-01T00:00:00Z"), new Random(1)), new Random(2));

    private final SimNetwork network;
    private final Delivery delivery;
    private final Trace trace;
    private final Ledger ledger;
    private @Nullable Throwable failure;

    /** @param delivery what its carriers promise */
    World(long seed, Delivery delivery) {
        this.delivery = delivery;
        network = new SimNetwork(seed);
        trace = new Trace(network.time());
        ledger = new Ledger(network.time(), trace);
    }

    SimNetwork network() {
        return network;
    }

    /** A transport for this host. */
    Transport transport(String host) {
        return network.transport(host, delivery);
    }

    boolean losesThings() {
        return delivery == Delivery.DATAGRAM;
    }

    VirtualTime time() {
        return network.time();
    }

    Random random() {
        return network.time().random();
    }

    Trace trace() {
        return trace;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Runs what a stage calls: a stage swallows what its listeners throw, {@link #check} does not. */
    void heard(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | AssertionError e) {
            if (failure == null) failure = e;
        }
    }

    /** Whether something was found while nobody could be told. */
    void check() {
        if (failure != null) throw new AssertionError(failure.getMessage(), failure);
    }

    Cluster cluster() {
        return CLUSTER;
    }
}
