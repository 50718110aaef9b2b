package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * Goal: whoever runs a node into one of these faults reads what it is and what to do. Method: each fault is made with a
 * real node; the texts are those of runtime/FAULTS.md.
 */
@Timeout(120)
class FaultsIT {
    private static final String ANY_PORT = "tcp://127.0.0.1:0";
    private static final int FAILED = 1;
    private static final int PARTLY = 3;
    private static final int NO_NODE = 4;

    private Nodes nodes;

    @BeforeEach
    void open(TestInfo test) throws Exception {
        nodes = new Nodes("faults-" + test.getTestMethod().orElseThrow().getName(), Javas.current());
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void aHomeInUse() throws Exception {
        var alpha = nodes.start("alpha", "--listen", ANY_PORT);
        var process = nodes.process(alpha).orElseThrow().pid();
        var text = "osier: OSIER-105 a node is already running in " + alpha.home() + ", process " + process + "\n";

        for (var words : new String[][] {{"start"}, {"run", "--headless"}}) {
            var second = alpha.call(words);
            assertThat(second.code()).isEqualTo(FAILED);
            assertThat(second.text()).isEqualTo(text);
        }
        assertThat(alpha.call("status").code()).isZero();
    }

    @Test
    void aPortInUse() throws Exception {
        var alpha = nodes.at("alpha");
        String address;
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "tcp://127.0.0.1:" + other.getLocalPort();
            var answer = nodes.begin(alpha, "--listen", address);

            var text = address + ": OSIER-101 the port is in use; stop the other program or choose another port";
            assertThat(answer.code()).as(answer.text()).isEqualTo(PARTLY);
            assertThat(answer.text()).contains(text, "the node runs, process ", "but is not ready", "next: ");
            assertThat(oneLine(alpha.call("status").text())).contains(text);
            assertThat(alpha.call("peers").code()).isZero();
        }
        Until.so(
                "it listens",
                () -> alpha.ask("status").get("listening").toString().contains(address)
                        && Files.exists(alpha.home().resolve("data/ready.json")));
    }

    @Test
    void aBundleThatIsNone() throws Exception {
        var alpha = nodes.start("alpha", "--listen", ANY_PORT);
        var deploy = alpha.home().resolve("deploy");
        drop(Files.readAllBytes(Assembled.example("org.osier.examples.traffic")), deploy.resolve("traffic.jar"));
        var hello = Files.readAllBytes(Assembled.example("org.osier.examples.hello"));
        var half = java.util.Arrays.copyOf(hello, hello.length / 2);

        drop(half, deploy.resolve("hello.jar"));
        var refused = "OSIER-203 deploy/hello.jar is refused: it is no whole jar (zip END header not found)."
                + " Put a good one in its place, or remove it";
        Until.so("refusal", () -> Nodes.log(alpha).contains(refused));
        assertThat(Files.readString(alpha.home().resolve("data/log/console.log")))
                .contains(refused)
                .doesNotContain("\tat ");
        Until.so("traffic", () -> alpha.call("request", "self", "0x52", "1").code() == 0);

        drop(hello, deploy.resolve("hello.jar"));
        Until.so("hello", () -> alpha.call("request", "self", "0x40", "").text().contains("hello alpha"));
        Until.so("end of the refusal", () -> Nodes.log(alpha).contains("deploy/hello.jar: runs now"));

        drop(half, deploy.resolve("hello.jar"));
        Until.so("refusal of the next", () -> Nodes.log(alpha).split("OSIER-203", -1).length == 3);
        assertThat(alpha.call("request", "self", "0x40", "").text()).startsWith("OSIER-301");
        assertThat(alpha.call("request", "self", "0x52", "1").code()).isZero();
    }

    @Test
    void theDataIsDeletedWhileTheNodeRuns() throws Exception {
        var alpha = nodes.at("alpha");
        var console = nodes.folder().resolve("console");
        var process = nodes.run(alpha, console, "--listen", ANY_PORT);
        Until.so("ready", () -> Files.exists(alpha.home().resolve("data/ready.json")));

        Files.move(alpha.home().resolve("data"), nodes.folder().resolve("moved"));

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(FAILED);
        assertThat(Files.readString(console))
                .endsWith("osier: OSIER-106 " + alpha.home() + "/data was deleted or replaced while the node ran, which"
                        + " has stopped; without a copy of data/ the next start makes a new node\n");
        assertThat(alpha.call("status").code()).isEqualTo(NO_NODE);
    }

    /** Goal: what a killed process leaves hinders nobody. Method: kill -9 while messages flow, look, start again. */
    @Test
    void aNodeIsKilledWhileMessagesFlow() throws Exception {
        var cluster = nodes.folder().resolve("cluster.json").toString();
        assertThat(nodes.at("alpha").call("cluster", "create", cluster).code()).isZero();
        var listen = "tcp://127.0.0.1:" + Ports.free();
        var alpha = nodes.start("alpha", "--listen", ANY_PORT, "--cluster", cluster, "--seed", listen);
        var beta = nodes.start("beta", "--listen", listen, "--cluster", cluster);
        var id = beta.ask("status").get("id").getAsString();
        for (var node : new CommandLine[] {alpha, beta}) {
            var jar = Files.readAllBytes(Assembled.example("org.osier.examples.traffic"));
            drop(jar, node.home().resolve("deploy/traffic.jar"));
        }
        Until.so(
                "traffic",
                () -> alpha.call("request", "beta", "0x52", "1").code() == 0
                        && alpha.call("request", "self", "0x52", "1").code() == 0);
        alpha.request("self", "0x50", "to=" + id + " run=1 count=100000 rate=2000 seconds=90 mode=background");
        Until.so(
                "flow",
                () -> alpha.request("self", "0x53", "1").get("completed").getAsInt() > 500);

        nodes.process(beta).orElseThrow().destroyForcibly();
        Until.so("end", () -> beta.call("status").code() == NO_NODE);

        assertThat(beta.home().resolve("data")).isDirectoryContaining("glob:**/{osier.sock,launcher.pid,ready.json}");
        assertThat(beta.call("status").text())
                .isEqualTo("osier: no node is running in " + beta.home() + "   start one: bin/osier run\n");
        int before = alpha.request("self", "0x53", "1").get("completed").getAsInt();

        nodes.start("beta", "--listen", listen);

        assertThat(beta.ask("status").get("id").getAsString()).isEqualTo(id);
        assertThat(Nodes.address(beta)).isEqualTo(listen);
        Until.so(
                "flow goes on",
                () -> alpha.request("self", "0x53", "1").get("completed").getAsInt() > before + 500);
        var arrived = beta.request("self", "0x52", "1");
        assertThat(arrived.get("doubled").getAsInt()).as(arrived.toString()).isZero();
        assertThat(alpha.request("self", "0x53", "1").getAsJsonObject("failed").keySet())
                .isSubsetOf("UNKNOWN_OUTCOME");
    }

    /** Goal: the copy serves, the original learns why it does not, and what to do. Method: both run, a third is dialled. */
    @Test
    void aHomeWasCopied() throws Exception {
        var cluster = nodes.folder().resolve("cluster.json").toString();
        assertThat(nodes.at("alpha").call("cluster", "create", cluster).code()).isZero();
        var alpha = nodes.start("alpha", "--listen", ANY_PORT, "--cluster", cluster);
        var seed = Nodes.address(alpha);
        var beta = nodes.start("beta", "--listen", ANY_PORT, "--cluster", cluster);
        assertThat(beta.call("stop").code()).isZero();
        copy(beta.home(), nodes.folder().resolve("copy"));
        nodes.start("beta", "--listen", ANY_PORT, "--seed", seed);
        Until.so("link", () -> beta.call("ping", "alpha", "-n", "1").code() == 0);

        var copy = nodes.start("copy", "--listen", ANY_PORT, "--seed", seed);

        Until.so("link of the copy", () -> copy.call("ping", "alpha", "-n", "1").code() == 0);
        Until.so("warning", () -> Nodes.log(beta).contains("OSIER-124 our identity is in use elsewhere"));
        assertThat(Files.readString(beta.home().resolve("data/log/console.log")))
                .contains(
                        "OSIER-124 our identity is in use elsewhere (alpha: tcp closed by peer (refused, OSIER-124 a later"
                                + " start of this identity is linked)); stop the other node, or let this one start as a new node"
                                + " without its data/");
        assertThat(oneLine(beta.call("peer", "alpha").text()))
                .contains("OSIER-124 a later start of this identity is linked");

        var met = copy.call("connect", Nodes.address(beta));
        assertThat(met.code()).isEqualTo(FAILED);
        assertThat(met.text()).startsWith("OSIER-124 ").contains("a node with our own identity answers there");
    }

    @Test
    void anIdentityThatCannotBeRead() throws Exception {
        var alpha = nodes.start("alpha", "--listen", ANY_PORT);
        assertThat(alpha.call("stop").code()).isZero();
        var identity = alpha.home().resolve("data/identity");
        try (var files = Files.list(identity)) {
            for (var file : files.toList()) Files.writeString(file, "nonsense");
        }

        var answer = nodes.begin(alpha, "--listen", ANY_PORT);

        assertThat(answer.code()).as(answer.text()).isEqualTo(PARTLY);
        assertThat(answer.text())
                .contains("OSIER-103", "the node runs, process ")
                .doesNotContain("\tat ");
    }

    private static void copy(Path from, Path to) throws Exception {
        assertThat(Program.of("cp", "-a").call(from, to).code()).isZero();
    }

    private static void drop(byte[] jar, Path target) throws Exception {
        var temporary = target.resolveSibling(target.getFileName() + ".tmp");
        Files.write(temporary, jar);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A screen folds long lines. */
    private static String oneLine(String screen) {
        return screen.replaceAll("\\s+", " ");
    }
}
