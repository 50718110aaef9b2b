package org.osier.core.node;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import org.osier.core.handshake.KeyBinding;
import org.osier.core.link.Link;
import org.osier.core.record.RecordRules;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;
import org.osier.node.Records;

/**
 * Takes what a Discovery frame brings (WIRE.md, section 3): the record of the peer itself, wherever it stands. Records of
 * others, and questions for such, are the {@link PeerExchange}'s.
 */
final class PeerRecords {
    /** What a frame was good for. */
    enum Taken {
        NEW,
        NOTHING,
        CONTRADICTS
    }

    private final Records verifier;
    private final InstantSource clock;
    private final Counters counters;
    private final PeerExchange exchange;

    PeerRecords(Records verifier, InstantSource clock, Counters counters, PeerExchange exchange) {
        this.verifier = verifier;
        this.clock = clock;
        this.counters = counters;
        this.exchange = exchange;
    }

    /** On the reading thread of the peer's link. */
    Taken take(PeerEntry entry, Link link, ByteBuffer payload) {
        if (!payload.hasRemaining()) return Taken.NOTHING;
        int kind = payload.get();
        if (kind == PeerExchange.QUESTION) exchange.asked(entry, link, payload);
        return kind == PeerExchange.RECORDS ? records(entry, link.proof().peer(), payload) : Taken.NOTHING;
    }

    private Taken records(PeerEntry entry, KeyBinding proof, ByteBuffer payload) {
        var taken = Taken.NOTHING;
        while (payload.hasRemaining()) {
            int size = payload.remaining() < 2 ? -1 : payload.getShort() & 0xffff;
            if (size < 0 || size > payload.remaining() || size > NodeRecord.MAX_BYTES) return refused(taken);
            var bytes = new byte[size];
            payload.get(bytes);
            try {
                var record = NodeRecord.parse(bytes);
                if (!record.id().equals(entry.id)) {
                    exchange.told(entry, record);
                    continue;
                }
                if (taken != Taken.NOTHING) continue; // one word of its own is enough
                entry.recordIssued(record.issued(), clock.instant()); // tells of its clock even if it is refused for it
                taken = own(entry, proof, bytes);
            } catch (BadRecordException e) {
                return refused(taken);
            }
        }
        return taken;
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
            return refused(Taken.NOTHING);
        }
    }

    private Taken refused(Taken taken) {
        counters.count(Counter.RECORDS_REFUSED);
        return taken;
    }
}
