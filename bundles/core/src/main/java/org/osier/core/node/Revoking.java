package org.osier.core.node;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.osier.core.cluster.DocumentSigner;
import org.osier.core.cluster.rules.Turning;
import org.osier.core.cluster.rules.Turning.Verdict;
import org.osier.core.identity.HomeException;
import org.osier.node.NodeId;

/**
 * One rotation by the word of an operator: begins it, waits until those who are linked have it, and issues it again should
 * another of the same epoch stand in its place. The loop's.
 */
final class Revoking {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_MS = 20;

    private final Environment environment;
    private final NodeId self;
    private final OwnCluster cluster;
    private final Rotations rotations;
    private final PeerTable table;
    private final Set<NodeId> revoked;
    private final List<? extends DocumentSigner> signers;
    private final long deadline;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Revoking(
            Environment environment,
            NodeId self,
            OwnCluster cluster,
            Rotations rotations,
            PeerTable table,
            Set<NodeId> revoked,
            List<? extends DocumentSigner> signers) {
        this.environment = environment;
        this.self = self;
        this.cluster = cluster;
        this.rotations = rotations;
        this.table = table;
        this.revoked = revoked;
        this.signers = signers;
        this.deadline = environment.nanos().getAsLong() + PATIENCE_NANOS;
    }

    /** @return fails with a {@link HomeException} if it could not be stored: then nothing has changed */
    CompletableFuture<Void> run() {
        try {
            issue();
            look();
        } catch (HomeException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private void issue() throws HomeException {
        var held = cluster.membership();
        var update = Turning.begin(
                held, rotations.linked(), revoked, self, environment.clock().instant(), environment.random(), signers);
        if (!(Turning.take(held, update, self) instanceof Verdict.Take take)) {
            throw new AssertionError("a rotation that we began does not count");
        }
        rotations.begin(update, take.next());
    }

    private void look() {
        var held = cluster.membership();
        boolean late = environment.nanos().getAsLong() - deadline >= 0;
        try {
            if (!late && held.owed().ids().stream().anyMatch(revoked::contains)) issue();
        } catch (HomeException e) {
            late = true; // the one that stands is stored, ours is not: owed, as is told
        }
        if (late || everybodyHasIt()) done.complete(null);
        else environment.later(this::look, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    private boolean everybodyHasIt() {
        var held = cluster.membership();
        return table.all().stream()
                .filter(entry -> entry.path() != null && held.mayCatchUp(entry.id))
                .allMatch(entry -> NodeAdministration.isCurrent(held, entry));
    }
}
