package org.osier.core.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.Genesis;
import org.osier.core.identity.Identity;
import org.osier.core.session.rules.Violation;
import org.osier.node.NodeRecord;
import org.osier.node.Role;

/** Goal: frame 0x15 as WIRE.md, section 9, lays it out, and nothing else. */
class WelcomeTest {
    private final Random random = new Random(3);
    private final Genesis genesis = Genesis.create("willow-42", Instant.EPOCH, random);
    private final Cluster cluster =
            Cluster.of(genesis, 0x01020304, HexFormat.of().parseHex("5a".repeat(32)));
    private final Identity identity = Identity.generate(random);
    private final NodeRecord record = NodeRecord.builder()
            .keys(identity.publicKey(), identity.linkKey())
            .serial(7)
            .bootId(8)
            .issued(Instant.EPOCH, Duration.ofDays(1))
            .name("alpha")
            .role(Role.DUAL)
            .addresses(List.of())
            .sign(unsigned -> new byte[64]);

    private byte[] welcome(byte... rotation) {
        return bytes(new Welcome(cluster, rotation, record).bytes());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void itIsLaidOutAsThePageSays() {
        var genesis = this.genesis.bytes();
        var all = record.bytes();
        var hex = HexFormat.of();
        assertThat(hex.formatHex(welcome(new byte[] {9, 8})))
                .isEqualTo("01" + hex.toHexDigits((short) genesis.length) + hex.formatHex(genesis) + "01020304"
                        + "5a".repeat(32) + "00000002" + "0908" + hex.toHexDigits((short) all.length)
                        + hex.formatHex(all));
    }

    @Test
    void itIsReadAsItWasWritten() throws Violation {
        var read = Welcome.read(welcome(new byte[] {1, 2, 3}));

        assertThat(read.cluster()).isEqualTo(cluster);
        assertThat(read.rotation()).containsExactly(1, 2, 3);
        assertThat(read.inviter()).isEqualTo(record);
        assertThat(read.toString()).doesNotContain("5a5a");
    }

    @Test
    void everyOtherLengthIsRefused() {
        var whole = welcome();
        for (int length = 0; length < whole.length; length++) refused(Arrays.copyOf(whole, length));
        refused(Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void anotherVersionAndEpoch0AreRefused() {
        var bytes = welcome();
        bytes[0] = 2;
        refused(bytes);
        var epoch = welcome();
        int at = 3 + genesis.bytes().length;
        for (int i = 0; i < 4; i++) epoch[at + i] = 0;
        refused(epoch);
        epoch[at + 3] = 1;
        assertThat(epoch).satisfies(Welcome::read);
    }

    @Test
    void theFirstEpochHasNoRotation() {
        refused(bytes(new Welcome(Cluster.of(genesis, 1, cluster.secret()), new byte[1], record).bytes()));
    }

    /** Found by the fuzzer: a frame has room for more than we ever send. */
    @Test
    void aRotationLongerThanAnyOfOursIsRefused() {
        var longest = welcome(new byte[Welcome.MAX_ROTATION_BYTES]);
        int at = 3 + genesis.bytes().length + 4 + Cluster.SECRET_BYTES;
        var longer =
                ByteBuffer.allocate(longest.length + 1).put(longest, 0, at + 4).put((byte) 0);
        longer.put(longest, at + 4, longest.length - at - 4).putInt(at, Welcome.MAX_ROTATION_BYTES + 1);
        refused(longer.array());
    }

    @Test
    void changedBytesAreReadOrRefusedAndNothingElse() {
        var whole = welcome(new byte[] {4, 5});
        for (int seed = 0; seed < 20_000; seed++) {
            var chance = new Random(seed);
            var changed = whole.clone();
            for (int n = chance.nextInt(3); n >= 0; n--)
                changed[chance.nextInt(changed.length)] ^= 1 << chance.nextInt(8);
            try {
                assertThat(bytes(Welcome.read(changed).bytes())).isEqualTo(changed);
            } catch (Violation e) {
                assertThat(e.getMessage()).startsWith("Welcome");
            }
        }
    }

    private static void refused(byte[] bytes) {
        assertThatThrownBy(() -> Welcome.read(bytes)).isInstanceOf(Violation.class);
    }
}
