package org.osier.membership.rules;

import java.time.Duration;

/**
 * When something is: rules are told, they have no clock.
 *
 * @param nanos by a clock that only runs forward, for pauses and deadlines
 * @param millis by the clock on the wall, since 1970, for what records say of themselves
 */
public record Moment(long nanos, long millis) {
    boolean reached(long deadlineNanos) {
        return nanos - deadlineNanos >= 0;
    }

    long after(Duration time) {
        return nanos + time.toNanos();
    }
}
