package org.osier.core.node;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import org.osier.core.handshake.KeyBinding;
import org.osier.core.record.RecordRules;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;
import org.osier.node.Records;

/**
 * Takes what a Discovery frame brings (WIRE.md, section 3): the record of the peer itself, wherever it stands. Records
 * of others are not asked for yet, and what nobody asked for is not kept.
 */
final class PeerRecords {
    /** What a frame was good for. */
    enum Taken {
        NEW,
        NOTHING,
        CONTRADICTS
    }

    private static final int RECORDS = 1;

    private final Records verifier;
    private final InstantSource clock;
    private final Counters counters;

    PeerRecords(Records verifier, InstantSource clock, Counters counters) {
        this.verifier = verifier;
        this.clock = clock;
        this.counters = counters;
    }

    /** On the reading thread of the peer's link. */
    Taken take(PeerEntry entry, KeyBinding proof, ByteBuffer payload) {
        if (!payload.hasRemaining() || payload.get() != RECORDS) return Taken.NOTHING;
        while (payload.hasRemaining()) {
            int size = payload.remaining() < 2 ? -1 : payload.getShort() & 0xffff;
            if (size < 0 || size > payload.remaining() || size > NodeRecord.MAX_BYTES) return refused();
            var bytes = new byte[size];
            payload.get(bytes);
            try {
                var record = NodeRecord.parse(bytes);
                if (!record.id().equals(entry.id)) continue;
                entry.recordIssued(record.issued(), clock.instant()); // tells of its clock even if it is refused for it
                return own(entry, proof, bytes);
            } catch (BadRecordException e) {
                return refused();
            }
        }
        return Taken.NOTHING;
    }

    private Taken own(PeerEntry entry, KeyBinding proof, byte[] bytes) {
        var known = entry.record;
        if (known != null && Arrays.equals(known.bytes(), bytes)) return Taken.NOTHING;
        try {
            var record = verifier.verify(bytes);
            if (!RecordRules.fitsBinding(record, proof.serial(), proof.linkKey(), proof.bootId()))
                return Taken.CONTRADICTS;
            if (known != null && !RecordRules.replaces(known, record)) return Taken.NOTHING;
            entry.record = record;
            return Taken.NEW;
        } catch (BadRecordException e) {
            return refused();
        }
    }

    private Taken refused() {
        counters.count(Counter.RECORDS_REFUSED);
        return Taken.NOTHING;
    }
}
