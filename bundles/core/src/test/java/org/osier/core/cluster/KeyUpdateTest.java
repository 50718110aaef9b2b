package org.osier.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.osier.node.NodeId;

/** The new secret on its way, in one part and in many, and what is no such thing. */
class KeyUpdateTest {
    private static final DocumentSigner ADMINISTRATOR = TestAdministrators.signer(1);

    private static KeyUpdate update(int nodes) {
        var random = new Random(nodes);
        var ids = new ArrayList<NodeId>();
        for (int i = 0; i < nodes; i++) {
            var id = new byte[NodeId.BYTES];
            random.nextBytes(id);
            ids.add(NodeId.of(id));
        }
        var secret = new byte[32];
        random.nextBytes(secret);
        var next = Cluster.of(TestAdministrators.cluster(1, ADMINISTRATOR).genesis(), 2, secret);
        var roster = Roster.of(ids);
        return new KeyUpdate(
                Rotation.issue(next, Instant.EPOCH, roster, Roster.nobody(), List.of(ADMINISTRATOR)), roster, secret);
    }

    private static byte[] bytes(ByteBuffer part) {
        var bytes = new byte[part.remaining()];
        part.get(bytes);
        return bytes;
    }

    @Test
    void smallAndLargeOnesArriveAsTheyWere() throws Exception {
        for (int nodes : new int[] {0, 2, 2_000, Roster.MAX_NODES}) {
            var update = update(nodes);
            var reader = new KeyUpdateReader();
            var parts = update.parts();
            assertThat(parts).hasSize(1 + nodes * NodeId.BYTES / KeyUpdate.MAX_PART_BYTES);
            for (var part : parts.subList(0, parts.size() - 1))
                assertThat(reader.add(bytes(part))).isEmpty();
            var read = reader.add(bytes(parts.get(parts.size() - 1))).orElseThrow();

            assertThat(read.rotation()).isEqualTo(update.rotation());
            assertThat(read.roster()).isEqualTo(update.roster());
            assertThat(read.secret()).isEqualTo(update.secret());
            assertThat(reader.kept()).isZero();
        }
    }

    @Test
    void whatCannotBecomeOneIsRefusedAtOnce() {
        assertRefused(new byte[0], "empty");
        assertRefused(new byte[] {0, 0, 0}, "not full");
        assertRefused(ByteBuffer.allocate(4).putInt(-1).array(), "a part of");
        assertRefused(ByteBuffer.allocate(4).putInt(Rotation.MAX_BYTES + 1).array(), "a part of");
        var good = bytes(update(2).parts().get(0));
        for (int length = 1; length < good.length; length++) assertRefused(Arrays.copyOf(good, length), "");
        assertRefused(Arrays.copyOf(good, good.length + 1), "1 bytes too many");
        var lengths = good.clone();
        int at = 4 + ByteBuffer.wrap(good).getInt();
        ByteBuffer.wrap(lengths).putInt(at, 33);
        assertRefused(lengths, "");
        ByteBuffer.wrap(lengths).putInt(at, Integer.MAX_VALUE);
        assertRefused(lengths, "a part of");
    }

    private static void assertRefused(byte[] part, String why) {
        assertThatExceptionOfType(BadDocumentException.class)
                .isThrownBy(() -> new KeyUpdateReader().add(part))
                .withMessageContaining(why);
    }
}
