package org.osier.core.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.Identity;
import org.osier.node.NodeRecord;

/** Signs the records of this node, each under a serial of its own. Thread-safe. */
public final class RecordSigner {
    private static final byte[] CONTEXT = "osier/1 record\0".getBytes(StandardCharsets.US_ASCII);

    private final Identity identity;
    private final SerialStore serials;

    /** @param serials those of the same home */
    public RecordSigner(Identity identity, SerialStore serials) {
        this.identity = identity;
        this.serials = serials;
    }

    /**
     * Signs with the next serial, which is on the disk when this returns. Blocks for the disk.
     *
     * @param record everything but keys and serial, which are set here
     * @throws HomeException OSIER-106 if the serial could not be stored, OSIER-124 if none is left: nothing was signed,
     *     the record in force goes on counting until it expires; a retry is safe
     * @throws IllegalArgumentException if a field is missing or breaks the format
     */
    public NodeRecord sign(NodeRecord.Builder record, Instant now) throws HomeException {
        return sign(record, serials.next(now));
    }

    /** As {@link #sign(NodeRecord.Builder, Instant)}, above a serial that another used with our key (OSIER-124). */
    public NodeRecord signAbove(long foreign, NodeRecord.Builder record, Instant now) throws HomeException {
        return sign(record, serials.nextAbove(foreign, now));
    }

    private NodeRecord sign(NodeRecord.Builder record, long serial) {
        return record.keys(identity.publicKey(), identity.linkKey())
                .serial(serial)
                .sign(unsigned -> identity.sign(signed(unsigned)));
    }

    /** What is signed of a record: its context and everything before the signature. */
    static byte[] signed(byte[] unsigned) {
        return ByteBuffer.allocate(CONTEXT.length + unsigned.length)
                .put(CONTEXT)
                .put(unsigned)
                .array();
    }
}
