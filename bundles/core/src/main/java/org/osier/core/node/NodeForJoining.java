package org.osier.core.node;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.osier.admission.Decision;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.Membership;
import org.osier.core.handshake.Door;
import org.osier.core.joining.JoiningNode;
import org.osier.core.link.Link;
import org.osier.core.link.rules.Refusal;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** What the node gives to joining. */
record NodeForJoining(
        Environment environment,
        OwnCluster own,
        OwnRecord ownRecord,
        PeerTable table,
        Errands errands,
        Admissions admissions,
        Dialler dialler,
        Counters counters,
        Function<Membership, CompletableFuture<Void>> changing,
        Runnable renewing,
        Runnable changed)
        implements JoiningNode {
    @Override
    public NodeId id() {
        return ownRecord.get().id();
    }

    @Override
    public Cluster cluster() {
        return own.now();
    }

    @Override
    public byte[] rotation() {
        return own.membership().encodedRotation().orElseGet(() -> new byte[0]);
    }

    @Override
    public NodeRecord record() {
        return ownRecord.get();
    }

    @Override
    public boolean hasPeers() {
        return !table.all().isEmpty();
    }

    @Override
    public void serve(int door, Errands.Desk desk) {
        errands.serve(door, desk);
    }

    @Override
    public void dial(URI address, Door door, Optional<NodeId> expected, Errand errand) {
        errands.dial(address, door, expected, errand);
    }

    @Override
    public CompletionStage<Decision> decide(Link link) {
        return admissions.decide(Greeting.of(link)).thenApplyAsync(Function.identity(), environment::onLoop);
    }

    @Override
    public Refusal refusal(Decision rejected) {
        return Admissions.refusal(rejected);
    }

    @Override
    public CompletionStage<Void> change(Membership next) {
        return changing.apply(next).thenRun(changed);
    }

    @Override
    public void renewRecord() {
        renewing.run();
    }

    @Override
    public CompletionStage<NodeId> connect(URI address) {
        return dialler.connect(address);
    }

    @Override
    public void wish(NodeId node, List<URI> addresses) {
        dialler.peer(node, addresses);
    }

    @Override
    public void count(Counter counter) {
        counters.count(counter);
    }
}
