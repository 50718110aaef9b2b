package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that know one address each become one mesh: the distribution as it is shipped. */
@Timeout(120)
class MembershipIT {
    /** Goal: alpha ends with the record of gamma and with a link to it. Method: beta has alpha as its seed, gamma has beta. */
    @Test
    void nodesInALineFindEachOther() throws Exception {
        try (var nodes = new Nodes("membership", Javas.current())) {
            var cluster = nodes.folder().resolve("cluster.json").toString();
            assertThat(nodes.at("nobody").call("cluster", "create", cluster).code())
                    .isZero();
            var listen = "tcp://127.0.0.1:0";
            var alpha = nodes.start("alpha", "--listen", listen, "--cluster", cluster);
            var beta = nodes.start("beta", "--listen", listen, "--cluster", cluster, "--seed", Nodes.address(alpha));
            var gamma = nodes.start("gamma", "--listen", listen, "--cluster", cluster, "--seed", Nodes.address(beta));

            Until.so("alpha is linked with gamma", () -> alive(alpha, "gamma"));
            Until.so("gamma is linked with alpha", () -> alive(gamma, "alpha"));
            assertThat(alive(beta, "alpha")).isTrue();
            assertThat(alive(beta, "gamma")).isTrue();
        }
    }

    /** By its name, which a node says in its record alone. */
    private static boolean alive(CommandLine node, String name) throws Exception {
        return peer(node, name)
                .filter(peer -> peer.get("state").getAsString().equals("alive"))
                .isPresent();
    }

    private static Optional<JsonObject> peer(CommandLine node, String name) throws Exception {
        for (var peer : node.ask("peers").getAsJsonArray("peers")) {
            var found = peer.getAsJsonObject();
            if (found.get("name").getAsString().equals(name)) return Optional.of(found);
        }
        return Optional.empty();
    }
}
