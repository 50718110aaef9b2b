package org.osier.core.record;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osier.core.crypto.Ed25519;
import org.osier.core.crypto.X25519;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;
import org.osier.node.Records;

/**
 * Records whose form, times, keys and signature hold. The cheap checks come first; a signature that held is not computed again,
 * for the same record comes from every neighbour. Any thread.
 */
public final class VerifiedRecords implements Records {
    /** How far a signer's clock may be ahead of ours (WIRE.md, section 7). */
    private static final Duration AHEAD = Duration.ofSeconds(60);

    /** Records whose signature is known to hold, 1,100 bytes each at most (WIRE.md, section 7). Our choice. */
    private static final int MAX_KNOWN = 1_024;

    private final InstantSource clock;
    private final Map<ByteBuffer, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) { // guarded by this
                @Override
                protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> unusedForLongest) {
                    return size() > MAX_KNOWN;
                }
            };

    /** @param clock ours */
    public VerifiedRecords(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public NodeRecord verify(byte[] bytes) throws BadRecordException {
        var record = NodeRecord.parse(bytes);
        checkTimes(record, clock.instant());
        if (X25519.isSmallOrder(record.linkKey())) {
            throw new BadRecordException(record.id().brief() + ": its link key has small order");
        }
        if (isKnown(bytes)) return record;
        // This refuses identity keys outside the prime-order group too.
        if (!Ed25519.verify(record.identityKey(), RecordSigner.signed(record.unsigned()), record.signature())) {
            throw new BadRecordException(record.id().brief() + ": the signature of its record is wrong");
        }
        learn(bytes);
        return record;
    }

    private synchronized boolean isKnown(byte[] record) {
        return known.get(ByteBuffer.wrap(record)) != null;
    }

    private synchronized void learn(byte[] record) {
        known.put(ByteBuffer.wrap(record.clone()), true);
    }

    private static void checkTimes(NodeRecord record, Instant now) throws BadRecordException {
        if (!now.isBefore(record.expires())) {
            throw new BadRecordException(record.id().brief() + ": its record expired at " + record.expires());
        }
        if (record.issued().isAfter(now.plus(AHEAD))) {
            throw new BadRecordException("OSIER-104 " + record.id().brief() + ": its record was issued "
                    + Duration.between(now, record.issued()).toSeconds() + " s in the future, at most "
                    + AHEAD.toSeconds() + " are taken: one of the two clocks is wrong");
        }
    }
}
