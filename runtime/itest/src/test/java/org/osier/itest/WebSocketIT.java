package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes of the distribution that have nothing between them but WebSocket. */
@Tag("lengthy")
@Timeout(180)
class WebSocketIT {
    private static final String JAR = Builds.WEBSOCKET + ".jar";

    /** Goal: the bundle can be replaced at the node that listens. Method: another build in place of its jar, under load. */
    @Test
    void theTransportIsReplacedWhileMessagesFlowOverWs() throws Exception {
        Builds.make("websocket", 1, Builds.WEBSOCKET);
        underLoad("websocket", "ws", pair -> {
            long links = pair.links();
            HomeFiles.drop(
                    Builds.file("websocket", Builds.WEBSOCKET, 1), pair.alpha().home(), "bundle", JAR);
            Until.so("another link", () -> pair.links() > links && pair.path().isPresent());
        });
    }

    /** Goal: the bundle can be away at the node that dials, which then has no other way. Method: its jar goes and comes. */
    @Test
    void theTransportGoesAndComesWhileMessagesFlowOverWss() throws Exception {
        underLoad("websocket-tls", "wss", pair -> {
            Files.delete(pair.beta().home().resolve("bundle").resolve(JAR));
            Until.so("no link", () -> pair.path().isEmpty());
            for (var flow : flows(pair)) assertThat(flow.isOver()).isFalse();
            HomeFiles.drop(Assembled.bundle(Builds.WEBSOCKET), pair.beta().home(), "bundle", JAR);
            Until.so("a link again", () -> pair.path().isPresent());
        });
    }

    private interface Swap {
        void run(Pair pair) throws Exception;
    }

    private static List<Flow> flows(Pair pair) {
        return List.of(pair.toAlpha(1), pair.toBeta(2));
    }

    private static void underLoad(String test, String scheme, Swap swap) throws Exception {
        try (var nodes = new Nodes(test, Javas.current())) {
            nodes.withoutMulticast("alpha");
            var alpha = Pair.alpha(nodes, scheme + "://127.0.0.1:0/mesh");
            var pair = Pair.with(nodes, alpha, "ws://127.0.0.1:0", Nodes.address(alpha));
            assertThat(pair.path().orElseThrow())
                    .contains(scheme + "://127.0.0.1:")
                    .contains("/mesh");
            var flows = flows(pair);
            for (var flow : flows) flow.begin();
            for (var flow : flows) Until.so("load", flow::isUnderWay);
            swap.run(pair);
            for (var flow : flows) Until.so("end of " + flow, flow::isOver);
            for (var flow : flows) flow.assertComplete();
            assertThat(pair.restarts()).isZero();
            assertThat(Nodes.log(alpha)).doesNotContain(" ERROR ");
            assertThat(Nodes.log(pair.beta())).doesNotContain(" ERROR ");
        }
    }
}
