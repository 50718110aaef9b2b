package org.osier.itest;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osier.mesh.Mesh;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;
import org.osier.mesh.Message;
import org.osier.node.NodeId;
import org.osier.ueps.Packet;

/** The traffic example on both of two nodes, and how a test talks to it. */
final class Traffic {
    private static final String JAR = "traffic.jar";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final BundleContext context;
    private final TwoNodes nodes;
    private final CommandLine outside;
    private final NodeId insideId;
    private final NodeId outsideId;

    private Traffic(BundleContext context) throws Exception {
        this.context = context;
        nodes = TwoNodes.in(context);
        outside = nodes.outside();
        insideId = mesh().self().id();
        outsideId = NodeId.parse(outside.ask("status").get("id").getAsString());
    }

    /** Drops it into both nodes, and waits until it answers. */
    static Traffic between(BundleContext context) throws Exception {
        var traffic = new Traffic(context);
        for (var node : List.of(TwoNodes.INSIDE, TwoNodes.OUTSIDE)) {
            // Once: a jar that lies there already would be taken for an update.
            if (!Files.exists(traffic.nodes.file(node, "deploy", JAR))) {
                traffic.nodes.drop(Assembled.example("org.osier.examples.traffic"), node, "deploy", JAR);
            }
        }
        for (var node : List.of(traffic.inside(), "self")) {
            Until.so(
                    "traffic on " + node,
                    () -> traffic.outside
                                    .call("request", node, "" + Flow.ARRIVED, "1")
                                    .code()
                            == 0);
        }
        return traffic;
    }

    /** The mesh inside, that of the core that is there now. */
    Mesh mesh() {
        var reference = context.getServiceReference(Mesh.class);
        if (reference == null) throw new IllegalStateException("no core at the moment");
        return context.getService(reference);
    }

    String inside() {
        return insideId.toString();
    }

    NodeId outside() {
        return outsideId;
    }

    /** Into the node inside. */
    Flow in(int run) {
        return new Flow(this::askOutside, this::askInside, inside(), run);
    }

    /** Out of the node inside. */
    Flow out(int run) {
        return new Flow(this::askInside, this::askOutside, outsideId.toString(), run);
    }

    /** Into the node inside, until it is enough. @param to checks what arrives there @param more of the order */
    EndlessFlow endlessIn(int run, Flow.Handlers to, String more) {
        return new EndlessFlow(this::askAcross, to, inside(), run, more);
    }

    /** Out of the node inside, until it is enough. @param more of the order */
    EndlessFlow endlessOut(int run, String more) {
        return new EndlessFlow(this::askInside, this::askAcross, outsideId.toString(), run, more);
    }

    /** The outside node's view of the one inside. */
    JsonObject peer() throws Exception {
        return outside.ask("peer", inside());
    }

    /** What the numbers handler inside answers to the node outside. */
    int numberInside(int number) throws Exception {
        var answer = outside.ask("request", inside(), "" + NumbersHandler.INTENT, "" + number);
        return answer.get("text").getAsInt();
    }

    /** Any request will do whose answer tells what was asked. */
    int numberOutside(int number) throws Exception {
        return text(ask(mesh(), outsideId, Flow.ARRIVED, "" + number))
                .get("run")
                .getAsInt();
    }

    private JsonObject askOutside(int intent, String text) throws Exception {
        return outside.request("self", "" + intent, text);
    }

    /** Asks the node inside itself, again if there is no dispatcher at the moment. */
    JsonObject askInside(int intent, String text) throws Exception {
        var answer = new AtomicReference<JsonObject>();
        Until.so("answer of " + intent + " inside", () -> {
            try {
                answer.set(text(ask(mesh(), insideId, intent, text)));
                return true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof MeshException refused && refused.kind() == Kind.OVERLOADED) return false;
                throw e;
            }
        });
        return answer.get();
    }

    /** Asks the node outside over the link, which is much faster than its command line. */
    private JsonObject askAcross(int intent, String text) throws Exception {
        return text(ask(mesh(), outsideId, intent, text));
    }

    private static CompletionStage<Packet> ask(Mesh mesh, NodeId to, int intent, String text) {
        return mesh.request(to, Message.of(intent, text), DEADLINE);
    }

    private static JsonObject text(CompletionStage<Packet> answer) throws Exception {
        var packet = answer.toCompletableFuture().get(DEADLINE.toSeconds() + 1, TimeUnit.SECONDS);
        return JsonParser.parseString(packet.text()).getAsJsonObject();
    }
}
