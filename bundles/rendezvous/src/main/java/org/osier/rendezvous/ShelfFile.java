package org.osier.rendezvous;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import org.osier.rendezvous.rules.DamagedException;
import org.osier.rendezvous.rules.Kept;
import org.osier.rendezvous.rules.ShelfForm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code data/rendezvous/records}. A damaged file is set aside under another name; one that cannot be read stays as it
 * is, and nothing is written in its place. Whatever goes wrong is reported once (OSIER-106), and the service goes on
 * with what it has in memory: nodes leave their records anew within half an hour. One thread at a time.
 */
final class ShelfFile {
    private static final Logger log = LoggerFactory.getLogger(ShelfFile.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    /** Damaged files that are kept for whoever wants to know; one more, and the oldest goes. */
    private static final int KEPT = 3;

    private static final String SET_ASIDE = "records.corrupt-";

    private final Path file;
    private final long longest;
    private boolean untouchable; // there is a file that we could neither read nor set aside
    private boolean failing; // the last write failed, and that was reported

    /** @param home of the node @param maxBytes what all records may cost */
    ShelfFile(Path home, long maxBytes) {
        file = home.toAbsolutePath().normalize().resolve("data/rendezvous/records");
        longest = ShelfForm.maxBytes(maxBytes);
    }

    /** What it holds; empty if it is not there or not of use. */
    List<Kept> read(Instant now) {
        untouchable = false;
        try (var in = Files.newInputStream(file)) {
            var content = in.readNBytes((int) longest + 1); // one byte more shows that there is more
            // The limit may have been higher when it was written: then it is not damaged, and not worth the memory.
            if (content.length > longest) log.info("{}: longer than maxBytes allows, begun anew", file);
            else return ShelfForm.read(content);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DamagedException e) {
            setAside(e.getMessage(), now);
        } catch (IOException e) {
            untouchable = true;
            log.warn(
                    "OSIER-106 {} cannot be read: {}; the rendezvous begins empty and writes nothing down"
                            + "   next: let this user read it, or move it away, then restart",
                    file,
                    reason(e));
        }
        return List.of();
    }

    private void setAside(String why, Instant now) {
        var aside = file.resolveSibling(SET_ASIDE + TIME.format(now));
        try {
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            AtomicWrite.sync(file.getParent());
            log.warn(
                    "OSIER-106 {} is damaged: {}; it is now {}, and the rendezvous begins empty"
                            + "   next: check the disk; nothing else has to be done",
                    file,
                    why,
                    aside.getFileName());
            removeOldest();
        } catch (IOException e) {
            untouchable = true;
            log.warn(
                    "OSIER-106 {} is damaged: {}; it cannot be moved away ({}), so nothing is written down"
                            + "   next: let this user write in {}, then restart",
                    file,
                    why,
                    reason(e),
                    file.getParent());
        }
    }

    private void removeOldest() throws IOException {
        try (var files = Files.list(file.getParent())) {
            var aside = files.filter(f -> f.getFileName().toString().startsWith(SET_ASIDE))
                    .sorted(Comparator.reverseOrder()) // the time in the name: the newest first
                    .skip(KEPT)
                    .toList();
            for (var old : aside) Files.delete(old);
        }
    }

    /** @return false: it could not be written, which was reported once; the file is as it was before */
    boolean write(List<Kept> records) {
        if (untouchable) return true; // that was reported, and trying again is of no use
        try {
            AtomicWrite.write(file, ShelfForm.write(records));
            if (failing) log.info("{}: can be written again", file);
            failing = false;
            return true;
        } catch (IOException e) {
            if (!failing) {
                log.warn(
                        "OSIER-106 {} cannot be written: {}; records are kept until this node stops"
                                + "   next: free space there, or let this user write in {}",
                        file,
                        reason(e),
                        file.getParent());
            }
            failing = true;
            return false;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) return "access denied";
        if (e instanceof FileSystemException f && f.getReason() != null) return f.getReason();
        return e instanceof FileSystemException || e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage();
    }
}
