package org.osier.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.osier.discovery.ClusterKeys;
import org.osier.membership.rules.Counted;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;
import org.osier.node.Role;

/** Whose records are a member's. */
class RecordCheckTest {
    static final byte[] NOW = key(1);
    private static final byte[] BEFORE = key(2);

    private final ClusterKeys keys = context -> {
        assertThat(HexFormat.of().formatHex(context)).isEqualTo("6f736965722f312074616700"); // "osier/1 tag" and a zero
        return List.of(NOW, BEFORE);
    };

    private static byte[] key(int value) {
        var key = new byte[32];
        Arrays.fill(key, (byte) value);
        return key;
    }

    static NodeRecord record(byte[] tagKey, URI... addresses) throws Exception {
        var builder = NodeRecord.builder()
                .keys(key(7), key(8))
                .serial(1)
                .bootId(1)
                .issued(Instant.now(), Duration.ofDays(1))
                .addresses(List.of(addresses))
                .role(Role.DUAL);
        var id = builder.sign(u -> new byte[64]).id();
        if (tagKey == null) return builder.sign(u -> new byte[64]);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(tagKey, "HmacSHA256"));
        return builder.clusterTag(Arrays.copyOf(mac.doFinal(id.bytes()), 8)).sign(u -> new byte[64]);
    }

    @Test
    void theTagOfThisEpochAndOfTheOneBeforeCountAndNoOther() throws Exception {
        var check = new RecordCheck(NodeRecord::parse, keys);
        assertThat(check.isOurs(record(NOW))).isTrue();
        assertThat(check.isOurs(record(BEFORE))).isTrue();
        assertThat(check.isOurs(record(key(3)))).isFalse();
        assertThat(check.isOurs(record(null))).isFalse();
    }

    @Test
    void whatTheNodeDoesNotVerifyIsForged() throws Exception {
        var check = new RecordCheck(
                bytes -> {
                    throw new BadRecordException("its signature is wrong");
                },
                keys);
        assertThat(check.refusal(record(NOW))).contains(Counted.FORGED);
        assertThat(new RecordCheck(NodeRecord::parse, keys).refusal(record(NOW)))
                .isEmpty();
    }
}
