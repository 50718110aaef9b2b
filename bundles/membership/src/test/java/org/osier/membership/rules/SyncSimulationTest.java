package org.osier.membership.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Goal: every member ends with the newest record of every other, whoever it is linked with. Method: members that each know
 * one address begin within ten seconds; then for three minutes a tenth of them a minute is killed and comes back with
 * nothing, 5 to 30 s later; then all is quiet. The figures are printed. {@code -Dosier.members=1000} for a large mesh,
 * {@code -Dosier.seed=} for another run; a run depends on its seed and on nothing else.
 */
class SyncSimulationTest {
    private static final int MEMBERS = Integer.getInteger("osier.members", 100);
    private static final long SEED = Long.getLong("osier.seed", 1);
    private static final int LINKS = Integer.getInteger("osier.links", 24);
    private static final int CHURN_MINUTES = 3;

    private final SimWorld world = new SimWorld(SEED, MEMBERS, LINKS);
    private long framesBefore;
    private long bytesBefore;

    @Test
    void everybodysRecordIsEverywhereAtTheStartDuringChurnAndAfterIt() {
        try {
            run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed " + SEED + ", " + MEMBERS + " members: -Dosier.seed=" + SEED + " -Dosier.members=" + MEMBERS,
                    e);
        }
    }

    private void run() {
        say("%d members, %d links wished, seed %d", MEMBERS, LINKS, SEED);
        for (var member : world.members) {
            world.time.schedule(member::start, world.time.random().nextInt(10_000), TimeUnit.MILLISECONDS);
        }
        world.time.runFor(Duration.ofSeconds(10));
        var began = world.time.elapsed();
        untilEverywhere(Duration.ofMinutes(2));
        say("start: everybody's record everywhere %.1f s after the last one began", seconds(began));
        report("start", world.time.elapsed());
        times("start");

        quietMinutes("links settle", 1);
        quietMinutes("quiet", 2);

        churn();
        var quiet = world.time.elapsed();
        untilEverywhere(Duration.ofMinutes(2));
        say("after churn: everybody's record everywhere after %.1f s", seconds(quiet));
        quietMinutes("quiet again", 2);
        var linked = world.members.stream().mapToInt(m -> m.linked.size()).summaryStatistics();
        say("links of a member: %d to %d, %.1f on average", linked.getMin(), linked.getMax(), linked.getAverage());
        assertThat(linked.getMax()).isLessThanOrEqualTo(SimWorld.CONNECTIONS);
        assertThat(world.copies()).as("copies that are none").isZero();
    }

    private void churn() {
        var began = world.time.elapsed();
        int kills = MEMBERS * CHURN_MINUTES / 10;
        for (int i = 0; i < kills; i++) {
            long at = world.time.random().nextInt(CHURN_MINUTES * 60_000);
            world.time.schedule(this::killOne, at, TimeUnit.MILLISECONDS);
        }
        for (int i = 0; i < 2 * CHURN_MINUTES * 60; i++) step();
        report("churn", Duration.ofMinutes(CHURN_MINUTES));
        times("churn, " + kills + " restarts in " + seconds(began) + " s");
    }

    private void killOne() {
        var up = world.members.stream().filter(m -> m.up).toList();
        var victim = up.get(world.time.random().nextInt(up.size()));
        victim.kill();
        world.time.schedule(victim::start, 5_000 + world.time.random().nextInt(25_000), TimeUnit.MILLISECONDS);
    }

    private boolean step() {
        world.time.runFor(Duration.ofMillis(500));
        return world.look();
    }

    private void untilEverywhere(Duration limit) {
        var end = world.time.elapsed().plus(limit);
        while (!step() || world.members.stream().anyMatch(m -> !m.up)) {
            if (world.time.elapsed().compareTo(end) > 0) throw new AssertionError("not everywhere within " + limit);
        }
    }

    private void quietMinutes(String what, int minutes) {
        report(null, Duration.ofMinutes(1));
        world.time.runFor(Duration.ofMinutes(minutes));
        report(what, Duration.ofMinutes(minutes));
    }

    private void report(String what, Duration time) {
        long frames = world.members.stream().mapToLong(m -> m.frames).sum();
        long bytes = world.members.stream().mapToLong(m -> m.bytes).sum();
        double minutes = time.toMillis() / 60_000.0 * MEMBERS;
        if (what != null) {
            say(
                    "%s: %.0f frames, %.1f KB sent by each member a minute",
                    what, (frames - framesBefore) / minutes, (bytes - bytesBefore) / minutes / 1_000);
        }
        framesBefore = frames;
        bytesBefore = bytes;
    }

    private void times(String what) {
        say("%s: a record is everywhere after %s", what, percentiles(world.takeSpread()));
        say("%s: a member knows everybody after %s", what, percentiles(world.takeCaughtUp()));
    }

    private static String percentiles(List<Double> sorted) {
        if (sorted.isEmpty()) return "- (nothing to measure)";
        return String.format(
                Locale.ROOT,
                "%.1f s (median), %.1f s (95 %%), %.1f s (longest), %d measured",
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 95 / 100),
                sorted.get(sorted.size() - 1),
                sorted.size());
    }

    private double seconds(Duration since) {
        return world.time.elapsed().minus(since).toMillis() / 1_000.0;
    }

    private static void say(String format, Object... values) {
        System.out.println("synchronisation: " + String.format(Locale.ROOT, format, values));
    }
}
