package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osier.mesh.Peer;

/**
 * Goal: whatever is swapped, and however often, each message arrives once and in order. Method: over 20,000 messages and
 * requests of 256 bytes a second, both ways, on several streams between two processes that have tcp and ws between them;
 * meanwhile swaps drawn at random.
 * {@code -Dosier.swaps=1000} makes more of them, {@code -Dosier.seed} draws the same ones again, {@code -Dosier.swaps.of}
 * leaves only those with this word in their name.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SwapsIT {
    private static final String TEST = "swaps";
    private static final String CORE = "org.osier.core.cfg";
    private static final int SWAPS = Integer.getInteger("osier.swaps", 100);
    private static final String OF = System.getProperty("osier.swaps.of", "");
    private static final long SEED = Long.getLong("osier.seed", System.nanoTime());
    private static final int BUILDS = 2; // in turn: what counts is that it is another one
    private static final int LEAST_PER_SECOND = 20_000;

    @Inject
    private BundleContext context;

    private final CountedHandler counted = new CountedHandler();
    private final Map<String, Integer> build = new HashMap<>();
    private TwoNodes nodes;
    private Traffic traffic;
    private final List<CutWire> wires = new ArrayList<>();
    private ServiceRegistration<?> registration;

    private record Swap(String kind, Action action) {}

    private interface Action {
        void run() throws Exception;
    }

    @Configuration
    public Option[] configuration() throws Exception {
        Builds.make(TEST, BUILDS, Builds.TCP, Builds.WEBSOCKET, Builds.DISPATCHER);
        for (int number = 1; number <= BUILDS; number++) RelayBundle.make(TEST, number);
        return TwoNodes.optionsDialled(TEST);
    }

    @Before
    public void open() throws Exception {
        nodes = TwoNodes.in(context);
        traffic = Traffic.between(context);
        registration = counted.register(context);
        try (var jar = Files.newInputStream(Builds.file(TEST, RelayBundle.NAME, 1))) {
            context.installBundle(RelayBundle.NAME, jar).start();
        }
        goThroughWires();
    }

    /**
     * The inside node listens at two schemes, and each node tells others the addresses of wires to it; where the inside node
     * was found at first nobody listens then.
     */
    private void goThroughWires() throws Exception {
        var outside = URI.create(
                nodes.outside().ask("status").getAsJsonArray("listening").get(0).getAsString());
        changePorts();
        wires.add(new CutWire("tcp://127.0.0.1:%d", () -> listening("tcp")));
        wires.add(new CutWire("ws://127.0.0.1:%d/mesh", () -> listening("ws")));
        wires.add(new CutWire("tcp://127.0.0.1:%d", () -> outside));
        advertise(TwoNodes.INSIDE, wires.get(0).address() + "," + wires.get(1).address());
        advertise(TwoNodes.OUTSIDE, wires.get(2).address().toString());
        Until.so(
                "the wires are known",
                () -> traffic.peer().toString().contains(wires.get(1).address().toString())
                        && traffic.mesh()
                                .peer(traffic.outside())
                                .flatMap(Peer::record)
                                .orElseThrow()
                                .addresses()
                                .contains(wires.get(2).address()));
        restart(Builds.TCP);
        Until.so(
                "two links through wires",
                () -> wires.get(1).inUse()
                        && (wires.get(0).inUse() || wires.get(2).inUse()));
    }

    private URI listening(String scheme) {
        return traffic.mesh().self().listening().stream()
                .filter(address -> address.getScheme().equals(scheme))
                .findFirst()
                .orElseThrow();
    }

    private void advertise(String node, String addresses) throws Exception {
        nodes.edit(node, CORE, "advertise = *", "advertise = " + addresses);
    }

    @After
    public void close() throws Exception {
        for (var wire : wires) wire.close();
        Installed.bundle(context, RelayBundle.NAME).uninstall();
        registration.unregister();
    }

    @Test
    public void whateverIsSwappedEachMessageArrivesOnceAndInOrder() throws Exception {
        System.out.println("seed " + SEED);
        var random = new Random(SEED);
        var pauses = new Pauses();
        var flows = List.of(
                traffic.endlessIn(1, traffic::askInside, "rate=6000 stream=1"),
                traffic.endlessIn(2, traffic::askInside, "rate=2500 stream=2 kind=request"),
                traffic.endlessIn(3, counted, "rate=4000 stream=3 kind=request intent=" + RelayActivator.INTENT),
                traffic.endlessOut(4, "rate=8000 stream=1"),
                traffic.endlessOut(5, "rate=2500 stream=2 kind=request"));
        for (var flow : flows) flow.begin();
        go(flows);
        long begun = System.nanoTime();
        long before = delivered(flows);
        for (var flow : flows) flow.pauseMs();

        var swaps = swaps().stream().filter(swap -> swap.kind.contains(OF)).toList();
        assertThat(swaps).as("swaps of " + OF).isNotEmpty();
        for (int i = 0; i < SWAPS; i++) {
            var swap = swaps.get(random.nextInt(swaps.size()));
            try {
                swap.action.run();
                go(flows);
                long longest = 0;
                for (var flow : flows) longest = Math.max(longest, flow.pauseMs());
                pauses.add(swap.kind, longest);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("swap " + i + ", " + swap.kind + ", seed " + SEED, e);
            }
        }

        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        long perSecond = (delivered(flows) - before) * 1_000 / millis;
        for (var flow : flows) flow.enough();
        for (var flow : flows) Until.so("end of " + flow, flow::isOver);
        long all = 0;
        for (var flow : flows) all += flow.assertComplete();
        System.out.printf(
                "%d swaps in %d s, %d messages and requests at %d a second, 0 lost, 0 doubled, all in order; seed %d%n%s",
                SWAPS, TimeUnit.MILLISECONDS.toSeconds(millis), all, perSecond, SEED, pauses.table());
        assertThat(perSecond).as("load").isGreaterThan(LEAST_PER_SECOND);
    }

    private List<Swap> swaps() {
        return List.of(
                new Swap("tcp stopped and started", () -> restart(Builds.TCP)),
                new Swap("tcp replaced", () -> replace(Builds.TCP)),
                new Swap("ws stopped and started", () -> restart(Builds.WEBSOCKET)),
                new Swap("ws replaced", () -> replace(Builds.WEBSOCKET)),
                new Swap("dispatcher stopped and started", () -> restart(Builds.DISPATCHER)),
                new Swap("dispatcher replaced", () -> replace(Builds.DISPATCHER)),
                new Swap("handler stopped and started", () -> restart(RelayBundle.NAME)),
                new Swap("handler replaced", () -> replace(RelayBundle.NAME)),
                new Swap("ports changed by configuration", this::changePorts),
                new Swap("connections killed", this::kill));
    }

    private void restart(String name) throws Exception {
        var bundle = Installed.bundle(context, name);
        bundle.stop(Bundle.STOP_TRANSIENT);
        bundle.start(Bundle.START_TRANSIENT);
    }

    private void replace(String name) throws Exception {
        int number = build.merge(name, 1, (last, one) -> last % BUILDS + 1);
        Installed.update(context, TEST, name, number);
    }

    private void changePorts() throws Exception {
        var addresses = List.of(
                URI.create("tcp://127.0.0.1:" + Ports.free()), URI.create("ws://127.0.0.1:" + Ports.free() + "/mesh"));
        nodes.edit(TwoNodes.INSIDE, CORE, "listen = .*", "listen = " + addresses.get(0) + "," + addresses.get(1));
        Until.so(
                "listens at " + addresses,
                () -> Set.copyOf(traffic.mesh().self().listening()).equals(Set.copyOf(addresses)));
    }

    private void kill() throws Exception {
        int cut = 0;
        for (var wire : wires) cut += wire.cut();
        assertThat(cut).as("connections through the wires").isPositive();
    }

    /** Waits until something new has arrived of each. */
    private static void go(List<EndlessFlow> flows) throws Exception {
        for (var flow : flows) {
            long before = flow.delivered();
            Until.so("more of " + flow, () -> flow.delivered() > before);
        }
    }

    private static long delivered(List<EndlessFlow> flows) throws Exception {
        long sum = 0;
        for (var flow : flows) sum += flow.delivered();
        return sum;
    }
}
