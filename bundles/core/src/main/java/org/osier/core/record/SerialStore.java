package org.osier.core.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osier.core.identity.AtomicFile;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.IdentityException;

/**
 * The last serial that this node used, in {@code data/serial} as a decimal number. A serial is stored before it is
 * given out, so that no crash makes a node use one twice. Thread-safe; one for each home.
 */
public final class SerialStore {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
    /** 2^48 has 15 digits; one byte more shows that there is more. */
    private static final int READ_BYTES = 17;

    private final Path file;
    private long stored;

    private SerialStore(Path file, long stored) {
        this.file = file;
        this.stored = stored;
    }

    /**
     * @param data the home's {@code data} directory
     * @throws HomeException OSIER-103 if the file is there and holds no serial
     */
    public static SerialStore open(Path data) throws HomeException {
        var file = data.toAbsolutePath().resolve("serial");
        try (var in = Files.newInputStream(file)) {
            var text = new String(in.readNBytes(READ_BYTES), StandardCharsets.US_ASCII).strip();
            long serial = NUMBER.matcher(text).matches() ? Long.parseLong(text) : SerialRules.LIMIT;
            if (serial >= SerialRules.LIMIT) throw unreadable(file, "holds no serial", null);
            return new SerialStore(file, serial);
        } catch (NoSuchFileException e) {
            return new SerialStore(file, 0);
        } catch (HomeException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(file, "cannot be read: " + HomeException.reason(e), e);
        }
    }

    /** The last one that was used; 0: none yet. */
    public synchronized long last() {
        return stored;
    }

    /**
     * A serial above every one before it, stored durably when this returns. Blocks for the disk.
     *
     * @throws HomeException OSIER-106 if it could not be stored, OSIER-124 if no serial is left; none was used then
     */
    public long next(Instant now) throws HomeException {
        return nextAbove(0, now);
    }

    /** As {@link #next}, and above a serial that somebody else used with our key (OSIER-124). */
    public synchronized long nextAbove(long foreign, Instant now) throws HomeException {
        long next = SerialRules.next(Math.max(stored, foreign), now).orElseThrow(SerialStore::usedUp);
        AtomicFile.write(file, (next + "\n").getBytes(StandardCharsets.US_ASCII));
        stored = next;
        return next;
    }

    private static HomeException unreadable(Path file, String what, @Nullable Throwable cause) {
        return new HomeException(
                IdentityException.UNREADABLE,
                file + " " + what,
                "delete it if the clock of this machine is right: the next serial is taken from the clock",
                cause);
    }

    // Only whoever has our key can drive the serial there: at one record per millisecond it would take to the year
    // 10889.
    private static HomeException usedUp() {
        return new HomeException(
                124,
                "no serial is left for this identity: it is in use elsewhere",
                "move data/identity away to start as a new node",
                null);
    }
}
