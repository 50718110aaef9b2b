package org.osier.core.session.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Goal: every message arrives exactly once and in order whatever happens to links and upper floors, completes only
 * after it was handed over, and nothing grows beyond its bound. Method: two ends, up to two links of different record
 * sizes cut at random points, some of them lossy, random messages, checks after every event; then everything heals and all must be done. A
 * failure names its seed; the property {@code osier.seeds} sets how many are tried, {@code osier.seed} the first.
 */
class SessionSimulationTest {
    private static final int STEPS = 400;
    private static final int STEPS_TO_HEAL = 200_000;

    @Test
    void whateverHappensMessagesArriveOnceAndInOrder() {
        long first = Long.getLong("osier.seed", 1);
        long seeds = Long.getLong("osier.seeds", 300);
        for (long seed = first; seed < first + seeds; seed++) {
            try {
                new Run(seed).run();
            } catch (Violation | RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + " (-Dosier.seed=" + seed + " -Dosier.seeds=1)", e);
            }
        }
    }

    private static final class Run {
        private final Random random;
        private final SimulatedEnd[] ends;
        private final List<SimulatedLink> links = new ArrayList<>();
        private long now;

        Run(long seed) {
            random = new Random(seed);
            now = random.nextLong();
            ends = new SimulatedEnd[] {new SimulatedEnd(1, 2, random), new SimulatedEnd(2, 1, random)};
            ends[0].talksTo(ends[1]);
            ends[1].talksTo(ends[0]);
        }

        void run() throws Violation {
            for (int step = 0; step < STEPS; step++) {
                event();
                check();
            }
            heal();
        }

        private void check() {
            ends[0].check();
            ends[1].check();
        }

        private void event() throws Violation {
            int side = random.nextInt(2);
            var end = ends[side];
            int what = random.nextInt(100);
            if (what < 12) end.send();
            else if (what < 45) write(side);
            else if (what < 75) arrive(side);
            else if (what < 88) end.deliver(now, false);
            else if (what < 92) end.recover(now);
            else if (what < 95) pass(random.nextInt((int) TimeUnit.MILLISECONDS.toNanos(40)));
            else if (what < 97) open();
            else if (what < 98) preferAny(side);
            else cut(side);
        }

        private void pass(long nanos) {
            now += nanos;
            for (var end : ends) end.rules.onTime(now);
        }

        private void open() {
            if (links.size() < 2) links.add(link());
        }

        private SimulatedLink link() {
            return random.nextInt(3) > 0
                    ? new SimulatedLink(ends[0], ends[1], recordBytes(), now)
                    : new SimulatedLink(ends[0], ends[1], 1_175 + random.nextInt(25), now, random);
        }

        private int recordBytes() {
            return random.nextBoolean() ? 65_519 : SessionRules.LEAST_RECORD_BYTES + random.nextInt(5_000);
        }

        private void preferAny(int side) {
            if (!links.isEmpty()) any().prefer(side);
        }

        private void cut(int side) {
            if (links.isEmpty()) return;
            var link = any();
            link.cut(side, now);
            if (link.isDown(1 - side)) links.remove(link);
        }

        private void write(int side) {
            if (!links.isEmpty()) any().write(side, now, random.nextInt(8) == 0);
        }

        private void arrive(int side) throws Violation {
            if (!links.isEmpty()) any().arrive(side, now);
        }

        private SimulatedLink any() {
            return links.get(random.nextInt(links.size()));
        }

        /** One good link, willing upper floors: everything must get done, driven only by what the rules ask for. */
        private void heal() throws Violation {
            var link = goodLink();
            for (int step = 0; step < STEPS_TO_HEAL; step++) {
                boolean moved = false;
                for (int side = 0; side < 2; side++) {
                    moved |= ends[side].recover(now);
                    moved |= ends[side].deliver(now, true);
                    moved |= link.write(side, now, false);
                    moved |= link.arrive(side, now);
                }
                check();
                if (!moved) {
                    if (ends[0].isDone() && ends[1].isDone()) return;
                    pass(Math.max(1, nextTimer() - now));
                }
            }
            throw new AssertionError("still not done after " + STEPS_TO_HEAL + " steps");
        }

        /** One that stood all the time, or a new one. */
        private SimulatedLink goodLink() {
            SimulatedLink good = null;
            for (var link : links) {
                boolean stands = good == null && !link.isDown(0) && !link.isDown(1) && random.nextInt(3) > 0;
                if (stands) good = link;
                for (int side = 0; side < 2 && !stands; side++) link.cut(side, now);
            }
            return good != null ? good : link();
        }

        private long nextTimer() {
            long first = ends[0].rules.nextTimer(now);
            long second = ends[1].rules.nextTimer(now);
            boolean any = first != Long.MAX_VALUE || second != Long.MAX_VALUE;
            assertThat(any)
                    .as("nothing moves, nothing is due, and not everything is done")
                    .isTrue();
            if (first == Long.MAX_VALUE) return second;
            if (second == Long.MAX_VALUE) return first;
            return first - second < 0 ? first : second;
        }
    }
}
