package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
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
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osier.dispatch.IntentHandler;
import org.osier.mesh.Mesh;

/**
 * Goal: a part of a node can be replaced by another build while messages flow both ways, one-way and with answers:
 * nothing is lost, doubled or out of order, the session goes on, and nothing else is restarted. Method: the jar in the
 * watched folder is replaced, as an operator does it.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ReplaceIT {
    @Inject
    private BundleContext context;

    @Inject
    private Mesh mesh;

    private final NumbersHandler numbers = new NumbersHandler();
    private Traffic traffic;
    private ServiceRegistration<IntentHandler> registration;

    @Configuration
    public Option[] configuration() throws Exception {
        Builds.make("replace", 1, Builds.TCP, Builds.DISPATCHER, Builds.SEEDS);
        return TwoNodes.options("replace");
    }

    @Before
    public void open() throws Exception {
        traffic = Traffic.between(context);
        registration = numbers.register(context);
    }

    @After
    public void close() {
        registration.unregister();
    }

    @Test
    public void theTransportIsReplacedWhileMessagesFlow() throws Exception {
        long links = links();

        replaceUnderLoad(Builds.TCP, 100);

        assertThat(links()).as("it was another link").isGreaterThan(links);
    }

    @Test
    public void theDispatcherIsReplacedWhileMessagesFlow() throws Exception {
        long links = links();

        replaceUnderLoad(Builds.DISPATCHER, 200);

        assertThat(links()).as("the link stayed").isEqualTo(links);
    }

    /** The link was dialled because of the seed, by the very node whose discovery is replaced. */
    @Test
    public void theSeedsAreReplacedWhileMessagesFlow() throws Exception {
        long links = links();

        replaceUnderLoad(Builds.SEEDS, 300);

        assertThat(links()).as("the link stayed").isEqualTo(links);
    }

    /** @param run number of the flow into this node; the one out of it has the next one */
    private void replaceUnderLoad(String bundle, int run) throws Exception {
        var boots = boots();
        var service = context.getServiceReference(Mesh.class);
        var flows = List.of(traffic.in(run), traffic.out(run + 1));
        try (var watch = new BundleWatch(context);
                var in = new NumberedRequests("in", traffic::numberInside);
                var out = new NumberedRequests("out", traffic::numberOutside)) {
            for (var flow : flows) flow.begin();
            for (var flow : flows) Until.so("load", flow::isUnderWay);

            TwoNodes.in(context).drop(Builds.file("replace", bundle, 1), TwoNodes.INSIDE, "bundle", bundle + ".jar");
            Until.so("replacement", () -> watch.isActive(bundle, Builds.version(1)));

            for (var flow : flows)
                assertThat(flow.isOver()).as("too late to prove anything").isFalse();
            for (var flow : flows) Until.so("end of " + flow, flow::isOver);
            for (var flow : flows) flow.assertComplete();
            assertThat(out.finish()).isPositive();
            var asked = IntStream.range(0, in.finish()).boxed().toList();
            assertThat(numbers.numbers()).isEqualTo(asked).isNotEmpty();
            assertThat(watch.touched()).containsExactly(bundle);
        }
        assertThat(boots()).isEqualTo(boots);
        assertThat(traffic.peer().getAsJsonObject("counts").get("restarts").getAsLong())
                .isZero();
        assertThat(mesh.peer(traffic.outside()).orElseThrow().counts().restarts())
                .isZero();
        assertThat(context.getServiceReference(Mesh.class)).isEqualTo(service);
    }

    /** The starts that the two nodes see of each other. */
    private List<String> boots() throws Exception {
        var outside = mesh.peer(traffic.outside()).orElseThrow().bootId();
        return List.of(traffic.peer().get("bootId").getAsString(), Long.toHexString(outside));
    }

    private long links() throws Exception {
        return traffic.peer().getAsJsonObject("counts").get("links").getAsLong();
    }
}
