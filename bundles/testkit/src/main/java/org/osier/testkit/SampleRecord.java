package org.osier.testkit;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.osier.node.NodeRecord;
import org.osier.node.Role;

/** Records in the right form, of nodes that do not exist: keys are drawn from a seed, the signature is nothing. */
public final class SampleRecord {
    private SampleRecord() {}

    /** A record of the node that {@code seed} stands for, good for a day from now. */
    public static NodeRecord of(long seed, long serial, URI... addresses) {
        return of(seed, serial, Instant.now(), Duration.ofDays(1), addresses);
    }

    /** As that, from {@code issued} on for {@code valid}. */
    public static NodeRecord of(long seed, long serial, Instant issued, Duration valid, URI... addresses) {
        var random = new Random(seed);
        var identity = new byte[32];
        var link = new byte[32];
        random.nextBytes(identity);
        random.nextBytes(link);
        return NodeRecord.builder()
                .keys(identity, link)
                .serial(serial)
                .bootId(serial)
                .issued(issued, valid)
                .role(Role.DUAL)
                .name("sample-" + seed)
                .addresses(List.of(addresses))
                .sign(unsigned -> new byte[NodeRecord.SIGNATURE_BYTES]);
    }
}
