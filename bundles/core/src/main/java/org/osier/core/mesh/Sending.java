package org.osier.core.mesh;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osier.core.session.Token;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;
import org.osier.node.NodeId;

/** A message that waits until the peer's session has handed it over. */
final class Sending extends Token {
    private final NodeId to;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Sending(NodeId to, int stream, byte[] message) {
        super(stream, message);
        this.to = to;
    }

    CompletionStage<Void> done() {
        return done;
    }

    @Override
    protected void acknowledged() {
        done.complete(null);
    }

    @Override
    protected void failed(Kind kind, String why) {
        done.completeExceptionally(new MeshException(kind, to.brief() + ": " + why));
    }
}
