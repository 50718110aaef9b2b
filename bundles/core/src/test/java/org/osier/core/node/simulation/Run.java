package org.osier.core.node.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.osier.transport.Transport.Delivery;

/** One seed: two to five nodes, a number of events, then all is well and everything must have been overcome. */
final class Run {
    /** Back-off is up to 60 s, a cut is noticed after 40 s by pings or after 60 s by the carrier. */
    private static final Duration OVERCOME = Duration.ofMinutes(4);

    /** Links that only stand by are dialled with pauses of up to 10 minutes. */
    private static final Duration OVERCOME_TWO = Duration.ofMinutes(25);

    private final long seed;
    private final int count;
    private final World world;
    private final List<Machine> machines = new ArrayList<>();
    private final Bounds bounds;
    private final Chaos chaos;
    private final SecondWays secondWays;
    private final int ways;

    /** @param count of events */
    Run(long seed, int count) {
        this(seed, count, 1);
    }

    /** @param ways transports that each machine has, 1 or 2 */
    Run(long seed, int count, int ways) {
        this.ways = ways;
        this.seed = seed;
        this.count = count;
        world = new World(seed, delivery(seed));
        // Not from the world's own: the first numbers of neighbouring seeds are much alike.
        var shape = new SplittableRandom(seed);
        int size = 2 + shape.nextInt(4);
        for (int i = 0; i < size; i++) machines.add(new Machine(world, "n" + i, ways == 2));
        acquaint();
        chaos = new Chaos(world, machines, new Posting(world, machines), shape.nextDouble());
        secondWays = new SecondWays(world, machines);
        if (ways == 2) secondWays.addTo(chaos);
        bounds = new Bounds(world, machines, 2L * Posting.MIB + 1_000, ways);
    }

    /** Every second seed is over datagrams. */
    private static Delivery delivery(long seed) {
        return seed % 2 == 0 ? Delivery.DATAGRAM : Delivery.STREAM;
    }

    /** Of two nodes one knows the other, or both each other. */
    private void acquaint() {
        for (int a = 0; a < machines.size(); a++) {
            for (int b = 0; b < a; b++) {
                int kind = world.random().nextInt(3);
                if (kind != 0) machines.get(a).whom().add(machines.get(b).address());
                if (kind != 1) machines.get(b).whom().add(machines.get(a).address());
            }
        }
    }

    /** @return itself, to be asked what happened */
    Run run() {
        try {
            world.time().afterEach(() -> {
                world.check();
                bounds.check();
            });
            chaos.begin();
            machines.forEach(Machine::start);
            for (int i = 0; i < count; i++) {
                chaos.event();
                bounds.checkMore();
            }
            overcome();
            return this;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed " + seed + ": " + e.getMessage() + "\n" + world.trace() + "\nnobody was told of "
                            + world.ledger().open() + "\n" + MeshSimulationTest.replay(seed, count, ways),
                    e);
        }
    }

    private void overcome() {
        chaos.end();
        if (ways == 2) secondWays.end();
        var network = world.network();
        network.runUntil(() -> bounds.isWhole(), ways == 1 ? OVERCOME : OVERCOME_TWO);
        network.runUntil(() -> world.ledger().open().isEmpty(), OVERCOME);
        network.runFor(Duration.ofMinutes(1));
        bounds.checkMore();
        bounds.checkQuiet();
        if (!bounds.isWhole()) throw new AssertionError("links come and go although all is well");
    }

    /** Of everything that happened, with its time. */
    long hash() {
        return world.trace().hash();
    }

    World world() {
        return world;
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + delivery(seed) + ", " + machines.size() + " nodes, "
                + world.ledger().size() + " messages, " + world.trace().lines() + " lines, "
                + world.time().elapsed() + ", hash " + Long.toHexString(hash());
    }
}
