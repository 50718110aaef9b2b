package org.osier.discovery.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.node.NodeRecord;
import org.osier.testkit.SampleRecord;

/** Disks that are full, damaged or not ours. What an operator is told is read where the log writes it. */
class RecordsFileTest {
    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
    private static final List<NodeRecord> TWO = List.of(SampleRecord.of(1, 1), SampleRecord.of(2, 2));

    @TempDir
    private Path home;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream before = System.err;
    private Path folder;
    private Path path;
    private RecordsFile file;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        folder = home.resolve("data/discovery");
        path = folder.resolve("records");
        file = new RecordsFile(home);
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    private List<String> warnings() {
        return said.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("WARN"))
                .toList();
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatWasWrittenIsReadByTheNextOne() throws Exception {
        assertThat(file.read(NOW)).isEmpty();
        assertThat(file.write(TWO)).isTrue();
        var read = new RecordsFile(home).read(NOW);
        assertThat(NodeRecord.parse(read.get(0))).isEqualTo(TWO.get(0));
        assertThat(NodeRecord.parse(read.get(1))).isEqualTo(TWO.get(1));
        assertThat(names()).containsExactly("records");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void onlyItsOwnerMayReadIt() throws Exception {
        assumeTrue(Files.getFileStore(home).supportsFileAttributeView("posix"));
        file.write(TWO);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 100, -1})
    void aDamagedFileIsSetAsideWholeAndReportedOnce(int length) throws Exception {
        file.write(TWO);
        var whole = Files.readAllBytes(path);
        var damaged = java.util.Arrays.copyOf(whole, length < 0 ? whole.length + 1_000_000 : length);
        Files.write(path, damaged);

        assertThat(file.read(NOW)).isEmpty();
        file.write(TWO);
        assertThat(file.read(NOW)).hasSize(2);

        assertThat(names()).containsExactly("records", "records.corrupt-20260504-030201");
        assertThat(folder.resolve("records.corrupt-20260504-030201")).hasBinaryContent(damaged);
        assertThat(warnings()).singleElement().asString().contains("OSIER-106", path.toString(), "damaged", "next:");
    }

    @Test
    void onlyAFewDamagedFilesAreKept() throws Exception {
        Files.createDirectories(folder);
        for (int i = 0; i < 10; i++) {
            Files.writeString(path, "damage " + i);
            file.read(NOW.plusSeconds(i));
        }
        assertThat(names())
                .containsExactlyElementsOf(IntStream.range(7, 10)
                        .mapToObj(i -> "records.corrupt-20260504-0302" + "%02d".formatted(1 + i))
                        .toList());
    }

    /** Method: a folder in its place; so it is also for somebody who may read everything. */
    @Test
    void whatCannotBeReadIsNotReplaced() throws Exception {
        Files.createDirectories(path);
        assertThat(file.read(NOW)).isEmpty();
        assertThat(file.write(TWO)).as("not tried").isTrue();
        assertThat(path).isDirectory();
        assertThat(warnings()).singleElement().asString().contains("OSIER-106", path.toString(), "read", "next:");
    }

    /** Method: a file where the folder should be, then room. */
    @Test
    void whatCannotBeWrittenIsReportedOnceAndTriedAgain() throws Exception {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(folder, "in the way");
        for (int i = 0; i < 5; i++) assertThat(file.write(TWO)).isFalse();
        assertThat(warnings()).singleElement().asString().contains("OSIER-106", path.toString(), "next:");

        Files.delete(folder);
        assertThat(file.write(TWO)).isTrue();
        assertThat(new RecordsFile(home).read(NOW)).hasSize(2);
    }

    @Test
    void whatACrashLeftIsTakenAway() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(".records.tmp"), "half");
        assertThat(file.write(TWO)).isTrue();
        assertThat(names()).containsExactly("records");
    }
}
