package org.osier.rendezvous;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.osier.parts.file.DamagedException;
import org.osier.parts.file.KeptFile;
import org.osier.rendezvous.rules.Kept;
import org.osier.rendezvous.rules.ShelfForm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code data/rendezvous/records}: nodes leave their records anew within half an hour. One thread at a time. */
final class ShelfFile {
    private static final Logger log = LoggerFactory.getLogger(ShelfFile.class);
    private static final KeptFile.Words WORDS = new KeptFile.Words(
            "the rendezvous begins empty and writes nothing down",
            "the rendezvous begins empty",
            "nothing is written down",
            "records are kept until this node stops");

    private final Path path;
    private final KeptFile file;
    private final long longest;

    /** @param home of the node @param maxBytes what all records may cost */
    ShelfFile(Path home, long maxBytes) {
        path = home.toAbsolutePath().normalize().resolve("data/rendezvous/records");
        file = new KeptFile(path, WORDS, log);
        longest = ShelfForm.maxBytes(maxBytes);
    }

    /** What it holds; empty if it is not there or not of use. */
    List<Kept> read(Instant now) {
        return file.read(this::content, now).orElse(List.of());
    }

    private List<Kept> content(InputStream in) throws IOException, DamagedException {
        var content = in.readNBytes((int) longest + 1); // one byte more shows that there is more
        if (content.length <= longest) return ShelfForm.read(content);
        // The limit may have been higher when it was written: then it is not damaged, and not worth the memory.
        log.info("{}: longer than maxBytes allows, begun anew", path);
        return List.of();
    }

    /** Whether what is kept outlasts this node. */
    boolean works() {
        return file.works();
    }

    /** @return false: it could not be written, which was reported once; the file is as it was before */
    boolean write(List<Kept> records) {
        return file.write(() -> ShelfForm.write(records));
    }
}
