package org.osier.core.record;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.osier.core.crypto.Ed25519;
import org.osier.core.crypto.X25519;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;
import org.osier.node.Records;

/** Records whose form, times, keys and signature hold. The cheap checks come first. Any thread. */
public final class VerifiedRecords implements Records {
    /** How far a signer's clock may be ahead of ours (WIRE.md, section 7). */
    private static final Duration AHEAD = Duration.ofSeconds(60);

    private final InstantSource clock;

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
        // This refuses identity keys outside the prime-order group too.
        if (!Ed25519.verify(record.identityKey(), RecordSigner.signed(record.unsigned()), record.signature())) {
            throw new BadRecordException(record.id().brief() + ": the signature of its record is wrong");
        }
        return record;
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
