package org.osier.discovery.seeds.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osier.node.NodeRecord;
import org.osier.parts.file.DamagedException;
import org.osier.testkit.SampleRecord;

/** Goal: what was written is read, and nothing else is taken for it. */
class RecordsFormTest {
    private static final List<NodeRecord> RECORDS =
            IntStream.range(0, 3).mapToObj(i -> SampleRecord.of(i, 1)).toList();

    @Test
    void whatIsWrittenIsRead() throws Exception {
        assertThat(RecordsForm.read(RecordsForm.write(List.of()))).isEmpty();
        assertThat(RecordsForm.read(RecordsForm.write(RECORDS)))
                .containsExactlyElementsOf(
                        RECORDS.stream().map(NodeRecord::bytes).toList());
        assertThat(RecordsForm.write(RECORDS).length).isLessThan(RecordsForm.maxBytes(3));
    }

    @Test
    void everyFileThatIsCutShortIsDamaged() {
        var whole = RecordsForm.write(RECORDS);
        for (int length = 0; length < whole.length; length++) damaged(Arrays.copyOf(whole, length));
        damaged(Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void everyFileWithAWrongBitIsDamaged() {
        var whole = RecordsForm.write(RECORDS);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            var wrong = whole.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            damaged(wrong);
        }
    }

    /** Goal: no length inside is believed either. Method: nonsense between a right head and a right checksum. */
    @Test
    void nonsenseWithARightChecksumIsReadOrRefusedButNeverMore() throws Exception {
        var random = new Random(1);
        int read = 0;
        for (int round = 0; round < 5_000; round++) {
            var inside = new byte[random.nextInt(40)];
            random.nextBytes(inside);
            if (inside.length > 3) inside[0] = inside[2] = 0; // small numbers, so that some fit
            var head = Arrays.copyOf(RecordsForm.write(List.of()), 16);
            var sealed = Arrays.copyOf(head, 16 + inside.length + 32);
            System.arraycopy(inside, 0, sealed, 16, inside.length);
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(sealed, 0, 16 + inside.length);
            System.arraycopy(sha.digest(), 0, sealed, 16 + inside.length, 32);
            try {
                RecordsForm.read(sealed);
                read++;
            } catch (DamagedException e) {
                assertThat(e)
                        .hasMessageMatching(
                                "it has \\d+ bytes, cut short|it ends inside record \\d+|there are bytes.*");
            }
        }
        assertThat(read).isBetween(0, 2_500);
    }

    private static void damaged(byte[] file) {
        assertThatThrownBy(() -> RecordsForm.read(file)).isInstanceOf(DamagedException.class);
    }
}
