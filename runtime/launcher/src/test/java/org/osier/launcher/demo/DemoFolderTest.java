package org.osier.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo may remove, and what it leaves alone. That two processes keep apart is tested with the distribution. */
class DemoFolderTest {
    private static final List<String> NAMES = List.of("alpha", "beta");

    @TempDir
    private Path temp;

    @Test
    void theRestOfAnEarlierDemoIsRemoved() throws Exception {
        var folder = temp.resolve("demo");
        DemoFolder.open(folder, NAMES).close();
        Files.createDirectories(folder.resolve("alpha/data"));
        Files.writeString(folder.resolve("alpha/data/launcher.pid"), "123\n");
        Files.writeString(folder.resolve("cluster.json"), "{}");

        DemoFolder.open(folder, NAMES).close();

        assertThat(folder.resolve("alpha")).doesNotExist();
        assertThat(folder.resolve("cluster.json")).doesNotExist();
    }

    @Test
    void whatIsNotOfADemoStays() throws Exception {
        var folder = temp.resolve("demo");
        DemoFolder.open(folder, NAMES).close();
        Files.writeString(folder.resolve("notes"), "mine");
        var elsewhere = Files.writeString(temp.resolve("elsewhere"), "mine");
        Files.createDirectories(folder.resolve("beta"));
        Files.createSymbolicLink(folder.resolve("beta/link"), elsewhere);

        DemoFolder.open(folder, NAMES).close();

        assertThat(folder.resolve("notes")).hasContent("mine");
        assertThat(folder.resolve("beta")).doesNotExist();
        assertThat(elsewhere).hasContent("mine");
    }

    @Test
    void aFolderOfSomebodyElseIsRefused() throws Exception {
        var home = Files.createDirectories(temp.resolve("alpha"));

        assertThatExceptionOfType(DemoException.class)
                .isThrownBy(() -> DemoFolder.open(temp, NAMES))
                .withMessageContaining("neither empty nor the folder of a demo")
                .matches(e -> e.exitCode() == 2);
        assertThat(home).exists();
    }
}
