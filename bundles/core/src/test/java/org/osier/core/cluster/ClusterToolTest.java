package org.osier.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator types and reads. */
class ClusterToolTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ClusterTool tool = new ClusterTool(
            new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));

    @Test
    void createMakesAFileAndSaysWhatNext() throws IOException {
        var file = directory.resolve("c.json");

        assertThat(tool.run("create", file.toString(), "--name", "my cluster")).isZero();
        var cluster = ClusterFile.read(file);
        assertThat(cluster.name()).isEqualTo("my cluster");
        assertThat(said(out))
                .contains(
                        "made cluster my cluster " + cluster.idHex().substring(0, 8), "bin/osier run --cluster " + file)
                .doesNotContain(HexFormat.of().formatHex(cluster.secret()));
        assertThat(said(err)).isEmpty();
    }

    @Test
    void createFindsANameOfItsOwn() throws IOException {
        assertThat(tool.run("create", directory.resolve("c.json").toString())).isZero();
        assertThat(ClusterFile.read(directory.resolve("c.json")).name()).matches("[a-z]+-[1-9][0-9]");
    }

    @Test
    void exportCopiesTheClusterOfAHome() throws IOException {
        var cluster = new ClusterStore(directory.resolve("home/data"))
                .open(null, Instant.now(), new Random(1))
                .cluster();
        var file = directory.resolve("c.json");

        assertThat(tool.run("export", directory.resolve("home").toString(), file.toString()))
                .isZero();
        assertThat(ClusterFile.read(file)).isEqualTo(cluster);
        assertThat(said(out)).contains("exported cluster " + cluster);
    }

    @Test
    void fileThatIsThereStays() throws IOException {
        var file = Files.writeString(directory.resolve("c.json"), "mine");

        assertThat(tool.run("create", file.toString())).isEqualTo(1);
        assertThat(file).hasContent("mine");
        assertThat(said(err)).contains("is there already", "next: ");
        assertThat(said(out)).isEmpty();
    }

    @Test
    void homeWithoutAClusterAndPlaceThatCannotBeWrittenFail() {
        assertThat(tool.run(
                        "export",
                        directory.toString(),
                        directory.resolve("c.json").toString()))
                .isEqualTo(1);
        assertThat(said(err)).contains("OSIER-103", "no such file", "next: ");
        assertThat(tool.run("create", directory.resolve("none/c.json").toString()))
                .isEqualTo(1);
        assertThat(said(err)).contains("OSIER-106");
    }

    @Test
    void wrongUseIsSaid() {
        var file = directory.resolve("c.json").toString();
        for (var arguments : new String[][] {
            {},
            {"create"},
            {"make", file},
            {"create", file, "--name"},
            {"create", file, "--nam", "a"},
            {"create", file, "--name", " a"},
            {"create", file, "--name", "a", "b"},
            {"create", "a\0b"},
            {"create", "--name"},
            {"create", ""},
            {"export", file},
            {"export", file, file, file}
        }) {
            assertThat(tool.run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
        }
        assertThat(said(err)).contains("next: bin/osier --help");
        assertThat(directory).isEmptyDirectory();
    }

    private static String said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
