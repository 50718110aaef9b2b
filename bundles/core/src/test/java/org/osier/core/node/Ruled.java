package org.osier.core.node;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.Genesis;
import org.osier.core.cluster.Membership;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.Identity;
import org.osier.core.operator.OperatorKey;
import org.osier.node.NodeId;
import org.osier.testkit.SimNetwork;
import org.osier.trust.AdministratorKey;
import org.osier.trust.ClusterState;

/** A cluster with administrators in virtual time: nodes that keep what they hold, on disks that can be full. */
final class Ruled {
    static final Duration SOON = Duration.ofSeconds(90);

    final SimNetwork network;
    final OperatorKey administrator;
    final Cluster cluster;
    /** What stands on the disk of each host. */
    final Map<String, Membership> disks = new HashMap<>();

    private final List<String> full = new ArrayList<>();

    Ruled(long seed) {
        this(seed, 1, 1);
    }

    /** @param administrators how many; {@link #administrator} is the first of them */
    Ruled(long seed, int threshold, int administrators) {
        network = new SimNetwork(seed);
        var random = new Random(seed);
        administrator = OperatorKey.generate(random);
        var keys = new ArrayList<>(List.of(administrator.publicKey()));
        for (int i = 1; i < administrators; i++)
            keys.add(OperatorKey.generate(random).publicKey());
        cluster = Cluster.begin(Genesis.create("ruled", Instant.EPOCH, random, threshold, keys), random);
    }

    SimNode node(String host, String... seeds) throws HomeException {
        return node(host, Identity.generate(network.time().random()), Membership.of(cluster), seeds);
    }

    /** A node that holds this, and dials these hosts. */
    SimNode node(String host, Identity identity, Membership membership, String... seeds) throws HomeException {
        disks.put(host, membership);
        var own = new OwnCluster(membership, next -> keep(host, next));
        var config = NodeConfig.named(host).withListen(SimNode.address(host));
        var addresses = Arrays.stream(seeds).map(SimNode::address).toArray(URI[]::new);
        return new SimNode(network, host, own, config, identity, network.transport(host)).dials(addresses);
    }

    private void keep(String host, Membership next) throws HomeException {
        if (full.contains(host)) throw new HomeException(HomeException.NOT_WRITABLE, "full", "make room", null);
        disks.put(host, next);
    }

    void fill(String host) {
        full.add(host);
    }

    void makeRoom(String host) {
        full.remove(host);
    }

    /** The same node again, with what its disk holds. */
    SimNode restart(SimNode node, String... seeds) throws HomeException {
        stop(node);
        return node(node.host(), node.identity, disks.get(node.host()), seeds);
    }

    void stop(SimNode node) {
        var stopped = node.node.stop();
        network.runUntil(stopped::isDone, SOON);
        network.stop(node.host());
    }

    AdministratorKey key() {
        return new OpenKey(administrator);
    }

    /** An operator at this node revokes those. */
    CompletableFuture<ClusterState> revoke(SimNode at, SimNode... revoked) {
        var ids = Arrays.stream(revoked).map(SimNode::id).toList();
        return at.node.administration().revoke(Set.copyOf(ids), List.of(key())).toCompletableFuture();
    }

    void linked(SimNode a, SimNode b) {
        network.runUntil(() -> a.linked(b) && b.linked(a), SOON);
        network.runFor(Duration.ofSeconds(2)); // who is a member is stored within a second
    }

    void cut(SimNode a, SimNode b) {
        network.cut(a.host(), b.host());
        network.kill(a.host(), b.host());
        network.runFor(Duration.ofSeconds(1));
    }

    void heal(SimNode a, SimNode b) {
        network.heal(a.host(), b.host());
    }

    static int epoch(SimNode node) {
        return node.node.administration().state().epoch();
    }

    static List<NodeId> revoked(SimNode node) {
        return node.node.administration().state().revoked();
    }

    /** What it holds as the secret in force. */
    byte[] secret(SimNode node) {
        return disks.get(node.host()).now().secret();
    }
}
