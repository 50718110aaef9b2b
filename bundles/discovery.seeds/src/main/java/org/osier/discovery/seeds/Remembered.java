package org.osier.discovery.seeds;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.osier.discovery.seeds.rules.RecordBook;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;
import org.osier.node.Records;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peers of earlier times, in memory and in their file. {@link #learn} on any thread, everything else on one at a
 * time, the worker's. Nothing is written before the file was read: else its records would be lost.
 */
final class Remembered {
    private static final Logger log = LoggerFactory.getLogger(Remembered.class);

    private final RecordsFile file;
    private final InstantSource clock;
    private final RecordBook book; // guarded by itself
    private boolean changed; // guarded by the book: differs from the file
    private boolean recalled; // the worker's: the file was read

    Remembered(RecordsFile file, InstantSource clock, int most) {
        this.file = file;
        this.clock = clock;
        this.book = new RecordBook(most);
    }

    /** A peer's record, which the node has verified. @return whether that was news */
    boolean learn(NodeRecord record) {
        synchronized (book) {
            if (!book.learn(record)) return false;
            changed = true;
            return true;
        }
    }

    void limit(int most) {
        synchronized (book) {
            if (book.limit(most)) changed = true;
        }
    }

    /** Reads the file, if that has not been done. Blocks for the disk. */
    void recall(Records verifier) {
        if (recalled) return;
        recalled = true;
        var now = clock.instant();
        var stored = file.read(now);
        var good = new ArrayList<NodeRecord>();
        int expired = 0;
        for (var bytes : stored) {
            try {
                if (!now.isBefore(NodeRecord.parse(bytes).expires())) expired++;
                else good.add(verifier.verify(bytes));
            } catch (BadRecordException e) {
                log.debug("a remembered record does not count: {}", e.getMessage());
            }
        }
        int bad = stored.size() - good.size() - expired;
        if (bad > 0)
            log.warn("{} of {} remembered records do not count: not signed by whom they name", bad, stored.size());
        log.debug("{} remembered records, {} more have expired", good.size(), expired);
        synchronized (book) {
            book.recall(good);
            if (good.size() < stored.size()) changed = true;
        }
    }

    /** From now on nothing is remembered, until the file is read again. */
    void forget() {
        recalled = false;
        synchronized (book) {
            book.clear();
            changed = false;
        }
    }

    /** Those that count now, the newest last. */
    List<NodeRecord> valid(Instant now) {
        synchronized (book) {
            return book.valid(now);
        }
    }

    /** Writes down what has changed. Blocks for the disk. */
    void save() {
        if (!recalled) return;
        List<NodeRecord> records;
        synchronized (book) {
            if (!changed) return;
            changed = false;
            records = book.valid(clock.instant());
        }
        if (file.write(records)) return;
        synchronized (book) {
            changed = true;
        }
    }
}
