package org.osier.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osier.core.identity.HomeException;

class ClusterStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path home;

    private Path data;
    private Path given;

    @BeforeEach
    void namePaths() throws HomeException, IOException {
        data = home.resolve("data");
        given = home.resolve("given.json");
        ClusterFile.create(given, TestClusters.willow());
    }

    @Test
    void firstStartMakesAClosedClusterAndTheSecondFindsIt() throws HomeException {
        var first = open(null);
        var second = open(null);

        assertThat(first.first()).isTrue();
        assertThat(second.first()).isFalse();
        assertThat(second.cluster()).isEqualTo(first.cluster());
        assertThat(first.cluster().epoch()).isEqualTo(1);
        assertThat(first.cluster().name()).matches("[a-z]+-[1-9][0-9]");
        assertThat(first.cluster().genesis().administrators()).isEmpty();
        assertThat(data.resolve("cluster.json")).exists();
    }

    @Test
    void firstStartTakesTheGivenClusterAndKeepsItWhenTheFileIsGone() throws IOException {
        var willow = Membership.of(TestClusters.willow());
        assertThat(open(given)).isEqualTo(new ClusterStore.Opened(willow, true));
        assertThat(open(given)).isEqualTo(new ClusterStore.Opened(willow, false));
        Files.delete(given);
        assertThat(open(given).cluster()).isEqualTo(TestClusters.willow());
        assertThat(open(null).cluster()).isEqualTo(TestClusters.willow());
    }

    @Test
    void givenFileThatIsNotThereMakesNoCluster() throws IOException {
        Files.delete(given);

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> open(given))
                .withMessageContaining("no such file");
        assertThat(data.resolve("cluster.json")).doesNotExist();
    }

    @Test
    void homeOfAnotherClusterIsNotTurned() throws IOException {
        var own = open(null).cluster();

        assertNotTheSame("belongs to cluster " + own);
        assertThat(open(null).cluster()).isEqualTo(own);
    }

    @Test
    void anotherOrALaterSecretIsNotTakenOver() throws HomeException {
        open(given);
        var genesis = TestClusters.willow().genesis();
        ClusterFile.replace(given, Cluster.of(genesis, 1, new byte[32]));
        assertNotTheSame("secret");
        ClusterFile.replace(given, Cluster.of(genesis, 2, new byte[32]));
        assertNotTheSame("epoch 2");
        ClusterFile.replace(given, Cluster.of(genesis, -1, new byte[32]));
        assertNotTheSame("epoch 4294967295");
    }

    @Test
    void fileFromBeforeARotationDoesNotStopTheNode() throws HomeException {
        open(given);
        var rotated = Cluster.of(TestClusters.willow().genesis(), 2, new byte[32]);
        ClusterFile.replace(data.resolve("cluster.json"), rotated);

        assertThat(open(given).cluster()).isEqualTo(rotated);
    }

    @Test
    void brokenOrOpenFileOfTheHomeIsNeverReplaced() throws IOException {
        open(given);
        var file = data.resolve("cluster.json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertUnreadable();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "");
        assertUnreadable();
        assertThat(file).isEmptyFile();
    }

    /** Goal: a crash before the rename starts again. Method: what the write leaves in front of it. */
    @Test
    void crashInTheFirstStartLeavesAHomeThatStartsAgain() throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve(".cluster.json.tmp"), "{\"schema\":\"osier.clu");

        assertThat(open(given).first()).isTrue();
        assertThat(data)
                .isDirectoryNotContaining(file -> file.getFileName().toString().endsWith(".tmp"));
    }

    @Test
    void placeThatCannotBeWrittenIsSaid() throws IOException {
        Files.createDirectories(data.resolve(".cluster.json.tmp").resolve("in-the-way"));

        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> open(given))
                .withMessageStartingWith("OSIER-106 ");
    }

    private void assertNotTheSame(String why) {
        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> open(given))
                .withMessageStartingWith("OSIER-131 ")
                .withMessageContaining(why)
                .withMessageContaining("next: ");
    }

    private void assertUnreadable() {
        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> open(given))
                .withMessageStartingWith("OSIER-103 ");
    }

    private ClusterStore.Opened open(@Nullable Path file) throws HomeException {
        return new ClusterStore(data).open(file, NOW, new Random(7));
    }
}
