package org.osier.core.joining;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.osier.core.crypto.BadProofException;
import org.osier.core.node.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The arithmetic of pairings, on a thread of its own: it would hold up the loop. As many wait as pair at one time. */
final class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    /** What is computed. */
    interface Task<T> {
        T run() throws BadProofException;
    }

    private final Environment environment;
    private final ExecutorService thread;

    Worker(Environment environment) {
        this.environment = environment;
        this.thread = environment.threads().get();
    }

    /** @param done gets the result on the loop; @param bad is run there if the other end's numbers prove nothing */
    <T> void run(Task<T> task, Consumer<T> done, Runnable bad) {
        try {
            thread.execute(() -> compute(task, done, bad));
        } catch (RejectedExecutionException e) {
            bad.run(); // the PIN is shown no more
        }
    }

    private <T> void compute(Task<T> task, Consumer<T> done, Runnable bad) {
        try {
            var result = task.run();
            environment.onLoop(() -> done.accept(result));
        } catch (BadProofException e) {
            environment.onLoop(bad);
        } catch (RuntimeException | AssertionError e) {
            log.error("a bug of ours in a pairing", e);
            environment.onLoop(bad);
        }
    }

    /** What waits is still done, nothing new. */
    void end() {
        thread.shutdown();
    }
}
