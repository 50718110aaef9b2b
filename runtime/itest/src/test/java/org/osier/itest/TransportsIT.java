package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes that run: their transports listed, stopped and started, and the way between them measured. */
@Tag("lengthy")
@Timeout(200)
class TransportsIT {
    private static final String ANY_PORT = "tcp://127.0.0.1:0";

    private Nodes nodes;
    private CommandLine alpha;
    private CommandLine beta;

    @BeforeEach
    void startNodes() throws Exception {
        nodes = new Nodes("transports", Javas.current());
        alpha = Pair.alpha(nodes, ANY_PORT);
        beta = Pair.beta(nodes, "--listen", ANY_PORT, "--seed", Nodes.address(alpha));
        Until.so("linked", () -> tcp(beta).has("carried") && links() == 1);
    }

    @AfterEach
    void stopNodes() {
        nodes.close();
    }

    private static JsonObject tcp(CommandLine node) throws Exception {
        var list = node.ask("transports").getAsJsonArray("transports");
        return list.asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(transport -> transport.get("bundle").getAsString().equals(Builds.TCP))
                .findFirst()
                .orElseThrow();
    }

    private int links() throws Exception {
        return tcp(beta).getAsJsonObject("carried").get("links").getAsInt();
    }

    private static String state(CommandLine node) throws Exception {
        return tcp(node).get("state").getAsString();
    }

    @Test
    void whatIsCarriedIsCounted() throws Exception {
        var before = tcp(beta).getAsJsonObject("carried");
        var bench = beta.ask("bench", "alpha", "--rate", "200", "--duration", "1", "--size", "1000");
        var after = tcp(beta).getAsJsonObject("carried");

        assertThat(bench.get("sent").getAsInt()).isBetween(150, 200);
        assertThat(bench.get("answered").getAsInt()).isEqualTo(bench.get("sent").getAsInt());
        var trip = bench.getAsJsonObject("roundTripMs");
        assertThat(trip.get("p50").getAsDouble()).isPositive();
        assertThat(trip.get("p99.9").getAsDouble()).isBetween(trip.get("p50").getAsDouble(), 5_000.0);
        long payload = 1_000L * bench.get("sent").getAsInt();
        for (var key : new String[] {"bytesOut", "bytesIn"}) {
            long carried = after.get(key).getAsLong() - before.get(key).getAsLong();
            assertThat(carried).as(key).isBetween(payload, 2 * payload);
        }
        assertThat(after.get("dials").getAsInt()).isEqualTo(1);
        assertThat(tcp(alpha).getAsJsonObject("carried").get("accepted").getAsInt())
                .isEqualTo(1);
    }

    @Test
    void theOnlyWayIsStoppedByWhoInsistsAndComesBackWhenItIsStarted() throws Exception {
        var refused = beta.call("transports", "stop", "tcp");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.text()).contains("tcp is the only way to 1 peer", "--force");
        assertThat(state(beta)).isEqualTo("serving");

        assertThat(beta.call("transports", "stop", "tcp", "--force").text())
                .startsWith("stopped org.osier.transport.tcp");
        assertThat(state(beta)).isEqualTo("stopped");
        assertThat(tcp(beta).get("schemes").getAsJsonArray().get(0).getAsString())
                .isEqualTo("tcp");

        assertThat(beta.call("transports", "start", "tcp").text()).startsWith("started org.osier.transport.tcp");
        Until.so("linked again", () -> links() == 1);
        assertThat(tcp(beta).get("listening").getAsJsonArray()).hasSize(1);
    }

    /** Goal: a shell that comes anew still knows what a stopped bundle would give: from its manifest and components. */
    @Test
    void aStoppedTransportIsKnownToANewShell() throws Exception {
        beta.call("transports", "stop", "tcp", "--force");
        var shell = beta.home().resolve("bundle/org.osier.shell.jar");
        var aside = beta.home().resolve("shell.aside");
        Files.move(shell, aside);
        Until.so(
                "the shell is gone",
                () -> beta.call("status").code() == 4 || beta.call("status").code() == 1);
        Files.move(aside, shell);
        Until.so("the shell is back", () -> beta.call("status").code() == 0);
        assertThat(state(beta)).isEqualTo("stopped");
        assertThat(beta.call("transports", "start", "tcp").code()).isZero();
    }
}
