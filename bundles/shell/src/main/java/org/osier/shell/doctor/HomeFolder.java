package org.osier.shell.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.osier.node.NodeId;

/** The folder that makes a node the same node after a restart: its identity, and room for what it stores. */
final class HomeFolder {
    private static final String IDENTITY = "identity";
    private static final String BACKUP = "backup";
    private static final String DATA = "data";
    private static final int LONGEST_MARK_BYTES = 200;

    /** Serials and counters need kilobytes, logs and a new bundle megabytes. Our choice. */
    private static final long LEAST_FREE_BYTES = 64L << 20;

    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path data;

    HomeFolder(Path home) {
        this.data = home.resolve("data");
    }

    /** @param id short, as far as it is known */
    Finding identity(String id) {
        var folder = data.resolve("identity");
        try {
            for (var path : all(folder)) {
                if (!isOwnersOnly(path)) {
                    var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                    var fix = "chmod " + (Files.isDirectory(path) ? "700 " : "600 ") + path;
                    return Finding.fail(IDENTITY, 103, path + " is open to others (" + mode + ")", fix);
                }
                if (Files.isRegularFile(path)) Files.readAllBytes(path);
            }
            return Finding.ok(IDENTITY, (id + " readable, for its owner alone").strip());
        } catch (IOException e) {
            var text = folder + " cannot be read: " + reason(e);
            return Finding.fail(IDENTITY, 103, text, "restore it from a copy, or give its rights back");
        }
    }

    /** Whether this identity was ever copied: {@code data/identity.exported} has its id and the time, as core writes it. */
    Finding backup(NodeId id) {
        try (var in = Files.newInputStream(data.resolve("identity.exported"))) {
            var words = new String(in.readNBytes(LONGEST_MARK_BYTES), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            if (words.length == 2 && words[0].equals(id.toString())) {
                var day = LocalDate.ofInstant(Instant.parse(words[1]), ZoneOffset.UTC);
                return Finding.ok(BACKUP, "the identity was copied on " + day);
            }
        } catch (IOException | DateTimeParseException e) {
            // No copy that anybody could count on.
        }
        return Finding.hint(
                BACKUP, 0, "backed up: NO, whoever loses this home loses the node", "osier identity export FILE");
    }

    private static List<Path> all(Path folder) throws IOException {
        var all = new ArrayList<Path>(List.of(folder));
        try (var files = Files.list(folder)) {
            files.sorted().forEach(all::add);
        }
        return all;
    }

    private static boolean isOwnersOnly(Path path) throws IOException {
        boolean knowsModes = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return !knowsModes || OWNER.containsAll(Files.getPosixFilePermissions(path));
    }

    /** Writes a file as the node does, and takes it away again. */
    Finding data() {
        try {
            long free = Files.getFileStore(data).getUsableSpace();
            if (free < LEAST_FREE_BYTES)
                return Finding.fail(DATA, 106, "only " + megabytes(free) + " free", "make room");
            var file = Files.createTempFile(data, "doctor", ".tmp");
            try {
                Files.write(file, new byte[1]);
            } finally {
                Files.delete(file);
            }
            return Finding.ok(DATA, "writable, " + megabytes(free) + " free");
        } catch (IOException e) {
            return Finding.fail(
                    DATA, 106, data + " cannot be written: " + reason(e), "make room, or give its rights back");
        }
    }

    private static String megabytes(long bytes) {
        double mega = bytes / 1e6;
        return mega < 1_000
                ? String.format(Locale.ROOT, "%.0f MB", mega)
                : String.format(Locale.ROOT, "%,.1f GB", mega / 1_000);
    }

    /** Exceptions of files often have nothing but the path for a message. */
    private static String reason(IOException e) {
        var words = e.getClass().getSimpleName().replace("Exception", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return words.toLowerCase(Locale.ROOT);
    }
}
