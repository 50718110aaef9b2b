package org.osier.discovery.seeds;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.osier.discovery.seeds.rules.RecordsForm;
import org.osier.node.NodeRecord;
import org.osier.parts.file.KeptFile;
import org.slf4j.LoggerFactory;

/** {@code data/discovery/records}. One thread at a time. */
final class RecordsFile {
    private static final KeptFile.Words WORDS = new KeptFile.Words(
            "peers of earlier times are not tried, and none are written down",
            "peers are remembered anew",
            "none are written down",
            "peers are remembered until this node stops");

    private final KeptFile file;

    /** @param home of the node */
    RecordsFile(Path home) {
        file = new KeptFile(
                home.toAbsolutePath().normalize().resolve("data/discovery/records"),
                WORDS,
                LoggerFactory.getLogger(RecordsFile.class));
    }

    /** What it holds; empty if it is not there or not of use. */
    List<byte[]> read(Instant now) {
        int longest = RecordsForm.maxBytes(Settings.MAX_REMEMBERED);
        // One byte more shows that there is more.
        return file.read(in -> RecordsForm.read(in.readNBytes(longest + 1)), now)
                .orElse(List.of());
    }

    /** @return false: it could not be written, which was reported once; the file is as it was before */
    boolean write(List<NodeRecord> records) {
        return file.write(() -> RecordsForm.write(records));
    }
}
