package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes of the distribution that have nothing between them but WebSocket. */
@Timeout(180)
class WebSocketIT {
    private static final String JAR = Builds.WEBSOCKET + ".jar";

    /**
     * Goal: the bundle can be replaced at the node that listens, and taken away and brought back at the one that dials,
     * while messages flow both ways: none is lost, doubled or out of order. Method: as an operator does it, with the
     * jars in the watched folder.
     */
    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void theTransportIsReplacedAndTakenAwayWhileMessagesFlow(String scheme) throws Exception {
        var test = "websocket-" + scheme;
        Builds.make(test, 1, Builds.WEBSOCKET);
        try (var nodes = new Nodes(test, Javas.current())) {
            var alpha = Pair.alpha(nodes, scheme + "://127.0.0.1:0/mesh");
            var pair = Pair.with(nodes, alpha, "ws://127.0.0.1:0", Nodes.address(alpha));
            assertThat(pair.path().orElseThrow())
                    .contains(scheme + "://127.0.0.1:")
                    .contains("/mesh");
            long links = pair.links();
            underLoad(pair, 1, () -> {
                pair.put(alpha, Builds.file(test, Builds.WEBSOCKET, 1), "bundle", JAR);
                Until.so(
                        "another link",
                        () -> pair.links() > links && pair.path().isPresent());
            });
            underLoad(pair, 3, () -> {
                Files.delete(pair.beta().home().resolve("bundle").resolve(JAR));
                Until.so("no link", () -> pair.path().isEmpty());
                for (var flow : flows(pair, 3)) assertThat(flow.isOver()).isFalse();
                pair.put(pair.beta(), Assembled.bundle(Builds.WEBSOCKET), "bundle", JAR);
                Until.so("a link again", () -> pair.path().isPresent());
            });
            assertThat(pair.restarts()).isZero();
            assertThat(Nodes.log(alpha)).doesNotContain(" ERROR ");
            assertThat(Nodes.log(pair.beta())).doesNotContain(" ERROR ");
        }
    }

    private interface Swap {
        void run() throws Exception;
    }

    private static List<Flow> flows(Pair pair, int run) {
        return List.of(pair.toAlpha(run), pair.toBeta(run + 1));
    }

    private static void underLoad(Pair pair, int run, Swap swap) throws Exception {
        var flows = flows(pair, run);
        for (var flow : flows) flow.begin();
        for (var flow : flows) Until.so("load", flow::isUnderWay);
        swap.run();
        for (var flow : flows) Until.so("end of " + flow, flow::isOver);
        for (var flow : flows) flow.assertComplete();
    }
}
