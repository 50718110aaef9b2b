package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.itest.CommandLine.Answer;

/**
 * Goal: an operator shuts a node out with what is shipped: key file, passphrase, one command. Method: three nodes as
 * processes, one of them away meanwhile.
 */
class RevokeIT {
    private static final String PASSPHRASE = "correct horse battery";
    private static final String LOOPBACK = "tcp://127.0.0.1:0";

    @Test
    @Timeout(600)
    void aRevokedNodeIsOutAndWhoWasAwayComesBack() throws Exception {
        try (var nodes = new Nodes("revoke", Javas.current())) {
            var cluster = nodes.folder().resolve("cluster.json").toString();
            var key = nodes.folder().resolve("operator.key");
            var made = nodes.at("alpha")
                    .answering(PASSPHRASE + "\n", "cluster", "create", cluster, "--admin", key.toString());
            assertThat(made.code()).as(made.text()).isZero();
            assertThat(made.text()).contains("recovery key", "24 ").doesNotContain(PASSPHRASE);

            var alpha = nodes.start("alpha", "--listen", LOOPBACK, "--cluster", cluster);
            var address = Nodes.address(alpha);
            var beta = nodes.start("beta", "--listen", LOOPBACK, "--cluster", cluster, "--seed", address);
            var seeds = address + "," + Nodes.address(beta);
            var gamma = nodes.start("gamma", "--listen", LOOPBACK, "--cluster", cluster, "--seed", seeds);
            Until.so("all are linked", () -> linked(alpha) == 2 && linked(beta) == 2);

            var shown = alpha.call("revoke", "gamma");
            assertThat(shown.text()).contains("out    gamma", "stays  beta", "nothing has changed yet");
            assertThat(revoke(alpha, "wrong horse", key).code()).isEqualTo(1);
            assertThat(epoch(alpha)).isEqualTo(1);

            assertThat(beta.call("stop").code()).isZero();
            var done = revoke(alpha, PASSPHRASE, key);
            assertThat(done.code()).as(done.text()).isZero();
            assertThat(done.text())
                    .contains("revoked gamma: ", "epoch 2", "beta is away")
                    .doesNotContain(PASSPHRASE);
            Until.so("gamma is told", () -> gamma.call("peers").text().contains("OSIER-125"));

            nodes.start("beta", "--listen", LOOPBACK, "--seed", address);
            Until.so("beta caught up", () -> epoch(beta) == 2 && linked(beta) == 1);
            assertThat(linked(alpha)).isEqualTo(1);
            assertThat(linked(gamma)).isZero();
            assertThat(epoch(gamma)).isEqualTo(1);
            var exported = nodes.folder().resolve("later.json");
            assertThat(alpha.call("cluster", "export", exported.toString()).code())
                    .isZero();

            assertThat(alpha.call("stop").code()).isZero();
            nodes.start("alpha", "--listen", address);
            assertThat(epoch(alpha)).isEqualTo(2);
            Until.so("beta is back", () -> linked(alpha) == 1);
            for (var node : new CommandLine[] {alpha, beta, gamma}) {
                assertThat(Nodes.log(node)).doesNotContain(PASSPHRASE, secret(Path.of(cluster)), secret(exported));
            }
        }
    }

    private static Answer revoke(CommandLine node, String passphrase, Path key) throws Exception {
        return node.answering(passphrase + "\n", "revoke", "gamma", "--key", key.toString());
    }

    private static long linked(CommandLine node) throws Exception {
        return StreamSupport.stream(node.ask("peers").getAsJsonArray("peers").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(peer -> peer.get("state").getAsString().equals("alive"))
                .count();
    }

    private static int epoch(CommandLine node) throws Exception {
        return node.ask("cluster").get("epoch").getAsInt();
    }

    private static String secret(Path file) throws Exception {
        return JsonParser.parseString(Files.readString(file))
                .getAsJsonObject()
                .get("secret")
                .getAsString();
    }
}
