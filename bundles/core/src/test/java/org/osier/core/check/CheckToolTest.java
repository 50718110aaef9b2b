package org.osier.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.ClusterFile;
import org.osier.core.cluster.Genesis;
import org.osier.core.identity.IdentityStore;

/** What is found in a home. Method: a distribution with core's keys, in a jar as bnd writes it, cut to a few of them. */
class CheckToolTest {
    private static final String METATYPE = """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
              <OCD id="c" name="c">
                <AD id="name" type="String" default=""/>
                <AD id="listen" type="String" default="tcp://127.0.0.1:7400"/>
                <AD id="clusterFile" type="String" default=""/>
                <AD id="maxConnections" type="Integer" min="2" max="100000" default="100"/>
              </OCD>
              <Designate pid="org.osier.core"><Object ocdref="c"/></Designate>
            </metatype:MetaData>
            """;

    @TempDir
    private Path folder;

    private Path home;
    private Path distribution;
    private String said = "";

    @BeforeEach
    void assemble() throws IOException {
        home = folder.resolve("home");
        distribution = folder.resolve("dist");
        var jar =
                Files.createDirectories(distribution.resolve("system/4-osier")).resolve("core.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("OSGI-INF/metatype/c.xml"));
            out.write(METATYPE.getBytes(StandardCharsets.UTF_8));
        }
        cfg(distribution, "listen = ${osier.listen:-tcp://127.0.0.1:0}\nclusterFile = ${osier.cluster.file:-}\n");
    }

    @Test
    void aDistributionAsShippedIsGoodAndTheHomeIsNotMade() {
        assertThat(check()).isZero();
        assertThat(said).contains("ok    home " + home + " can be made", "ok    etc/ 1 file valid");
        assertThat(said).endsWith("next: bin/osier --home " + home + " run\n");
        assertThat(home).doesNotExist();
    }

    @Test
    void theFilesOfTheHomeCountBeforeThoseOfTheDistribution() throws IOException {
        cfg(home, "maxConnections = 1\n");

        assertThat(check()).isEqualTo(1);
        assertThat(said)
                .contains("FAIL  OSIER-201 etc/org.osier.core.cfg line 1: maxConnections = 1, expected")
                .contains("next: correct it in " + home + "/etc/org.osier.core.cfg");
    }

    @Test
    void aFileThatTheOperatorTookAwayIsMissing() throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve("data")).resolve("filled"), "1-2 etc/org.osier.core.cfg\n");

        assertThat(check()).isEqualTo(1);
        assertThat(said).contains("FAIL  etc/org.osier.core.cfg is missing: a node does not start without it");
    }

    @Test
    void aTakenPortFailsAndAnOptionGoesRoundIt() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            cfg(home, "listen = ${osier.listen:-tcp://127.0.0.1:" + other.getLocalPort() + "}\n");

            assertThat(check()).isEqualTo(1);
            assertThat(said).contains("FAIL  OSIER-101 port tcp 127.0.0.1:" + other.getLocalPort() + " is in use");
            assertThat(check("--listen", "tcp://127.0.0.1:0")).as(said).isZero();
        }
    }

    @Test
    void twoListenersOnOnePortAreInEachOthersWay() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        assertThat(check("--listen", "tcp://127.0.0.1:" + port + ",ws://127.0.0.1:" + port))
                .isEqualTo(1);
        assertThat(said).contains("OSIER-101 port ws 127.0.0.1:" + port);
    }

    @Test
    void anEmulatorListensWhereWhatItWrapsDoes() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(check("--listen", "emu+tcp://127.0.0.1:" + other.getLocalPort()))
                    .isEqualTo(1);
            assertThat(said).contains("OSIER-101 port emu+tcp 127.0.0.1:" + other.getLocalPort() + " is in use");
        }
        assertThat(check("--listen", "emu+tcp://127.0.0.1:0")).as(said).isZero();
        assertThat(said).contains("ports emu+tcp 127.0.0.1:(any port) free");
    }

    @Test
    void aHostThatIsNotThisMachineFails() {
        assertThat(check("--listen", "tcp://192.0.2.1:7400")).isEqualTo(1);
        assertThat(said).contains("FAIL  ports tcp 192.0.2.1:7400: no address of this machine");
    }

    @Test
    void identityAndClusterOfTheHomeAreReadAsTheNodeReadsThem() throws IOException {
        cfg(home, "listen =\n");
        var identity =
                new IdentityStore(home.resolve("data")).open(new Random(1)).identity();
        assertThat(check()).as(said).isZero();
        assertThat(said).contains("identity " + identity.id().brief(), "ports none: this node only dials");

        Files.setPosixFilePermissions(
                home.resolve("data/identity/ed25519.seed"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(check()).isEqualTo(1);
        assertThat(said)
                .contains("FAIL  OSIER-103 ")
                .contains("is open to others (rw-r--r--)")
                .contains("next: chmod 600");
    }

    @Test
    void aClusterFileMustBeThereAndForItsOwnerAlone() throws IOException {
        var random = new Random(1);
        var file = folder.resolve("c.json");
        assertThat(check("--cluster", file.toString())).isEqualTo(1);
        assertThat(said).contains("OSIER-103 cluster file", "no such file");

        ClusterFile.create(file, Cluster.begin(Genesis.create("willow", Instant.EPOCH, random), random));
        assertThat(check("--cluster", file.toString())).as(said).isZero();
        assertThat(said).contains("ok    cluster willow");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(check("--cluster", file.toString())).isEqualTo(1);
        assertThat(said).contains("OSIER-103", "is open to others", "next: chmod 600");
    }

    /** Goal: check and bin/osier take the same folders for homes. Method: what a kill leaves, and what somebody else has. */
    @Test
    void aHomeWhoseFirstStartWasKilledIsNoFolderOfSomebodyElse() throws IOException {
        Files.createDirectories(home.resolve("deploy"));
        Files.createDirectories(home.resolve("data"));
        assertThat(check()).isEqualTo(1);
        assertThat(said).contains("FAIL  home " + home + ": it is neither empty nor the home of a node");

        Files.writeString(home.resolve("data/launcher.pid"), "1\n");
        assertThat(check()).as(said).isZero();
        assertThat(said).contains("ok    home " + home + " is writable");
    }

    @Test
    void aHomeThatCannotBeMadeFails() throws IOException {
        Files.writeString(home, "a file");
        assertThat(check()).isEqualTo(1);
        assertThat(said).contains("FAIL  home " + home + ": " + home + " is not a folder");

        home = home.resolve("below");
        assertThat(check()).isEqualTo(1);
        assertThat(said).contains("is not a folder");

        home = folder.resolve("a,b");
        assertThat(check()).isEqualTo(1);
        assertThat(said).contains("a comma in its path");
    }

    @Test
    void aLongPathOfTheSocketIsAWarning() {
        home = folder.resolve("x".repeat(120));
        assertThat(check()).as(said).isZero();
        assertThat(said).contains("warn  OSIER-107 the path of data/osier.sock has");
    }

    @Test
    void noScreenIsTooWide() throws IOException {
        cfg(home, "nope" + "x".repeat(300) + " = 1\nlisten = " + "y".repeat(300) + "\n");
        check();
        assertThat(said.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    private void cfg(Path where, String text) throws IOException {
        Files.writeString(Files.createDirectories(where.resolve("etc")).resolve("org.osier.core.cfg"), text);
    }

    private int check(String... arguments) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = new CheckTool(home, distribution, 0, stream, stream).run(Arrays.asList(arguments));
        // How long the path of the home is decides where lines are broken.
        var screen = out.toString(StandardCharsets.UTF_8);
        said = screen.contains("x".repeat(50)) ? screen : screen.replaceAll("\n {8}(?!next)", " ");
        return code;
    }
}
