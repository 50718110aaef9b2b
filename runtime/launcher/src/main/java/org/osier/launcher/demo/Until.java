package org.osier.launcher.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Asks again and again until there is an answer, but not for ever. */
final class Until {
    private static final long PAUSE_MS = 50;

    private Until() {}

    /** Something that may not be there yet. */
    interface Question<T> {
        Optional<T> ask() throws IOException, InterruptedException, DemoException;
    }

    /** Something that may not be so yet. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException, DemoException;
    }

    /** @param what completes "no ... within 15 s" */
    static <T> T answered(Duration limit, String what, Question<T> question)
            throws IOException, InterruptedException, DemoException {
        long begun = System.nanoTime();
        while (true) {
            var answer = question.ask();
            if (answer.isPresent()) return answer.get();
            if (System.nanoTime() - begun > limit.toNanos()) {
                throw DemoException.failed("no " + what + " within " + limit.toSeconds() + " s");
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    /** @param what completes "no ... within 15 s" */
    static void holds(Duration limit, String what, Condition condition)
            throws IOException, InterruptedException, DemoException {
        answered(limit, what, () -> condition.holds() ? Optional.of(true) : Optional.empty());
    }
}
