package org.osier.shell.commands;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osier.trust.JoinException;
import org.osier.trust.JoinStep;
import org.osier.trust.Joined;

/** Waits on the caller's thread for a join, and tells each of its steps there. */
public final class JoinProgress {
    /** Longer than any dial, handshake and errand, twice: 5 s and 10 s each (WIRE.md, section 2). */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private JoinProgress() {}

    /**
     * @param begin given who is told of the steps
     * @param step told of each; on this thread
     * @throws JoinException as the join failed; OSIER-114 if nothing was heard for long
     */
    public static Joined of(Function<Consumer<JoinStep>, CompletionStage<Joined>> begin, Consumer<JoinStep> step)
            throws JoinException, InterruptedException {
        var heard = new LinkedBlockingQueue<Object>(); // a few steps and one end
        begin.apply(heard::add).whenComplete((joined, e) -> heard.add(e == null ? joined : e));
        while (true) {
            var next = heard.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) throw new JoinException(114, "nothing was heard for a long time", "try again");
            if (next instanceof Joined joined) return joined;
            if (next instanceof JoinStep s) step.accept(s);
            if (next instanceof Throwable e) throw failure(e);
        }
    }

    private static JoinException failure(Throwable e) {
        var cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof JoinException join) return join;
        throw new IllegalStateException("a join failed with something else", cause);
    }
}
