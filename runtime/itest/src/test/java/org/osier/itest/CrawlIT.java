package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three nodes in a row, as processes: the first is told where the second is, the second where the third is. */
@Timeout(200)
class CrawlIT {
    private static final String ANY_PORT = "tcp://127.0.0.1:0";
    private static final String[] EVERYBODY = {"peers", "--rpc", "--depth", "-1"};

    private Nodes nodes;
    private CommandLine alpha;

    @BeforeEach
    void startNodes() throws Exception {
        nodes = new Nodes("crawl", Javas.current());
        alpha = Pair.alpha(nodes, ANY_PORT);
        var beta = Pair.beta(nodes, "--listen", ANY_PORT, "--seed", Nodes.address(alpha));
        var cluster = nodes.folder().resolve("cluster.json").toString();
        nodes.start("gamma", "--listen", ANY_PORT, "--seed", Nodes.address(beta), "--cluster", cluster);
        Until.so("everybody is verified", () -> {
            var answer = alpha.call("peers", "--rpc", "--depth", "-1", "--json");
            return answer.code() == 0 && known(answer.json()).values().stream().allMatch("verified"::equals);
        });
    }

    @AfterEach
    void stopNodes() {
        nodes.close();
    }

    /** Who was found, and whether it answered itself. */
    private static Map<String, String> known(JsonObject crawl) {
        var known = new LinkedHashMap<String, String>();
        for (var node : crawl.getAsJsonArray("nodes")) {
            var json = node.getAsJsonObject();
            known.put(json.get("name").getAsString(), json.get("known").getAsString());
        }
        return known;
    }

    @Test
    void everybodyIsFoundAndWithoutItsBundleNobody() throws Exception {
        Until.so("gamma is heard of", () -> known(alpha.ask(EVERYBODY)).size() == 3);
        var crawl = alpha.ask(EVERYBODY);
        assertThat(known(crawl)).containsOnlyKeys("alpha", "beta", "gamma").containsValue("verified");
        assertThat(crawl.get("deadlineReached").getAsBoolean()).isFalse();

        var lines = alpha.call(EVERYBODY);
        assertThat(lines.code()).isZero();
        assertThat(lines.text())
                .startsWith("id\tname\trole\taddresses\tdepth\tvia\tknown\tnote\n")
                .contains("\tgamma\tdual\ttcp://127.0.0.1:", "3 nodes: 3 verified, 0 hearsay, in ");

        assertThat(known(alpha.ask("peers", "--gossip", "@beta"))).containsOnlyKeys("alpha", "beta", "gamma");

        Files.delete(alpha.home().resolve("bundle/org.osier.membership.jar"));
        Until.so("the bundle is gone", () -> alpha.call(EVERYBODY).code() == 1);
        assertThat(alpha.call(EVERYBODY).text()).contains("bundle org.osier.membership does not run here");
    }
}
