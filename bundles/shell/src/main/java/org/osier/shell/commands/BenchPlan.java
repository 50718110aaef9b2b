package org.osier.shell.commands;

import java.time.Duration;
import org.osier.shell.screen.Units;

/**
 * What is to be measured.
 *
 * @param size payload in bytes, there and back
 * @param rate requests a second; 0: the next with each answer
 * @param parallel under way at once, with rate 0
 * @param duration for how long
 * @param timeout after which a request is lost
 */
record BenchPlan(int size, int rate, int parallel, Duration duration, Duration timeout) {
    String pace() {
        if (rate > 0) return Units.count(rate) + "/s";
        return parallel == 1 ? "one after the other" : Units.count(parallel) + " at once";
    }
}
