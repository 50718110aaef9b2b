package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.osgi.framework.Version;
import org.osier.dispatch.IntentHandler;
import org.osier.launcher.demo.Jars;
import org.osier.mesh.Mesh;
import org.osier.mesh.Message;
import org.osier.node.NodeId;

/**
 * Goal: a part of a node can be replaced by another build while messages flow both ways, one-way and with answers:
 * nothing is lost, doubled or out of order, the session goes on, and nothing else is restarted. Method: the jar in the
 * watched folder is replaced, as an operator does it.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ReplaceIT {
    private static final String TCP = "org.osier.transport.tcp";
    private static final String TRAFFIC = "traffic.jar";
    private static final String DISPATCHER = "org.osier.dispatcher";
    private static final String SEEDS = "org.osier.discovery.seeds";
    private static final Version OTHER_VERSION = Version.parseVersion("1.0.1.itest");
    private static final String OTHER_BUILDS = "osier.itest.builds";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Inject
    private BundleContext context;

    @Inject
    private Mesh mesh;

    private final NumbersHandler numbers = new NumbersHandler();
    private TwoNodes nodes;
    private CommandLine outside;
    private NodeId outsideId;
    private ServiceRegistration<IntentHandler> registration;

    @Configuration
    public Option[] configuration() throws Exception {
        var builds = Homes.fresh("builds");
        System.setProperty(OTHER_BUILDS, builds.toString());
        for (var name : List.of(TCP, DISPATCHER, SEEDS)) {
            Jars.withVersion(Assembled.bundle(name), OTHER_VERSION.toString(), builds.resolve(name + ".jar"));
        }
        return TwoNodes.options("replace");
    }

    @Before
    public void open() throws Exception {
        nodes = TwoNodes.in(context);
        outside = nodes.outside();
        outsideId = NodeId.parse(outside.ask("status").get("id").getAsString());
        for (var node : List.of(TwoNodes.INSIDE, TwoNodes.OUTSIDE)) {
            // Once: a jar that lies there already would be taken for an update.
            if (!Files.exists(nodes.file(node, "deploy", TRAFFIC))) {
                nodes.drop(Assembled.example("org.osier.examples.traffic"), node, "deploy", TRAFFIC);
            }
        }
        var arrived = "" + Flow.ARRIVED;
        Until.so(
                "traffic inside",
                () -> outside.call("request", inside(), arrived, "1").code() == 0);
        Until.so(
                "traffic outside",
                () -> outside.call("request", "self", arrived, "1").code() == 0);
        registration = numbers.register(context);
    }

    @After
    public void close() {
        registration.unregister();
    }

    @Test
    public void theTransportIsReplacedWhileMessagesFlow() throws Exception {
        long links = links();

        replaceUnderLoad(TCP, 100);

        assertThat(links()).as("it was another link").isGreaterThan(links);
    }

    @Test
    public void theDispatcherIsReplacedWhileMessagesFlow() throws Exception {
        long links = links();

        replaceUnderLoad(DISPATCHER, 200);

        assertThat(links()).as("the link stayed").isEqualTo(links);
    }

    /** The link was dialled because of the seed, by the very node whose discovery is replaced. */
    @Test
    public void theSeedsAreReplacedWhileMessagesFlow() throws Exception {
        long links = links();

        replaceUnderLoad(SEEDS, 300);

        assertThat(links()).as("the link stayed").isEqualTo(links);
    }

    /** @param run number of the flow into this node; the one out of it has the next one */
    private void replaceUnderLoad(String bundle, int run) throws Exception {
        var boots = List.of(
                peer().get("bootId").getAsString(),
                mesh.peer(outsideId).orElseThrow().bootId());
        var service = context.getServiceReference(Mesh.class);
        var flows = List.of(
                new Flow(this::handlersOutside, this::handlersInside, inside(), run),
                new Flow(this::handlersInside, this::handlersOutside, outsideId.toString(), run + 1));
        try (var watch = new BundleWatch(context);
                var in = new NumberedRequests("in", this::askInside);
                var out = new NumberedRequests("out", this::askOutside)) {
            for (var flow : flows) flow.begin();
            for (var flow : flows) Until.so("load", flow::isUnderWay);

            nodes.drop(build(bundle), TwoNodes.INSIDE, "bundle", bundle + ".jar");
            Until.so("replacement", () -> watch.isActive(bundle, OTHER_VERSION));

            for (var flow : flows)
                assertThat(flow.isOver()).as("too late to prove anything").isFalse();
            for (var flow : flows) Until.so("end of " + flow, flow::isOver);
            for (var flow : flows) flow.assertComplete();
            assertThat(out.finish()).isPositive();
            var asked = IntStream.range(0, in.finish()).boxed().toList();
            assertThat(numbers.numbers()).isEqualTo(asked).isNotEmpty();
            assertThat(watch.touched()).containsExactly(bundle);
        }
        assertThat(List.of(
                        peer().get("bootId").getAsString(),
                        mesh.peer(outsideId).orElseThrow().bootId()))
                .isEqualTo(boots);
        assertThat(peer().getAsJsonObject("counts").get("restarts").getAsLong()).isZero();
        assertThat(mesh.peer(outsideId).orElseThrow().counts().restarts()).isZero();
        assertThat(context.getServiceReference(Mesh.class)).isEqualTo(service);
    }

    private static Path build(String bundle) {
        return Path.of(System.getProperty(OTHER_BUILDS)).resolve(bundle + ".jar");
    }

    private String inside() {
        return mesh.self().id().toString();
    }

    /** The outside node's view of this one. */
    private JsonObject peer() throws Exception {
        return outside.ask("peer", inside());
    }

    private long links() throws Exception {
        return peer().getAsJsonObject("counts").get("links").getAsLong();
    }

    private JsonObject handlersOutside(int intent, String text) throws Exception {
        return outside.request("self", "" + intent, text);
    }

    private JsonObject handlersInside(int intent, String text) throws Exception {
        return request(mesh.self().id(), intent, text);
    }

    private int askInside(int number) throws Exception {
        var answer = outside.ask("request", inside(), "" + NumbersHandler.INTENT, "" + number);
        return answer.get("text").getAsInt();
    }

    // Any request will do whose answer tells what was asked.
    private int askOutside(int number) throws Exception {
        return request(outsideId, Flow.ARRIVED, "" + number).get("run").getAsInt();
    }

    private JsonObject request(NodeId to, int intent, String text) throws Exception {
        var answer = mesh.request(to, Message.of(intent, text), DEADLINE)
                .toCompletableFuture()
                .get(DEADLINE.toSeconds() + 1, TimeUnit.SECONDS);
        return JsonParser.parseString(answer.text()).getAsJsonObject();
    }
}
