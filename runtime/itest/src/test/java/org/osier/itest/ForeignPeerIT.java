package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node of the distribution and one that shares no line of code with it, over tcp. */
@Tag("lengthy")
@Timeout(180)
class ForeignPeerIT {
    private static final String SEED = "42".repeat(32);

    private Nodes nodes;
    private CommandLine alpha;
    private Path cluster;

    @BeforeEach
    void aNode() throws Exception {
        ForeignPeer.install();
        nodes = new Nodes("foreign-peer", Javas.current());
        alpha = Pair.alpha(nodes, "tcp://127.0.0.1:0");
        cluster = nodes.folder().resolve("cluster.json");
    }

    @AfterEach
    void end() {
        if (nodes != null) nodes.close();
    }

    private JsonObject plan(int suite, String pattern) {
        var plan = new JsonObject();
        plan.addProperty("cluster", cluster.toString());
        plan.addProperty("seed", SEED);
        plan.addProperty("suite", suite);
        plan.addProperty("pattern", pattern);
        return plan;
    }

    private JsonObject dialling(int suite, String pattern) throws Exception {
        var plan = plan(suite, pattern);
        plan.addProperty("port", URI.create(Nodes.address(alpha)).getPort());
        return plan;
    }

    private String id() throws Exception {
        return alpha.ask("status").get("id").getAsString();
    }

    private boolean linked(String foreign) throws Exception {
        var peer = alpha.call("peer", foreign, "--json");
        return peer.code() == 0 && !peer.json().get("path").isJsonNull();
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void aForeignNodeDialsAndIsAPeer(int suite) throws Exception {
        try (var foreign = new ForeignPeer(nodes.folder(), "dial", dialling(suite, "XX"))) {
            assertThat(foreign.says("node")).isEqualTo(id());
            assertThat(foreign.says("linked")).isEqualTo("3");
            var me = foreign.says("me");
            Until.so("a peer", () -> linked(me));
            foreign.leave();
            Until.so("gone", () -> !linked(me));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void aForeignNodeThatKnowsUsDialsWithTwoMessages(int suite) throws Exception {
        String key;
        try (var first = new ForeignPeer(nodes.folder(), "dial", dialling(1, "XX"))) {
            key = first.says("key");
            first.says("linked");
            first.leave();
        }
        var plan = dialling(suite, "IK");
        plan.addProperty("key", key);
        try (var foreign = new ForeignPeer(nodes.folder(), "dial", plan)) {
            assertThat(foreign.says("node")).isEqualTo(id());
            assertThat(foreign.says("linked")).isEqualTo("3");
            foreign.leave();
        }
    }

    @Test
    void weDialAForeignNode() throws Exception {
        try (var foreign = new ForeignPeer(nodes.folder(), "listen", plan(1, "XX"))) {
            var address = "tcp://127.0.0.1:" + foreign.says("port");
            assertThat(alpha.call("connect", address).code()).isZero();
            assertThat(foreign.says("pattern")).isEqualTo("XX 1272");
            assertThat(foreign.says("node")).isEqualTo(id());
            assertThat(foreign.says("linked")).isEqualTo("3");
            foreign.leave();
        }
    }

    /** Goal: with the key of the configuration we dial whom we know with two messages, and he understands them. */
    @Test
    void weDialAForeignNodeThatWeKnowWithTwoMessages() throws Exception {
        assertThat(alpha.call("stop").code()).isZero();
        HomeFiles.edit(alpha.home(), "org.osier.core.cfg", "knownPeerHandshake = xx", "knownPeerHandshake = ik");
        alpha = nodes.start("alpha", "--listen", "tcp://127.0.0.1:0");
        try (var later = new ForeignPeer(nodes.folder(), "listen", plan(1, "XX"))) {
            var plan = dialling(1, "XX");
            plan.addProperty("advertise", "tcp://127.0.0.1:" + later.says("port"));
            try (var first = new ForeignPeer(nodes.folder(), "dial", plan)) {
                var me = first.says("me");
                first.says("linked");
                Until.so("a peer", () -> linked(me));
                first.leave();
            }
            assertThat(later.says("pattern")).isEqualTo("IK 1484");
            assertThat(later.says("node")).isEqualTo(id());
            assertThat(later.says("linked")).isEqualTo("3");
            later.leave();
        }
    }

    @Test
    void aForeignNodeOfAnotherClusterIsToldSo() throws Exception {
        var other = nodes.folder().resolve("other.json");
        assertThat(alpha.call("cluster", "create", other.toString()).code()).isZero();
        var plan = dialling(1, "XX");
        plan.addProperty("cluster", other.toString());
        try (var foreign = new ForeignPeer(nodes.folder(), "dial", plan)) {
            assertThat(foreign.says("refused")).isEqualTo("1");
        }
        Until.so(
                "counted",
                () -> alpha.ask("status")
                                .getAsJsonObject("counters")
                                .get("knocks unknown")
                                .getAsInt()
                        == 1);
    }
}
