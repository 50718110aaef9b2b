package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes that run: what looks for nodes there, and whom it found. */
@Tag("lengthy")
@Timeout(200)
class DiscoveriesIT {
    private static final String ANY_PORT = "tcp://127.0.0.1:0";

    private Nodes nodes;
    private CommandLine alpha;
    private CommandLine beta;

    @BeforeEach
    void startNodes() throws Exception {
        nodes = new Nodes("discoveries", Javas.current());
        alpha = Pair.alpha(nodes, ANY_PORT);
        beta = Pair.beta(nodes, "--listen", ANY_PORT, "--seed", Nodes.address(alpha));
        Until.so(
                "linked",
                () -> beta.ask("peers").getAsJsonObject("count").get("alive").getAsInt() == 1);
    }

    @AfterEach
    void stopNodes() {
        nodes.close();
    }

    private static JsonObject discovery(CommandLine node, String name) throws Exception {
        return node.ask("discoveries").getAsJsonArray("discoveries").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(discovery -> discovery.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachDiscoveryIsSeenAndWhomItFound() throws Exception {
        var seeds = discovery(beta, "seeds");
        assertThat(seeds.get("state").getAsString()).isEqualTo("running");
        assertThat(seeds.get("bundle").getAsString()).isEqualTo("org.osier.discovery.seeds");
        assertThat(seeds.get("standing").getAsInt()).isPositive();
        assertThat(discovery(beta, "exchange").get("bundle").isJsonNull()).isTrue();

        var found = beta.ask("discoveries", "--candidates").getAsJsonArray("candidates");
        var one = found.get(0).getAsJsonObject();
        assertThat(one.get("why").getAsString()).isEqualTo("linked");
        assertThat(one.get("proved").getAsBoolean()).isTrue();
        assertThat(one.get("id").getAsString())
                .isEqualTo(alpha.ask("peers").getAsJsonObject("self").get("id").getAsString());
        assertThat(beta.call("doctor").text()).contains("ok    discovery");
    }
}
