package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The emulator as an operator uses it: two nodes that run, its files dropped in, the wire spoiled by edits. */
@Tag("lengthy")
@Timeout(200)
class EmulatorIT {
    private static final String ANY_PORT = "tcp://127.0.0.1:0";
    private static final String PID = "org.osier.transport.emulator";

    private Nodes nodes;
    private CommandLine alpha;
    private CommandLine beta;

    @BeforeEach
    void startNodes() throws Exception {
        nodes = new Nodes("emulator", Javas.current());
        nodes.withoutMulticast("alpha");
        alpha = Pair.alpha(nodes, ANY_PORT);
        beta = Pair.beta(nodes, "--listen", ANY_PORT);
        for (var node : List.of(alpha, beta)) {
            Files.copy(Assembled.optional(PID + ".cfg"), node.home().resolve("etc/" + PID + ".cfg"));
            Files.copy(Assembled.optional(PID + ".jar"), node.home().resolve("deploy/" + PID + ".jar"));
        }
        // So that there is one way, and only beta can dial.
        edit(alpha, "org.osier.core", "listen", "emu+" + ANY_PORT);
        edit(beta, "org.osier.core", "listen", "");
        Until.so(
                "beta listens nowhere",
                () -> beta.ask("status").getAsJsonArray("listening").isEmpty());
        Until.so("alpha listens", () -> address().startsWith("emu+tcp:"));
        Until.so("connected", () -> beta.call("connect", address()).code() == 0);
    }

    @AfterEach
    void stopNodes() {
        nodes.close();
    }

    @Test
    void itIsNotThereUntilSomebodyPutsItThere() {
        assertThat(Assembled.FOLDER.resolve("bundle/" + PID + ".jar")).doesNotExist();
        assertThat(Assembled.FOLDER.resolve("etc/" + PID + ".cfg")).doesNotExist();
    }

    @Test
    void delayAndLossAreLiveAndLinksStay() throws Exception {
        assertThat(ping()).isLessThan(60);
        for (var node : List.of(alpha, beta)) edit(node, PID, "delayMs", "60");
        Until.so("a long way", () -> ping() >= 120);
        edit(beta, PID, "lossPercent", "10.0"); // not more: six losses in a row are longer than a ping waits
        for (int i = 0; i < 3; i++) assertThat(ping()).isGreaterThanOrEqualTo(120);
        for (var node : List.of(alpha, beta)) edit(node, PID, "delayMs", "0");
        edit(beta, PID, "lossPercent", "0");
        Until.so("a short way", () -> ping() < 60);
        assertThat(peer().getAsJsonObject("counts").get("links").getAsInt()).isEqualTo(1);
    }

    /** Goal: what is wrapped may go and come. Method: its jar taken away and put back. */
    @Test
    void linksGoWithWhatIsWrappedAndComeBack() throws Exception {
        var tcp = beta.home().resolve("bundle/org.osier.transport.tcp.jar");
        var aside = beta.home().resolve("tcp.aside");
        Files.move(tcp, aside);
        Until.so("no way", () -> state().equals("suspect") || state().equals("failed"));
        var why = beta.ask("peer", "alpha").toString();
        assertThat(why).contains("closed by us (going away)");
        Files.move(aside, tcp);
        Until.so("a way again", () -> state().equals("alive"));
    }

    @Test
    void aCutIsSeenAtOnce() throws Exception {
        edit(beta, PID, "partition", "cut");
        Until.so("no way", () -> !state().equals("alive"));
        assertThat(beta.call("connect", address()).text()).contains("OSIER-112");
        edit(beta, PID, "partition", "none");
        Until.so("a way again", () -> beta.call("connect", address()).code() == 0);
    }

    private String address() throws Exception {
        var listening = alpha.ask("status").getAsJsonArray("listening");
        return listening.isEmpty() ? "" : listening.get(0).getAsString();
    }

    private double ping() throws Exception {
        var min = beta.ask("ping", "alpha", "-n", "1").get("minMs");
        return min.getAsDouble();
    }

    private JsonObject peer() throws Exception {
        return beta.ask("peer", "alpha");
    }

    private String state() throws Exception {
        return beta.ask("peers")
                .getAsJsonArray("peers")
                .get(0)
                .getAsJsonObject()
                .get("state")
                .getAsString();
    }

    private static void edit(CommandLine node, String pid, String key, String value) throws Exception {
        HomeFiles.edit(node.home(), pid + ".cfg", key + " = .*$", key + " = " + value);
    }
}
