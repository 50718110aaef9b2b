package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * Goal: a disk that is full, or cannot be written, is named. Method: {@code data/} of a home is a small file system of
 * its own, in a mount namespace that ends with the test; that needs root.
 */
@Timeout(120)
class FullDiskIT {
    private static final int FAILED = 1;
    private static final int PARTLY = 3;
    private static final String ANY_PORT = "tcp://127.0.0.1:0";

    private Path home;
    private Process shell;
    private Path console;
    private java.io.Writer words;

    /** A shell in the namespace: what is mounted there the tests cannot see, so it looks for them. */
    @BeforeEach
    void open(TestInfo test) throws Exception {
        var folder = Homes.fresh("disk-" + test.getTestMethod().orElseThrow().getName());
        home = folder.resolve("home");
        Files.createDirectories(home.resolve("data"));
        console = folder.resolve("console");
        var builder = new ProcessBuilder("unshare", "-m", "--propagation", "private", "sh")
                .redirectErrorStream(true)
                .redirectOutput(console.toFile());
        builder.environment().put("JAVA_HOME", Javas.current().toString());
        builder.environment().put("OSIER", Assembled.SCRIPT + " --home " + home);
        builder.environment().put("DATA", home.resolve("data").toString());
        shell = builder.start();
        words = shell.outputWriter();
        say("mount -t tmpfs -o size=8m osier-itest $DATA");
        var mounted = code() == 0;
        var why = "SKIPPED: no file system can be mounted here, that needs root and unshare";
        if (!mounted) System.err.println(why);
        Assumptions.assumeTrue(mounted, why);
    }

    @AfterEach
    void close() throws Exception {
        if (shell == null) return;
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    @Test
    void aStartOnAFullDiskSaysSo() throws Exception {
        say("dd if=/dev/zero of=$DATA/filler bs=1k 2>/dev/null");
        for (var words : new String[] {"start", "run --headless"}) {
            say("$OSIER " + words + " --listen " + ANY_PORT);

            assertThat(code()).isEqualTo(FAILED);
            assertThat(lastLine()).isEqualTo(refusal());
        }
        say("rm $DATA/filler; $OSIER start --listen " + ANY_PORT);
        assertThat(code()).as(text()).isZero();
        say("$OSIER stop");
        assertThat(code()).isZero();
    }

    @Test
    void aStartOnAReadOnlyDiskSaysSo() throws Exception {
        say("mount -o remount,ro $DATA");
        for (var words : new String[] {"start", "run --headless"}) {
            say("$OSIER " + words + " --listen " + ANY_PORT);

            assertThat(code()).isEqualTo(FAILED);
            assertThat(lastLine()).isEqualTo(refusal());
        }
    }

    /**
     * Goal: a node goes on when its disk is full, says so once, and catches up when there is room. Method: a port gets
     * free while the disk is full, which makes a new record.
     */
    @Test
    void aDiskThatFillsUpUnderANodeIsNamedOnItsConsole() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            say("$OSIER start --name gamma --listen tcp://127.0.0.1:" + other.getLocalPort());
            assertThat(code()).isEqualTo(PARTLY);
            say("$OSIER stop; $OSIER run --headless --name gamma --listen tcp://127.0.0.1:" + other.getLocalPort()
                    + " &");
            say("until $OSIER status >/dev/null 2>&1; do sleep 0.1; done; dd if=/dev/zero of=$DATA/filler bs=1k");
            code();
        }

        var warning = "WARN  gamma: our record stays as it is, OSIER-106 " + home + "/data/serial cannot be written:"
                + " No space left on device   next: free space there, or let this user write in " + home + "/data";
        Until.so("warning", () -> text().contains(warning));
        say("$OSIER status");
        assertThat(code()).isZero();

        say("before=$(cat $DATA/serial); rm $DATA/filler;"
                + " until [ \"$(cat $DATA/serial)\" != \"$before\" ]; do sleep 0.1; done");
        assertThat(code()).isZero();
        assertThat(text().split("our record stays", -1)).as("told once").hasSize(2);
        say("$OSIER stop");
        assertThat(code()).isZero();
    }

    private String refusal() {
        return "osier: OSIER-106 " + home + "/data is full or not writable. Make room, or let this user write there";
    }

    private void say(String line) throws Exception {
        words.write(line + "\n");
        words.flush();
    }

    private int asked;

    /** How the last line ended; waits for that. */
    private int code() throws Exception {
        var mark = "itest " + ++asked + " ended with ";
        say("echo \"" + mark + "$?\"");
        Until.so(
                "end of what was said",
                () -> text().lines().anyMatch(line -> line.startsWith(mark)) || !shell.isAlive());
        return text().lines()
                .filter(line -> line.startsWith(mark))
                .map(line -> Integer.valueOf(line.substring(mark.length())))
                .findFirst()
                .orElseThrow();
    }

    private String text() throws Exception {
        return Files.readString(console);
    }

    /** The last one before how it ended. */
    private String lastLine() throws Exception {
        return text().lines()
                .filter(line -> !line.startsWith("itest "))
                .reduce((first, second) -> second)
                .orElse("");
    }
}
