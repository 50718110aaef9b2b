package org.osier.shell.commands;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osier.mesh.MeshException;

/** Waits for the node, on the caller's thread. */
final class Waiting {
    private Waiting() {}

    /**
     * @param limit longest wait
     * @throws MeshException as the stage failed; {@code NO_ANSWER} if it was not done in time
     */
    static <T> T on(CompletionStage<T> stage, Duration limit) throws MeshException, InterruptedException {
        try {
            return stage.toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new MeshException(MeshException.Kind.NO_ANSWER, "not done within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            while (cause instanceof CompletionException && cause.getCause() != null) cause = cause.getCause();
            if (cause instanceof MeshException failed) throw failed;
            throw new IllegalStateException("a stage of the mesh failed with something else", cause);
        }
    }
}
