package org.osier.core.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Goal: whatever happens to a mesh, messages arrive once and in order, what is told of them is true and in time,
 * nothing grows beyond its bound, and when all is well again everything is overcome. Method: whole nodes over a
 * simulated network in virtual time, random events, checks after every task. A failure names its seed and how to
 * replay it; TESTING.md says how to try more.
 */
class MeshSimulationTest {
    private static final int EVENTS = 50;
    private static final int EVENTS_OF_TWO_WAYS = 100;

    @Test
    void whateverHappensIsOvercomeAndToldTruly() {
        runs(500, EVENTS, 1);
    }

    /** The same with two transports of different schemes on every machine, which come and go one by one. */
    @Test
    void withTwoWaysBetweenMachinesNothingIsLostWhicheverGoes() {
        runs(60, EVENTS_OF_TWO_WAYS, 2);
    }

    /** Runs share nothing, so every processor takes some. The first one that fails ends it. */
    private static void runs(long seedsOfBuild, int eventsOfBuild, int ways) {
        long first = Long.getLong("osier.seed", 1);
        long seeds = Long.getLong("osier.seeds", seedsOfBuild);
        int events = Integer.getInteger("osier.events", eventsOfBuild);
        boolean loud = Boolean.getBoolean("osier.loud");
        LongStream.range(first, first + seeds).parallel().forEach(seed -> {
            var run = new Run(seed, events, ways).run();
            if (loud) System.out.println(run);
        });
    }

    @Test
    void aSeedReplaysExactly() {
        long seed = Long.getLong("osier.seed", 1);

        assertThat(new Run(seed, EVENTS).run().hash())
                .isEqualTo(new Run(seed, EVENTS).run().hash());
    }

    /** The command that runs one seed again. */
    static String replay(long seed, int events, int ways) {
        return "replay: mvn -q -pl bundles/core -am test -Dtest=MeshSimulationTest#"
                + (ways == 1 ? "what*" : "withTwo*")
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dosier.seeds=1 -Dosier.seed=" + seed
                + " -Dosier.events=" + events;
    }
}
