package org.osier.core.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.Genesis;
import org.osier.testkit.SimNetwork;
import org.osier.trust.JoinException;
import org.osier.trust.JoinStep;
import org.osier.trust.Joined;
import org.osier.trust.Joining;

/** Nodes in virtual time, each alone in a cluster of its own, that can be dialled at tcp. */
final class Strangers {
    static final Duration SOON = Duration.ofSeconds(30);

    final SimNetwork network;
    final List<JoinStep> steps = new ArrayList<>();

    Strangers(long seed) {
        network = new SimNetwork(seed);
    }

    /** One more, with a cluster of its own. */
    SimNode node(String host) throws Exception {
        return node(host, NodeConfig.named(host));
    }

    SimNode node(String host, NodeConfig config) throws Exception {
        var random = new Random(network.time().random().nextLong());
        var genesis = Genesis.create("of-" + host, network.time().instant(), random);
        return node(host, config, Cluster.begin(genesis, random));
    }

    SimNode node(String host, NodeConfig config, Cluster cluster) throws Exception {
        var node = new SimNode(network, host, cluster, config.withListen(TcpNames.address(host)));
        node.node.add(new TcpNames(network, host), Set.of(TcpNames.SCHEME), 2);
        network.runFor(Duration.ofMillis(1));
        return node;
    }

    /** Begins to join, and writes down the steps. */
    Answer join(SimNode node, Function<Joining, CompletionStage<Joined>> how) {
        return new Answer(how.apply(node.node.joining()));
    }

    Answer byTicket(SimNode node, String ticket) {
        return join(node, joining -> joining.joinByTicket(ticket, steps::add));
    }

    Answer byPin(SimNode node, SimNode member, String pin) {
        return join(node, joining -> joining.joinByPin(TcpNames.address(member.host()), pin, steps::add));
    }

    Answer openly(SimNode node, SimNode member) {
        return join(node, joining -> joining.joinOpen(TcpNames.address(member.host()), steps::add));
    }

    static String cluster(SimNode node) {
        return node.node.mesh().self().clusterId();
    }

    /** Lets what is under way come to its end. */
    void settle() {
        network.runFor(Duration.ofSeconds(20));
    }

    /** How a join ends. */
    final class Answer {
        private final CompletionStage<Joined> stage;

        Answer(CompletionStage<Joined> stage) {
            this.stage = stage;
        }

        boolean isDone() {
            return stage.toCompletableFuture().isDone();
        }

        /** It must succeed. */
        Joined joined() {
            var future = stage.toCompletableFuture();
            network.runUntil(future::isDone, SOON);
            return future.join();
        }

        /** It must fail. */
        JoinException failure() {
            return Strangers.this.failure(stage);
        }
    }

    /** What must fail, does with this. */
    JoinException failure(CompletionStage<?> stage) {
        var future = stage.toCompletableFuture();
        network.runUntil(future::isDone, Duration.ofMinutes(3));
        try {
            future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof JoinException join) return join;
            throw e;
        }
        throw new AssertionError("did not fail, seed " + network.seed());
    }
}
