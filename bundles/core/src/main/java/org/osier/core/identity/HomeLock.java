package org.osier.core.identity;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osier.parts.file.OwnerOnly;

/**
 * Keeps a home for one node: an exclusive lock on {@code data/lock}, which also tells the process that holds it. The
 * system drops the lock when the process ends, however it ends. Any thread.
 */
public final class HomeLock implements Closeable {
    private static final Pattern PID = Pattern.compile("[0-9]{1,10}");
    private static final Set<StandardOpenOption> OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private final FileChannel channel;
    private final String claim;

    private HomeLock(FileChannel channel, String claim) {
        this.channel = channel;
        this.claim = claim;
    }

    /**
     * Takes the home, or says who has it.
     *
     * @param data the home's {@code data} directory, made (0700) if it is not there
     * @throws HomeException OSIER-105 if a node has it, OSIER-106 if it cannot be written
     */
    public static HomeLock take(Path data) throws HomeException {
        var file = data.toAbsolutePath().resolve("lock");
        String claim = null;
        FileChannel channel = null;
        try {
            OwnerOnly.makeDirectories(data);
            claim = "org.osier.home.lock " + data.toRealPath();
            if (!claim(claim)) throw inUse(data, Optional.of(pid()));
            channel = FileChannel.open(file, OPTIONS, OwnerOnly.file(file));
            if (channel.tryLock() == null) {
                var holder = read(channel);
                close(channel, claim);
                throw inUse(data, holder);
            }
            channel.truncate(0).write(ByteBuffer.wrap((pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            return new HomeLock(channel, claim);
        } catch (HomeException e) {
            throw e;
        } catch (IOException e) {
            close(channel, claim);
            throw AtomicFile.notWritable(file, e);
        }
    }

    // A second channel on the file, once closed, would take the system's lock away from the first (POSIX, fcntl: any
    // close of the file by the process drops it). So a process must know, before it opens the file, that it has the
    // home already: in a place that it shares whichever class loader this class came from.
    private static boolean claim(String claim) {
        return System.getProperties().putIfAbsent(claim, pid()) == null;
    }

    private static String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private static Optional<String> read(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(16);
        channel.read(bytes, 0);
        var text = StandardCharsets.US_ASCII.decode(bytes.flip()).toString().strip();
        return Optional.of(text).filter(pid -> PID.matcher(pid).matches());
    }

    private static HomeException inUse(Path data, Optional<String> holder) {
        return new HomeException(
                HomeException.IN_USE,
                data + " is in use by " + holder.map(pid -> "process " + pid).orElse("another process"),
                "stop that node, or give this one another home",
                null);
    }

    /** Gives the home back. The file stays: its name means nothing, only its lock does. */
    @Override
    public void close() {
        if (channel.isOpen()) close(channel, claim);
    }

    private static void close(@Nullable FileChannel channel, @Nullable String claim) {
        try {
            if (channel != null) channel.close();
        } catch (IOException e) {
            // The system has dropped the lock all the same: the descriptor is gone.
        } finally {
            if (claim != null) System.getProperties().remove(claim);
        }
    }
}
