package org.osier.core.node;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osier.core.node.rules.CopiedKey;
import org.osier.node.BadRecordException;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.node.Records;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears that another node runs with our identity, says so once, and says when to answer ({@link CopiedKey}). What others
 * merely say is told to the operator and never answered: only our own key proves it, in a handshake or under a record. Any
 * thread, but for {@link #answersAt}.
 */
final class CopiedIdentity {
    private static final Logger log = LoggerFactory.getLogger(CopiedIdentity.class);
    /** No serial is that low. */
    private static final long NONE = 0;

    private final NodeId self;
    private final OwnRecord ownRecord;
    private final Records verifier;
    private final CopiedKey rule = new CopiedKey(); // the loop's
    private final AtomicLong foreign = new AtomicLong(NONE); // highest serial with our key that is not ours
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile @Nullable String seen;

    /** @param verifier looks at records of anybody */
    CopiedIdentity(NodeId self, OwnRecord ownRecord, Records verifier) {
        this.self = self;
        this.ownRecord = ownRecord;
        this.verifier = verifier;
    }

    /** Somebody says that a node with our identity was started later than we. @param who says so */
    void said(Object who, String what) {
        seen = who + ": " + what;
        if (told.getAndSet(true)) return;
        log.warn(
                "OSIER-124 our identity is in use elsewhere ({}: {}); stop the other node, or let this one start as a"
                        + " new node without its data/",
                who,
                what);
    }

    /** A handshake proved our key, of another start of it. @param serial that it named @param where it came from, or is */
    void met(long serial, Object where, String what) {
        met(serial);
        said(where, what);
    }

    /**
     * As {@link Records#verify}, for everybody: a record of ourselves that we did not make is noted on its way. Earlier
     * ones of ours are still about, and tell nothing: so it takes a serial that we have not used.
     */
    NodeRecord verify(byte[] bytes) throws BadRecordException {
        var record = verifier.verify(bytes);
        if (record.id().equals(self) && !isOurs(record)) {
            var where = record.addresses().stream().map(Object::toString).collect(Collectors.joining(", "));
            met(
                    record.serial(),
                    where.isEmpty() ? "a node without an address" : where,
                    "a record with our key goes round that we did not sign");
        }
        return record;
    }

    private boolean isOurs(NodeRecord record) {
        var ours = ownRecord.get(); // after the other one: who has that can only have it from before
        return record.serial() < ours.serial() || record.equals(ours);
    }

    private void met(long serial) {
        foreign.accumulateAndGet(serial, Math::max);
    }

    /** Who said last that our identity is in use elsewhere, and what. */
    Optional<String> seen() {
        return Optional.ofNullable(seen);
    }

    /**
     * Whether our record should be published anew, above another's; about once a second, the loop's. It counts as done.
     *
     * @return the serial to be above; 0: nothing to do
     */
    long answersAt(long now) {
        long other = foreign.get();
        if (!rule.isDue(ownRecord.get().serial(), other, now)) return NONE;
        rule.tried(now);
        log.warn(
                "OSIER-124 our record is published anew, above serial {} of another node with our identity ({} of {})",
                other,
                rule.times(),
                CopiedKey.MOST);
        return other;
    }
}
