package org.osier.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    private Path folder;

    private Path dist;
    private Path home;

    @BeforeEach
    void makeDistribution() throws IOException {
        dist = folder.toRealPath().resolve("dist");
        home = folder.toRealPath().resolve("homes").resolve("alpha");
        write(dist.resolve("system/1-first/lib.jar"), "library");
        write(dist.resolve("etc/core.cfg"), "name = ");
        write(dist.resolve("bundle/tcp.jar"), "tcp 1");
    }

    /** Goal: a node notices that its data/ was deleted, and that another one is there. */
    @Test
    void isOursUntilSomebodyElsesLockLiesThere() throws Exception {
        try (var opened = Home.open(home)) {
            assertThat(opened.isOurs()).isTrue();

            Files.move(home.resolve("data"), home.resolve("moved"));
            assertThat(opened.isOurs()).isFalse();

            write(home.resolve("data/launcher.pid"), "1");
            assertThat(opened.isOurs()).isFalse();
        }
    }

    @Test
    void fillsANewHome() throws Exception {
        fill();

        assertThat(home.resolve("etc/core.cfg")).hasContent("name = ");
        assertThat(home.resolve("bundle/tcp.jar")).hasContent("tcp 1");
        assertThat(home.resolve("deploy")).isEmptyDirectory();
        assertThat(home.resolve("data/log")).isDirectory();
        assertThat(Files.getPosixFilePermissions(home.resolve("data")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(home.resolve("system")).doesNotExist();
    }

    @Test
    void whatTheUserHasNotTouchedFollowsTheDistribution() throws Exception {
        fill();
        write(dist.resolve("bundle/tcp.jar"), "tcp 2");
        write(dist.resolve("bundle/udp.jar"), "udp 1");
        Files.delete(dist.resolve("etc/core.cfg"));
        fill();

        assertThat(home.resolve("bundle/tcp.jar")).hasContent("tcp 2");
        assertThat(home.resolve("bundle/udp.jar")).hasContent("udp 1");
        assertThat(home.resolve("etc/core.cfg")).doesNotExist();
    }

    @Test
    void whatTheUserHasChangedRemovedOrAddedStays() throws Exception {
        write(dist.resolve("bundle/ws.jar"), "ws 1");
        fill();
        write(home.resolve("etc/core.cfg"), "name = alpha");
        write(home.resolve("bundle/own.jar"), "own");
        Files.delete(home.resolve("bundle/ws.jar"));
        write(dist.resolve("etc/core.cfg"), "name = beta");
        write(dist.resolve("bundle/ws.jar"), "ws 2");
        fill();
        fill();

        assertThat(home.resolve("etc/core.cfg")).hasContent("name = alpha");
        assertThat(home.resolve("bundle/own.jar")).hasContent("own");
        assertThat(home.resolve("bundle/ws.jar")).doesNotExist();
    }

    /** Goal: what a package manager keeps in /etc is its own. Method: a link in place of the folder, also while files change. */
    @Test
    void nothingIsWrittenThroughALink() throws Exception {
        var kept = folder.resolve("kept");
        write(kept.resolve("core.cfg"), "name = kept");
        Files.createDirectories(home);
        Files.createSymbolicLink(home.resolve("etc"), kept);
        write(dist.resolve("etc/new.cfg"), "new");
        fill();
        write(dist.resolve("etc/core.cfg"), "name = kept");
        fill();
        write(dist.resolve("etc/core.cfg"), "name = newer");
        fill();

        assertThat(kept.resolve("core.cfg")).hasContent("name = kept");
        assertThat(kept.resolve("new.cfg")).doesNotExist();
        assertThat(home.resolve("bundle/tcp.jar")).hasContent("tcp 1");
    }

    @Test
    void aDamagedRecordOfTheFillingRemovesNothing() throws Exception {
        fill();
        write(home.resolve("data/filled"), "garbage\n \nx ../../dist/etc/core.cfg\n0-0 data/ready.json\n");
        fill();

        assertThat(home.resolve("etc/core.cfg")).exists();
        assertThat(dist.resolve("etc/core.cfg")).exists();
    }

    @Test
    void theDistributionCanBeItsOwnHome() throws Exception {
        home = dist;
        fill();

        assertThat(dist.resolve("data/filled")).doesNotExist();
        assertThat(dist.resolve("deploy")).isDirectory();
    }

    @Test
    void aHomeBelongsToOneProcess() throws Exception {
        try (var taken = Home.open(home)) {
            assertThat(taken.folder()).isEqualTo(home);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> Home.open(home))
                    .withMessageStartingWith("OSIER-105")
                    .withMessageEndingWith("process " + ProcessHandle.current().pid());
        }
        Home.open(home).close();
    }

    @Test
    void aFileIsNoHome() throws IOException {
        write(home, "a file");
        assertThatExceptionOfType(WrongUseException.class).isThrownBy(() -> Home.open(home));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> Home.open(home.resolve("below")));
    }

    @Test
    void aFolderWithoutSystemIsNoDistribution() {
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> Distribution.at(dist.resolve("etc").toString()));
    }

    @Test
    void bundlesStartInTheOrderOfTheirFolders() throws Exception {
        write(dist.resolve("system/3-last-console/c.jar"), "c");
        write(dist.resolve("system/2-second/b.jar"), "b");

        var distribution = Distribution.at(dist.toString());

        assertThat(distribution.systemBundles(true))
                .extracting(SystemBundle::startLevel)
                .containsExactly(1, 2, 3);
        assertThat(distribution.systemBundles(false))
                .extracting(SystemBundle::startLevel)
                .containsExactly(1, 2);
    }

    @Test
    void aFolderWithoutAStartLevelIsRefused() throws Exception {
        write(dist.resolve("system/more/d.jar"), "d");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Distribution.at(dist.toString()).systemBundles(true))
                .withMessageContaining("more");
    }

    private void fill() throws Exception {
        try (var opened = Home.open(home)) {
            opened.fill(Distribution.at(dist.toString()));
        }
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
