package org.osier.itest;

import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import org.osier.mesh.Mesh;
import org.osier.mesh.MeshException;
import org.osier.mesh.Message;
import org.osier.node.NodeId;

/** An application that goes on sending with the mesh that it got once, whatever happens to it. */
final class Holdout implements AutoCloseable {
    private static final long PAUSE_NANOS = 1_000_000;

    private final Mesh mesh;
    private final NodeId to;
    private final Set<Integer> codes = new ConcurrentSkipListSet<>();
    private final Thread thread = new Thread(this::run, "itest-holdout");
    private volatile boolean enough;

    Holdout(Mesh mesh, NodeId to) {
        this.mesh = mesh;
        this.to = to;
        thread.start();
    }

    private void run() {
        var message = Message.of(Flow.ARRIVED, "1");
        while (!enough) {
            mesh.send(to, message).whenComplete((nothing, failure) -> {
                if (failure != null) codes.add(code(failure));
            });
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** The nnn of each OSIER-nnn that a send failed with; 0: with something else. */
    Set<Integer> codes() {
        return codes;
    }

    private static int code(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof MeshException e ? e.code() : 0;
    }

    @Override
    public void close() {
        enough = true;
        LockSupport.unpark(thread);
    }
}
