package org.osier.membership.rules;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.osier.node.NodeRecord;
import org.osier.node.Role;

/** Records of members that do not exist. A hash stands in for the signature, so that a changed record can be told. */
final class Sample {
    static final byte[] OURS = "ourclust".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private long serial = 1;
    private long boot = 1;
    private Instant issued = NOW.minusSeconds(3_600);
    private Duration valid = Duration.ofDays(1);
    private byte[] tag = OURS;
    private final long seed;

    private Sample(long seed) {
        this.seed = seed;
    }

    /** The member that {@code seed} stands for. */
    static Sample of(long seed) {
        return new Sample(seed);
    }

    static NodeRecord record(long seed, long serial) {
        return of(seed).serial(serial).sign();
    }

    Sample serial(long serial) {
        this.serial = serial;
        return this;
    }

    Sample boot(long boot) {
        this.boot = boot;
        return this;
    }

    Sample issued(Instant issued) {
        this.issued = issued;
        return this;
    }

    Sample valid(Duration valid) {
        this.valid = valid;
        return this;
    }

    Sample tag(byte[] tag) {
        this.tag = tag;
        return this;
    }

    NodeRecord sign() {
        return sign(Sample::signature);
    }

    NodeRecord forged() {
        return sign(unsigned -> new byte[NodeRecord.SIGNATURE_BYTES]);
    }

    private NodeRecord sign(java.util.function.UnaryOperator<byte[]> signer) {
        var random = new Random(seed);
        var identity = new byte[32];
        var link = new byte[32];
        random.nextBytes(identity);
        random.nextBytes(link);
        return NodeRecord.builder()
                .keys(identity, link)
                .serial(serial)
                .bootId(boot)
                .issued(issued, valid)
                .name("node-" + seed)
                .role(Role.DUAL)
                .addresses(List.of(
                        URI.create("tcp://10." + (seed >> 16 & 255) + "." + (seed >> 8 & 255) + "." + (seed & 255)
                                + ":7400"),
                        URI.create("ws://10." + (seed >> 16 & 255) + "." + (seed >> 8 & 255) + "." + (seed & 255)
                                + ":7402")))
                .clusterTag(tag)
                .sign(signer);
    }

    static byte[] signature(byte[] unsigned) {
        var half = Entry.sha256().digest(unsigned);
        return ByteBuffer.allocate(NodeRecord.SIGNATURE_BYTES)
                .put(half)
                .put(half)
                .array();
    }

    static boolean isSigned(NodeRecord record) {
        return Arrays.equals(record.signature(), signature(record.unsigned()));
    }
}
