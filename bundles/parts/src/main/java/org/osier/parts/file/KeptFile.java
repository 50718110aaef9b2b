package org.osier.parts.file;

import java.io.IOException;
import java.io.InputStream;
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
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * A file that its owner can do without. A damaged one is set aside under another name; one that cannot be read stays as it is,
 * and nothing is written in its place. Whatever goes wrong is reported once (OSIER-106), and the owner goes on with what it
 * has in memory. One thread at a time.
 */
public final class KeptFile {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    /** Damaged files that are kept for whoever wants to know; one more, and the oldest goes. */
    private static final int KEPT = 3;

    /**
     * What its owner does, for people.
     *
     * @param unreadable when it cannot be read
     * @param damaged when it was damaged and is set aside
     * @param stuck when it is damaged and stays where it is
     * @param unwritable when it cannot be written
     */
    public record Words(String unreadable, String damaged, String stuck, String unwritable) {}

    /** Understands what it holds. @param <T> what that is */
    public interface Reader<T> {
        /** Must bound what it reads. */
        T read(InputStream in) throws IOException, DamagedException;
    }

    private final Path file;
    private final Words words;
    private final Logger log;
    private boolean untouchable; // there is a file that we could neither read nor set aside
    private boolean failing; // the last write failed, and that was reported

    /** @param log where its owner reports */
    public KeptFile(Path file, Words words, Logger log) {
        this.file = file;
        this.words = words;
        this.log = log;
    }

    /** What it holds; empty if it is not there or not of use. */
    public <T> Optional<T> read(Reader<T> reader, Instant now) {
        untouchable = false;
        try (var in = Files.newInputStream(file)) {
            return Optional.of(reader.read(in));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (DamagedException e) {
            setAside(e.getMessage(), now);
        } catch (IOException e) {
            untouchable = true;
            log.warn(
                    "OSIER-106 {} cannot be read: {}; {}   next: let this user read it, or move it away, then restart",
                    file,
                    reason(e),
                    words.unreadable);
        }
        return Optional.empty();
    }

    private void setAside(String why, Instant now) {
        var aside = file.resolveSibling(setAsideName() + TIME.format(now));
        try {
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            AtomicWrite.sync(file.getParent());
            log.warn(
                    "OSIER-106 {} is damaged: {}; it is now {}, and {}"
                            + "   next: check the disk; nothing else has to be done",
                    file,
                    why,
                    aside.getFileName(),
                    words.damaged);
            removeOldest();
        } catch (IOException e) {
            untouchable = true;
            log.warn(
                    "OSIER-106 {} is damaged: {}; it cannot be moved away ({}), so {}"
                            + "   next: let this user write in {}, then restart",
                    file,
                    why,
                    reason(e),
                    words.stuck,
                    file.getParent());
        }
    }

    private String setAsideName() {
        return file.getFileName() + ".corrupt-";
    }

    private void removeOldest() throws IOException {
        try (var files = Files.list(file.getParent())) {
            var aside = files.filter(f -> f.getFileName().toString().startsWith(setAsideName()))
                    .sorted(Comparator.reverseOrder()) // the time in the name: the newest first
                    .skip(KEPT)
                    .toList();
            for (var old : aside) Files.delete(old);
        }
    }

    /**
     * Puts this in its place.
     *
     * @param content asked for only if it can be of use
     * @return false: it could not be written, which was reported once; the file is as it was before
     */
    public boolean write(Supplier<byte[]> content) {
        if (untouchable) return true; // that was reported, and trying again is of no use
        try {
            OwnerOnly.makeDirectories(file.toAbsolutePath().getParent());
            AtomicWrite.write(file, content.get());
            if (failing) log.info("{}: can be written again", file);
            failing = false;
            return true;
        } catch (IOException e) {
            if (!failing) {
                log.warn(
                        "OSIER-106 {} cannot be written: {}; {}   next: free space there, or let this user write in {}",
                        file,
                        reason(e),
                        words.unwritable,
                        file.getParent());
            }
            failing = true;
            return false;
        }
    }

    /** Whether it holds what it was given last, as far as that is known: nothing that was reported stands in the way. */
    public boolean works() {
        return !untouchable && !failing;
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) return "access denied";
        if (e instanceof FileSystemException f && f.getReason() != null) return f.getReason();
        return e instanceof FileSystemException || e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage();
    }
}
