package org.osier.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lock within one process and between processes. */
@Timeout(60)
class HomeLockTest {
    @TempDir
    private Path home;

    @Test
    void homeBelongsToOneNodeUntilItIsGivenBack() throws IOException {
        var data = home.resolve("data");
        try (var lock = HomeLock.take(data)) {
            assertInUse(data, ProcessHandle.current().pid());
            assertThat(lock).isNotNull();
        }
        HomeLock.take(data).close();
    }

    @Test
    void oneHomeByTwoPathsIsOneHome() throws IOException {
        var data = Files.createDirectory(home.resolve("data"));
        var link = Files.createSymbolicLink(home.resolve("link"), data);
        try (var lock = HomeLock.take(data)) {
            assertInUse(link, ProcessHandle.current().pid());
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void homesAreIndependent() throws IOException {
        try (var one = HomeLock.take(home.resolve("one"));
                var two = HomeLock.take(home.resolve("two"))) {
            assertThat(one).isNotSameAs(two);
        }
    }

    @Test
    void givingBackTwiceTakesNothingFromTheNextHolder() throws IOException {
        var first = HomeLock.take(home);
        first.close();
        try (var second = HomeLock.take(home)) {
            first.close();
            assertInUse(home, ProcessHandle.current().pid());
            assertThat(second).isNotNull();
        }
    }

    @Test
    void nothingIsLeftInTheProcess() throws IOException {
        var before = System.getProperties().clone();
        HomeLock.take(home).close();

        assertThat(System.getProperties()).isEqualTo(before);
    }

    @Test
    void placeThatCannotBeLockedIsSaid() throws IOException {
        Files.createDirectory(home.resolve("lock"));

        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> HomeLock.take(home))
                .withMessageStartingWith("OSIER-106 ");
        Files.delete(home.resolve("lock"));
        HomeLock.take(home).close();
    }

    @Test
    void anotherProcessIsNamedAndItsDeathFreesTheHome() throws Exception {
        var other = start();
        try {
            assertThat(line(other)).isEqualTo("taken");
            assertInUse(home, other.pid());
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        HomeLock.take(home).close();
    }

    /** Goal: asking twice in one process does not open the home to others. Method: ask from a second process. */
    @Test
    void refusedSecondAttemptLeavesTheLockWithTheSystem() throws Exception {
        try (var lock = HomeLock.take(home)) {
            assertInUse(home, ProcessHandle.current().pid());
            var other = start();
            try {
                assertThat(line(other))
                        .isEqualTo("OSIER-105 " + home + " is in use by process "
                                + ProcessHandle.current().pid());
            } finally {
                other.destroyForcibly();
            }
            assertThat(lock).isNotNull();
        }
    }

    private Process start() throws IOException, URISyntaxException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = path(HomeLock.class) + File.pathSeparator + path(LockHolder.class);
        return new ProcessBuilder(
                        java, "-XX:TieredStopAtLevel=1", "-cp", classPath, LockHolder.class.getName(), home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Path path(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String line(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private static void assertInUse(Path data, long pid) {
        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> HomeLock.take(data))
                .withMessageContaining("in use by process " + pid)
                .extracting(HomeException::code)
                .isEqualTo(105);
    }
}
