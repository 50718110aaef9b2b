package org.osier.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osier.core.joining.ArrivalFile;
import org.osier.core.operator.Asking;
import org.osier.core.operator.KeyFile;
import org.osier.core.operator.RecoveryKey;

/** What the operator types and reads. */
class ClusterToolTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ClusterTool tool = new ClusterTool(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new Person());

    /** What is typed, in its order; nobody is there before something is. */
    private final Deque<String> typed = new ArrayDeque<>();

    private boolean somebody;

    private final class Person implements Asking {
        @Override
        public boolean isSomebodyThere() {
            return somebody;
        }

        @Override
        public Optional<char[]> ask(String what) {
            return Optional.ofNullable(typed.poll()).map(String::toCharArray);
        }
    }

    /** A person at the terminal types these, one line after the other. */
    private void types(String... lines) {
        somebody = true;
        typed.addAll(List.of(lines));
    }

    @Test
    void createAtATerminalMakesTwoAdministratorsOfWhomEitherCanSign() throws Exception {
        var file = directory.resolve("c.json");
        var key = directory.resolve("a.key");
        types("short", "open sesame", "open sesam", "open sesame", "open sesame");

        assertThat(tool.run("create", file.toString(), "--admin", key.toString()))
                .isZero();
        var genesis = ClusterFile.read(file).genesis();
        assertThat(genesis.threshold()).isEqualTo(1);
        assertThat(genesis.administrators()).hasSize(2);
        assertThat(Files.getPosixFilePermissions(key)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var working = KeyFile.open(Files.readAllBytes(key), "open sesame".toCharArray());
                var recovery = RecoveryKey.read(shownWords().toCharArray())) {
            assertThat(List.of(working.publicKey(), recovery.publicKey()))
                    .containsExactlyInAnyOrderElementsOf(genesis.administrators());
        }
        assertThat(said(out))
                .contains("at least 8 characters", "that was another one", key.toString())
                .doesNotContain("open sesame");
        assertThat(said(out).lines())
                .filteredOn(line -> !line.contains(directory.toString()))
                .allMatch(line -> line.length() <= 100);
        assertThat(Files.readString(key)).contains("osier.administrator/1", "argon2id-19");
    }

    private String shownWords() {
        var lines = said(out).lines().filter(line -> line.startsWith("     ")).collect(Collectors.joining("\n"));
        var matcher = Pattern.compile(" \\d{1,2} ([a-z]+)").matcher(lines);
        var words = new ArrayList<String>();
        while (matcher.find()) words.add(matcher.group(1));
        return String.join(" ", words);
    }

    @Test
    void withoutAPassphraseOrAPersonThereAreNoAdministrators() throws Exception {
        types("");
        assertThat(tool.run("create", directory.resolve("c.json").toString())).isZero();
        somebody = false;
        assertThat(tool.run("create", directory.resolve("d.json").toString())).isZero();

        for (var name : List.of("c.json", "d.json"))
            assertThat(ClusterFile.read(directory.resolve(name)).genesis().threshold())
                    .isZero();
        assertThat(said(out)).contains("administrators  none: nobody can revoke");
    }

    @Test
    void aScriptNamesTheKeyFileAndGivesALine() throws Exception {
        var key = directory.resolve("a.key");
        typed.add("open sesame");

        assertThat(tool.run("create", directory.resolve("c.json").toString(), "--admin", key.toString()))
                .isZero();
        assertThat(key).exists();
        assertThat(tool.run("create", directory.resolve("d.json").toString(), "--admin", key.toString()))
                .as("nobody typed anything")
                .isEqualTo(1);
        typed.add("open sesame");
        assertThat(tool.run("create", directory.resolve("e.json").toString(), "--admin", key.toString()))
                .as("the key is there already")
                .isEqualTo(1);
        assertThat(directory.resolve("e.json")).doesNotExist();
    }

    @Test
    void firstStartAtATerminalMakesAdministratorsUnlessTheHomeWillBelongElsewhere() throws Exception {
        var home = directory.resolve("home");
        types("");
        for (var options : new String[][] {{"--cluster", "c.json"}, {"--cluster=c.json"}, {"--join", "x"}}) {
            assertThat(tool.run(Stream.concat(Stream.of("first", home.toString()), Stream.of(options))
                            .toArray(String[]::new)))
                    .isZero();
        }
        assertThat(home).doesNotExist();
        Files.createDirectories(home.resolve("etc"));
        var etc = Files.writeString(home.resolve("etc/org.osier.core.cfg"), "name = a\nclusterFile = /srv/c.json\n");
        assertThat(tool.run("first", home.toString())).isZero();
        assertThat(home.resolve("data")).doesNotExist();
        Files.writeString(etc, "clusterFile = ${osier.cluster.file:-}\n");
        somebody = false;
        assertThat(tool.run("first", home.toString())).as("nobody reads it").isZero();
        assertThat(home.resolve("data")).doesNotExist();

        types("");
        assertThat(tool.run("first", home.toString(), "--name", "alpha")).isZero();
        var store = new ClusterStore(home.resolve("data"));
        var opened = store.open(null, Instant.now(), new Random(1));
        assertThat(opened.first()).isFalse();
        assertThat(new ArrivalFile(home.resolve("data")).alone(opened.cluster().idHex()))
                .as("it may still join another one")
                .isTrue();
        assertThat(opened.cluster().genesis().threshold()).isZero();
        assertThat(said(out)).contains("Only Enter: no administrators", "nobody can revoke");
    }

    /** Goal: the words and what is no secret are the cluster. Method: what was shown, typed on another machine. */
    @Test
    void wordsMakeTheSameFileElsewhere() throws Exception {
        var file = directory.resolve("c.json");
        var other = directory.resolve("d.json");
        assertThat(tool.run("create", file.toString(), "--words", "--name", "spoken"))
                .isZero();
        var shown = said(out);
        var words =
                shown.lines().filter(line -> line.matches(" {5}([a-z]+ ?){6}")).collect(Collectors.joining(" "));
        var genesis = shown.lines()
                .filter(line -> line.contains("--genesis "))
                .findFirst()
                .orElseThrow();
        var hex = genesis.substring(genesis.lastIndexOf(' ') + 1);
        assertThat(words.strip().split("\\s+")).hasSize(12);

        types("  " + words.toUpperCase(java.util.Locale.ROOT));
        assertThat(tool.run("restore", other.toString(), "--genesis", hex)).isZero();
        assertThat(ClusterFile.read(other)).isEqualTo(ClusterFile.read(file));
        assertThat(other).hasSameTextualContentAs(file);

        types("abandon abandon abandon");
        assertThat(tool.run("restore", directory.resolve("e.json").toString(), "--genesis", hex))
                .isEqualTo(1);
        assertThat(tool.run("restore", directory.resolve("e.json").toString(), "--genesis", "01"))
                .isEqualTo(2);
        assertThat(said(err)).contains("3 words, expected 12", "--genesis is the line");
    }

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
