package org.osier.rendezvous.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osier.parts.file.DamagedException;

/** Goal: what was written is read, and nothing else is taken for it. */
class ShelfFormTest {
    private static final List<Kept> THREE = IntStream.range(0, 3)
            .mapToObj(i -> new Kept(new Name(i, 1), new Name(2, i), new byte[1 + i], 5 + i, 1_000 + i))
            .toList();

    @Test
    void whatIsWrittenIsRead() throws Exception {
        assertThat(ShelfForm.read(ShelfForm.write(List.of()))).isEmpty();
        var file = ShelfForm.write(THREE);
        assertThat(ShelfForm.read(file))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(THREE);
        assertThat((long) file.length)
                .isLessThanOrEqualTo(
                        ShelfForm.maxBytes(THREE.stream().mapToLong(Kept::cost).sum()));
    }

    @Test
    void everyFileThatIsCutShortOrHasAWrongBitIsDamaged() {
        var whole = ShelfForm.write(THREE);
        for (int length = 0; length < whole.length; length++) damaged(Arrays.copyOf(whole, length));
        damaged(Arrays.copyOf(whole, whole.length + 1));
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            var wrong = whole.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            damaged(wrong);
        }
    }

    private static void damaged(byte[] file) {
        assertThatThrownBy(() -> ShelfForm.read(file)).isInstanceOf(DamagedException.class);
    }
}
