package org.osier.itest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Assumptions;

/**
 * The Debian package in the system that runs the tests, purged at the end. One test at a time, on the whole machine; a
 * package that no test has installed is left alone.
 */
final class InstalledPackage implements Closeable {
    private static final Program DPKG = Program.of("dpkg");
    private static final String USER = "osier";

    /** Held while a test is at work; not empty while it has installed something, also after a test that was killed. */
    private static final Path MARK = Path.of(System.getProperty("java.io.tmpdir"), "osier-debian-test");

    private final FileChannel mark;
    private final boolean hadUser;

    private InstalledPackage(FileChannel mark, boolean hadUser) {
        this.mark = mark;
        this.hadUser = hadUser;
    }

    /** Installs it. The test is skipped, and says so, where that is not possible or somebody uses Osier. */
    static InstalledPackage install(Path file) throws Exception {
        for (var tool : new String[] {"dpkg", "setpriv", "adduser", "userdel"}) Program.installed(tool);
        assume(Program.of("id").ask("-u").strip().equals("0"), "only root can install a package");
        var mark = FileChannel.open(MARK, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        mark.lock();
        var hadUser = Program.of("getent").call("passwd", USER).code() == 0;
        var installed = new InstalledPackage(mark, hadUser);
        if (mark.size() > 0) {
            installed.purge();
        } else if (isThere()) {
            mark.close();
            assume(false, "Osier is installed here, and in use perhaps");
        }
        mark.write(ByteBuffer.wrap(new byte[] {'!'}), 0);
        try {
            installed.dpkg("-i", file);
        } catch (Exception | AssertionError e) {
            installed.close();
            throw e;
        }
        return installed;
    }

    private static void assume(boolean so, String otherwise) {
        if (!so) System.err.println("SKIPPED: " + otherwise);
        Assumptions.assumeTrue(so, otherwise);
    }

    private static boolean isThere() {
        return Files.exists(Path.of("/usr/bin/osier")) || Files.exists(Path.of("/var/lib/osier"));
    }

    /**
     * What dpkg printed. Waits while another program has its lock. The Java that runs the tests need not come from a
     * package.
     */
    String dpkg(Object action, Object subject) throws Exception {
        var last = new CommandLine.Answer[1];
        Until.so("dpkg's lock", () -> {
            last[0] = DPKG.call("--force-depends", action, subject);
            return !last[0].text().contains("lock was locked");
        });
        if (last[0].code() != 0) throw new AssertionError("dpkg " + action + " " + subject + ": " + last[0]);
        return last[0].text();
    }

    String purge() throws Exception {
        return dpkg("-P", "osier");
    }

    @Override
    public void close() throws IOException {
        try (mark) {
            purge();
            if (!hadUser) Program.of("userdel").call(USER);
            mark.truncate(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
