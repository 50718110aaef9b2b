package org.osier.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.Membership;
import org.osier.core.cluster.TestClusters;
import org.osier.core.crypto.Sha256;
import org.osier.core.crypto.Vectors;
import org.osier.core.identity.Identity;
import org.osier.node.NodeRecord;
import org.osier.node.Role;

class RecordRulesTest {
    private static final Identity IDENTITY = Identity.generate(new Random(6));
    private static final byte[] LINK_KEY = IDENTITY.linkKey();
    private static final byte[] OTHER_KEY = Identity.generate(new Random(7)).linkKey();

    @Test
    void higherSerialReplacesLowerAndNeverTheOtherWay() {
        assertThat(RecordRules.replaces(record(5, "a"), record(6, "a"))).isTrue();
        assertThat(RecordRules.replaces(record(6, "a"), record(5, "a"))).isFalse();
        assertThat(RecordRules.contradict(record(5, "a"), record(6, "a"))).isFalse();
    }

    @Test
    void sameRecordReplacesNothing() {
        assertThat(RecordRules.replaces(record(5, "a"), record(5, "a"))).isFalse();
        assertThat(RecordRules.contradict(record(5, "a"), record(5, "a"))).isFalse();
    }

    @Test
    void smallerHashStaysOfTwoThatContradictEachOther() {
        var a = record(5, "a");
        var b = record(5, "b");
        boolean smallerA = Arrays.compareUnsigned(Sha256.of(a.bytes()), Sha256.of(b.bytes())) < 0;

        assertThat(RecordRules.contradict(a, b)).isTrue();
        assertThat(RecordRules.replaces(b, a)).isEqualTo(smallerA);
        assertThat(RecordRules.replaces(a, b)).isEqualTo(!smallerA);
    }

    @Test
    void recordsOfTwoNodesAreNotCompared() {
        var other = sign(Identity.generate(new Random(8)), 5, LINK_KEY, 1, "a");

        assertThatIllegalArgumentException().isThrownBy(() -> RecordRules.replaces(record(5, "a"), other));
        assertThat(RecordRules.contradict(record(5, "a"), other)).isFalse();
    }

    @Test
    void recordNotOlderThanTheBindingHasItsKeyAndBootId() {
        for (long serial : new long[] {10, 11}) {
            assertThat(fits(serial, LINK_KEY, 1)).isTrue();
            assertThat(fits(serial, OTHER_KEY, 1)).isFalse();
            assertThat(fits(serial, LINK_KEY, 2)).isFalse();
        }
    }

    @Test
    void olderRecordMayDiffer() {
        assertThat(fits(9, OTHER_KEY, 2)).isTrue();
    }

    @Test
    void tagIsThatOfTheVectorsAndOfNoOtherClusterOrNode() throws Exception {
        var vector = Vectors.read("osier.json").getAsJsonObject("node_record");
        var cluster = TestClusters.willow();
        var record = NodeRecord.parse(Vectors.hex(vector, "record"));

        assertThat(cluster.tagKey()).isEqualTo(Vectors.hex(vector, "tag_key"));
        assertThat(ClusterTag.of(cluster, record.id())).isEqualTo(Vectors.hex(vector, "cluster_tag"));
        assertThat(ClusterTag.fits(cluster, record)).isTrue();
        var next = Cluster.of(cluster.genesis(), 2, new byte[32]);
        assertThat(ClusterTag.isMembers(Membership.of(cluster), record)).isTrue();
        assertThat(ClusterTag.isMembers(new Membership(next, Optional.of(cluster)), record))
                .as("while the door of the epoch before is open")
                .isTrue();
        assertThat(ClusterTag.isMembers(Membership.of(next), record)).isFalse();
        assertThat(ClusterTag.fits(Cluster.of(cluster.genesis(), 2, new byte[32]), record))
                .isFalse();
        assertThat(ClusterTag.of(cluster, IDENTITY.id())).isNotEqualTo(Vectors.hex(vector, "cluster_tag"));
        assertThat(ClusterTag.fits(cluster, NodeRecord.parse(Vectors.hex(vector, "smallest_record_of_B"))))
                .isFalse();
    }

    private static boolean fits(long serial, byte[] linkKey, long bootId) {
        return RecordRules.fitsBinding(sign(IDENTITY, serial, linkKey, bootId, "a"), 10, LINK_KEY, 1);
    }

    private static NodeRecord record(long serial, String name) {
        return sign(IDENTITY, serial, LINK_KEY, 1, name);
    }

    private static NodeRecord sign(Identity identity, long serial, byte[] linkKey, long bootId, String name) {
        return NodeRecord.builder()
                .keys(identity.publicKey(), linkKey)
                .serial(serial)
                .bootId(bootId)
                .issued(Instant.EPOCH, Duration.ofHours(1))
                .name(name)
                .role(Role.DUAL)
                .sign(unsigned -> identity.sign(RecordSigner.signed(unsigned)));
    }
}
