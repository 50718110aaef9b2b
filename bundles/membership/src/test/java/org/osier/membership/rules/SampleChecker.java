package org.osier.membership.rules;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;

/** Checks what {@link Sample} made. A record that was read once is not read again: a thousand nodes share it. */
final class SampleChecker implements Checker {
    private final Map<ByteBuffer, NodeRecord> read = new ConcurrentHashMap<>();
    private byte[] tag = Sample.OURS;
    private int checked;

    @Override
    public NodeRecord read(byte[] bytes) throws BadRecordException {
        var known = read.get(ByteBuffer.wrap(bytes));
        if (known != null) return known;
        var record = NodeRecord.parse(bytes);
        read.put(ByteBuffer.wrap(bytes.clone()), record);
        return record;
    }

    /** The secret was turned over. */
    void tag(byte[] tag) {
        this.tag = tag;
    }

    @Override
    public boolean isOurs(NodeRecord record) {
        return record.clusterTag().filter(t -> Arrays.equals(t, tag)).isPresent();
    }

    @Override
    public Optional<Counted> refusal(NodeRecord record) {
        checked++;
        return Sample.isSigned(record) ? Optional.empty() : Optional.of(Counted.FORGED);
    }

    /** Signatures that were looked at. */
    int checked() {
        return checked;
    }
}
