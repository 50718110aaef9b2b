package org.osier.bench.crowd;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.osier.bench.node.EmbeddedNode;
import org.osier.bench.node.Peering;
import org.osier.core.identity.HomeException;
import org.osier.core.node.Node;
import org.osier.core.node.NodeConfig;

/** The many: whole nodes on one transport and one loop, each of which counts what it is told. */
public final class Members implements AutoCloseable {
    /** Handshakes under way at a time: enough to keep all processors busy, few enough for each to end in time. */
    private static final int AT_A_TIME = 32;

    private static final long END_SECONDS = 60;

    private record Member(Node node, AtomicInteger told) {}

    private final List<Member> members = new ArrayList<>();

    /** Members that run, and know nobody yet. What they advertise is never dialled while their links stand. */
    public Members(Peering host, int count) throws HomeException {
        for (int i = 0; i < count; i++) {
            var config = advertising("member-" + i, URI.create("tcp://127.0.0.1:" + (1 + i)));
            var node = EmbeddedNode.start(host.cluster(), config, host.tcp().transport(), host.loop());
            var told = new AtomicInteger();
            node.set((envelope, roomAgain) -> {
                told.incrementAndGet();
                return true;
            });
            members.add(new Member(node, told));
        }
    }

    private static NodeConfig advertising(String name, URI address) {
        var usual = NodeConfig.named(name);
        return new NodeConfig(
                name,
                usual.role(),
                usual.listen(),
                List.of(address),
                usual.limits(),
                usual.handshakeTimeout(),
                usual.recordValidity(),
                usual.standbyLinks(),
                usual.preferredSchemes(),
                usual.keepalive(),
                usual.quota(),
                usual.doors(),
                usual.allow(),
                usual.open());
    }

    /**
     * Links all of them with whoever is at the address.
     *
     * @throws TimeoutException with how many there are, if not all are linked within this time
     */
    public void join(URI address, Duration limit) throws Exception {
        long begun = System.nanoTime();
        long end = begun + limit.toNanos();
        var places = new Semaphore(AT_A_TIME);
        var linked = new AtomicInteger();
        for (var member : members) {
            if (!places.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) throw tooSlow(linked, begun);
            dial(member, address, linked, places, 0);
        }
        boolean all = places.tryAcquire(AT_A_TIME, end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (!all || linked.get() < members.size()) throw tooSlow(linked, begun);
    }

    private void dial(Member member, URI address, AtomicInteger linked, Semaphore places, int failures) {
        member.node().mesh().connect(address).whenComplete((id, failure) -> {
            if (failure == null) {
                linked.incrementAndGet();
                places.release();
            } else if (failures < 5) {
                dial(member, address, linked, places, failures + 1);
            } else {
                System.err.println("given up: " + cause(failure));
                places.release();
            }
        });
    }

    private static Throwable cause(Throwable e) {
        return e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    }

    private TimeoutException tooSlow(AtomicInteger linked, long begun) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        return new TimeoutException(linked + " of " + members.size() + " nodes are linked after " + seconds + " s");
    }

    /** How many were told exactly once. */
    public long toldOnce() {
        return members.stream().filter(member -> member.told().get() == 1).count();
    }

    @Override
    public void close() {
        var ends = members.stream().map(member -> member.node().stop()).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends).orTimeout(END_SECONDS, TimeUnit.SECONDS).join();
    }
}
