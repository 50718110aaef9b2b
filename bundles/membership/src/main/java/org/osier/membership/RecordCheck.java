package org.osier.membership;

import java.util.Optional;
import org.osier.discovery.ClusterKeys;
import org.osier.membership.rules.Checker;
import org.osier.membership.rules.Counted;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;
import org.osier.node.Records;
import org.osier.parts.keys.MemberTag;

/** Looks at records with what the node gives: its verifier, and the keys of the cluster. Any thread. */
final class RecordCheck implements Checker {
    private final Records verifier;
    private final ClusterKeys keys;

    RecordCheck(Records verifier, ClusterKeys keys) {
        this.verifier = verifier;
        this.keys = keys;
    }

    @Override
    public NodeRecord read(byte[] bytes) throws BadRecordException {
        return NodeRecord.parse(bytes);
    }

    @Override
    public boolean isOurs(NodeRecord record) {
        for (var key : keys.derive(MemberTag.context())) if (MemberTag.fits(key, record)) return true;
        return false;
    }

    @Override
    public Optional<Counted> refusal(NodeRecord record) {
        try {
            verifier.verify(record.bytes());
            return Optional.empty();
        } catch (BadRecordException e) {
            return Optional.of(Counted.FORGED); // its form and its times were looked at before
        }
    }
}
