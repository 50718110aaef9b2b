package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as its users see it. What it shows it checks itself: here counts that it says so, and what it leaves. */
@Timeout(120)
class DemoIT {
    private static final int WRONG_USE = 2;

    /** Goal: links, messages, handlers and a swap hold, on the Java of the tests and on another one, if there is one. */
    @ParameterizedTest
    @ValueSource(strings = {"this", "other"})
    void theDemoHoldsAndLeavesNoNode(String java) throws Exception {
        var folder = Homes.fresh("demo-" + java);
        var osier = new CommandLine(folder, java.equals("other") ? Javas.other() : Javas.current());

        var answer = osier.call("demo");

        assertThat(answer.code()).as(answer.text()).isZero();
        assertThat(answer.text())
                .contains(
                        "10,000 delivered, 0 lost, 0 twice",
                        "16,000 delivered, 0 lost, 0 twice",
                        "hello again, alpha",
                        "and back under load")
                .doesNotContain("FAILED");
        // But for what it suggests to call: that has a path in it, and must work as it stands.
        assertThat(answer.text().lines().filter(line -> !line.startsWith("  next: ")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        for (var name : new String[] {"alpha", "beta", "gamma"}) assertNobodyRunsIn(folder.resolve(name));
    }

    /** Goal: nothing of the user is taken for the rest of an earlier demo. */
    @Test
    void theDemoDoesNotTouchAFolderThatIsNotItsOwn() throws Exception {
        var folder = Homes.fresh("not-a-demo");
        var precious = Files.createDirectories(folder.resolve("alpha")).resolve("precious");
        Files.writeString(precious, "mine");

        var answer = CommandLine.of(folder).call("demo");

        assertThat(answer.code()).as(answer.text()).isEqualTo(WRONG_USE);
        assertThat(precious).hasContent("mine");
    }

    // A node holds a lock while it runs. Its process id says less: a process that has ended keeps it for a while.
    private static void assertNobodyRunsIn(Path home) throws Exception {
        var file = home.resolve("data/launcher.pid");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertThat(channel.tryLock()).as(file.toString()).isNotNull();
        }
    }
}
