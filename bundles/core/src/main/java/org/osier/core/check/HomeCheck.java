package org.osier.core.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osier.parts.file.OwnerOnly;

/** Whether a node can live in this folder. */
final class HomeCheck {
    private static final String ABOUT = "home";

    /** Far more than the logs (70 MB) and the framework's storage take. */
    private static final long MUCH_BYTES = 1L << 30;

    /** Below that the logs alone may fill the disk. */
    private static final long LITTLE_BYTES = 100L << 20;

    /** sun_path of Linux has 108 bytes, one of them for its end. */
    private static final int MAX_SOCKET_BYTES = 107;

    private final Path home;
    private final Path data;
    private final List<Finding> findings = new ArrayList<>();

    HomeCheck(HomeFiles files) {
        this.home = files.home();
        this.data = files.data();
    }

    List<Finding> run(long node) throws IOException {
        var existing = existing();
        folder(existing);
        if (node > 0) findings.add(Finding.ok("node", "a node runs here, process " + node));
        openToOthers();
        disk(existing);
        socket();
        return findings;
    }

    private Path existing() {
        var path = home;
        while (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) && path.getParent() != null) path = path.getParent();
        return path;
    }

    private void folder(Path existing) throws IOException {
        if (home.toString().indexOf(',') >= 0) {
            fail("home " + home + ": a comma in its path cannot be used", "choose another home");
        } else if (!Files.isDirectory(existing)) {
            fail("home " + home + ": " + existing + " is not a folder", "choose another home");
        } else if (!Files.isWritable(existing)) {
            notWritable(existing);
        } else if (!existing.equals(home)) {
            ok("home " + home + " can be made");
        } else if (isForeign()) {
            fail("home " + home + ": it is neither empty nor the home of a node", "choose another home");
        } else if (Files.isDirectory(data) && !Files.isWritable(data)) {
            notWritable(data);
        } else {
            ok("home " + home + " is writable");
        }
    }

    /**
     * As bin/osier sees it: it does not fill a folder of somebody else's. A first start that was killed leaves the file of
     * the launcher, which comes first, and whatever it had made by then.
     */
    private boolean isForeign() throws IOException {
        if (Files.exists(home.resolve("etc/org.osier.core.cfg"))) return false;
        if (Files.exists(data.resolve("launcher.pid"))) return false;
        try (var entries = Files.list(home)) {
            return entries.anyMatch(
                    entry -> !Set.of("data").contains(entry.getFileName().toString()));
        }
    }

    private void openToOthers() throws IOException {
        if (Files.isDirectory(data) && !OwnerOnly.holds(data)) {
            findings.add(Finding.warn(
                    "rights",
                    data + " is open to others (" + OwnerOnly.mode(data) + "); the next start closes it",
                    ""));
        }
    }

    private void disk(Path existing) throws IOException {
        long free = Files.getFileStore(existing).getUsableSpace();
        var text = "disk " + Bytes.text(free) + " free";
        if (free < LITTLE_BYTES) {
            var less = "OSIER-106 " + text + ", less than " + Bytes.text(LITTLE_BYTES);
            findings.add(Finding.fail("disk", less, "make room, or choose a home on another disk"));
        } else if (free < MUCH_BYTES) {
            findings.add(
                    Finding.warn("disk", text, "make room: logs take up to 70 MB, what a node receives takes more"));
        } else {
            findings.add(Finding.ok("disk", text));
        }
    }

    private void socket() {
        int length = data.resolve("osier.sock").toString().getBytes(StandardCharsets.UTF_8).length;
        findings.add(
                length <= MAX_SOCKET_BYTES
                        ? Finding.ok("socket", "socket data/osier.sock")
                        : Finding.warn(
                                "socket",
                                "OSIER-107 the path of data/osier.sock has " + length + " bytes, over "
                                        + MAX_SOCKET_BYTES
                                        + ": bin/osier reaches it from within the home, other programs cannot",
                                "a shorter home, if others must reach it"));
    }

    private void ok(String text) {
        findings.add(Finding.ok(ABOUT, text));
    }

    private void fail(String text, String next) {
        findings.add(Finding.fail(ABOUT, text, next));
    }

    private void notWritable(Path path) {
        fail(
                "OSIER-106 " + path + " is not writable for this user",
                "let this user write there, or choose another home");
    }
}
