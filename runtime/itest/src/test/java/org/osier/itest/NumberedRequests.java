package org.osier.itest;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Requests with the numbers 0, 1, 2, ..., one after the other on a thread of its own, until they are enough. */
final class NumberedRequests implements AutoCloseable {
    /** One request and its answer. */
    interface Question {
        /** @return the number that came back */
        int ask(int number) throws Exception;
    }

    private final ExecutorService thread;
    private final Future<Integer> asked;
    private volatile boolean enough;

    NumberedRequests(String name, Question question) {
        thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "itest-" + name));
        asked = thread.submit(() -> {
            int number = 0;
            for (; !enough; number++) {
                int answer = question.ask(number);
                if (answer != number) throw new AssertionError(name + ": asked " + number + ", answered " + answer);
            }
            return number;
        });
    }

    /** Ends it. @return how many were asked, all of which were answered */
    int finish() throws Exception {
        enough = true;
        return asked.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        enough = true;
        thread.shutdownNow();
    }
}
