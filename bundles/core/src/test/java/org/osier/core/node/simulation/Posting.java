package org.osier.core.node.simulation;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Messages, requests and dials of any kind. */
final class Posting {
    static final int MIB = 1 << 20;
    /** A dial takes 5 s, the handshake 10 s, and the node looks once a second. */
    private static final Duration DIAL = Duration.ofSeconds(17);

    private final World world;
    private final Random random;
    private final List<Machine> machines;

    Posting(World world, List<Machine> machines) {
        this.world = world;
        this.random = world.random();
        this.machines = machines;
    }

    void messages(Life from) {
        var to = another(from);
        int stream = random.nextInt(4) > 0 ? random.nextInt(3) : random.nextInt(16); // few, so that they get crowded
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            var parcel =
                    world.ledger().send(from, to, stream, length(), false, Parcel.Manner.ANSWER, perhaps(deadline()));
            from.send(parcel);
            if (random.nextInt(8) == 0) stream = random.nextInt(16);
        }
    }

    void requests(Life from) {
        var to = another(from);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            var manner = Parcel.Manner.values()[random.nextInt(Parcel.Manner.values().length)];
            int stream = random.nextInt(3);
            from.send(world.ledger().send(from, to, stream, length(), true, manner, deadline()));
        }
    }

    /** It answers in time, one way or the other. */
    void dial(Life from, URI to) {
        var answer = from.node().mesh().connect(to).toCompletableFuture();
        world.time()
                .schedule(
                        () -> {
                            if (!answer.isDone() && !from.isOver())
                                throw new AssertionError(from + ": no answer of a dial to " + to + " within " + DIAL);
                        },
                        DIAL.toMillis(),
                        java.util.concurrent.TimeUnit.MILLISECONDS);
        answer.whenComplete((id, e) ->
                world.trace().note(from + " dialled " + to + ": " + (e == null ? id.brief() : e.getMessage())));
    }

    private Machine another(Life from) {
        int me = machines.indexOf(from.machine());
        return machines.get((me + 1 + random.nextInt(machines.size() - 1)) % machines.size());
    }

    private @Nullable Duration perhaps(Duration deadline) {
        return random.nextInt(3) == 0 ? deadline : null;
    }

    private Duration deadline() {
        return random.nextInt(3) == 0
                ? Duration.ofMillis(1 + random.nextInt(100))
                : Duration.ofMillis(1 + random.nextInt(30_000));
    }

    private int length() {
        int kind = random.nextInt(1_000);
        if (kind < 700) return Parcel.LEAST_BYTES + random.nextInt(300);
        if (kind < 930) return Parcel.LEAST_BYTES + random.nextInt(5_000);
        if (kind < 990) return Parcel.LEAST_BYTES + random.nextInt(200_000);
        return Parcel.LEAST_BYTES + random.nextInt(2 * MIB);
    }
}
