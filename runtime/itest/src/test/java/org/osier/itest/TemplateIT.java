package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The template, as somebody uses it who writes a handler, a transport or a discovery. */
@Timeout(280)
class TemplateIT {
    private static final String ANY_PORT = "tcp://127.0.0.1:0";

    /** Short: the path of a socket may have 107 bytes. */
    @TempDir
    private Path sockets;

    private CommandLine alpha;
    private CommandLine beta;

    @AfterEach
    void stopNodes() throws Exception {
        if (alpha != null) alpha.call("stop");
        if (beta != null) beta.call("stop");
    }

    /**
     * Goal: an outsider needs the published artifacts and nothing else, and what he makes works in nodes that run. Method:
     * a copy of the template elsewhere, its own build with the contracts, its jars dropped into two nodes that then have
     * no other transport to meet over.
     */
    @Test
    void whatOutsidersBuildWorksInNodesThatRun() throws Exception {
        var outside = Outside.prepare(Homes.fresh("outside"));
        outside.build();
        assertThat(outside.passed("handler")).isPositive();
        assertThat(outside.passed("transport")).isGreaterThan(20);
        assertThat(outside.passed("discovery")).isGreaterThan(10);

        start();
        var addresses = sockets.resolve("addresses");
        for (var node : List.of(alpha, beta)) {
            configure(node, "com.example.osier.unix", "folder = " + sockets);
            drop(node, outside.jar("transport"));
            listenOnlyOn(node, "unix://localhost:0");
        }
        Until.so("alpha listens", () -> listening(alpha).toString().contains("unix://localhost:"));
        configure(beta, "com.example.osier.addresses", "file = " + addresses);
        drop(beta, outside.jar("discovery"));
        drop(alpha, outside.jar("handler"));
        Files.writeString(addresses, address(alpha) + "\n");

        Until.so(
                "a reply",
                () -> beta.call("request", "alpha", "0x50", "hi there").text().contains("HI THERE"));
        var peer = beta.ask("peers").getAsJsonArray("peers").get(0).getAsJsonObject();
        assertThat(URI.create(peer.get("path").getAsString())).hasScheme("unix");
    }

    private void start() throws Exception {
        alpha = CommandLine.of(Homes.fresh("outside-alpha"));
        beta = CommandLine.of(Homes.fresh("outside-beta"));
        var cluster = beta.home().resolveSibling("outside-cluster.json");
        Files.deleteIfExists(cluster);
        assertThat(alpha.call("start", "--name", "alpha", "--listen", ANY_PORT).code())
                .isZero();
        assertThat(alpha.call("cluster", "export", cluster.toString()).code()).isZero();
        // They shall find each other by what is tried here.
        assertThat(alpha.call("stop").code()).isZero();
        configure(alpha, "org.osier.discovery.multicast", "groups =");
        assertThat(alpha.call("start", "--name", "alpha", "--listen", ANY_PORT).code())
                .isZero();
        assertThat(beta.call("start", "--name", "beta", "--listen", ANY_PORT, "--cluster", cluster.toString())
                        .code())
                .isZero();
    }

    private static void configure(CommandLine node, String pid, String line) throws Exception {
        Files.writeString(node.home().resolve("etc").resolve(pid + ".cfg"), line + "\n");
    }

    private static void drop(CommandLine node, Path jar) throws Exception {
        Files.copy(jar, node.home().resolve("deploy").resolve(jar.getFileName()));
    }

    private static void listenOnlyOn(CommandLine node, String address) throws Exception {
        var file = node.home().resolve("etc/org.osier.core.cfg");
        var text = Files.readString(file);
        var changed = text.replaceFirst("(?m)^listen = .*$", "listen = " + address);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(file, changed);
    }

    private static String address(CommandLine node) throws Exception {
        return listening(node).get(0).getAsString();
    }

    private static JsonArray listening(CommandLine node) throws Exception {
        return node.ask("status").getAsJsonArray("listening");
    }
}
