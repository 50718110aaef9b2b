package org.osier.rendezvous.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Goal: what is left is there for as long as it should be, and nobody's flood displaces others before himself. */
class ShelfTest {
    private static final long NOW = 1_795_694_179_000L;
    private static final long HOUR = 3_600_000;
    private static final int SIZE = 512;

    private static Shelf shelf(int perTag, int tags, int records) {
        return new Shelf(
                new Shelf.Limits(Duration.ofHours(1), perTag, tags, records * (SIZE + (long) Kept.OVERHEAD_BYTES)));
    }

    private static Name name(long number) {
        return new Name(7, number);
    }

    private static byte[] sealed(int mark) {
        var bytes = new byte[SIZE];
        bytes[0] = (byte) mark;
        return bytes;
    }

    private static List<Integer> marks(Shelf shelf, Name tag, long nowMs) {
        return shelf.get(tag, nowMs).stream().map(one -> (int) one.sealed()[0]).toList();
    }

    @Test
    void whatWasLeftLastComesFirstAndASlotHoldsOne() {
        var shelf = shelf(256, 10, 100);
        for (int i = 1; i <= 3; i++) shelf.put(name(1), name(i), sealed(i), 1, NOW + i);
        shelf.put(name(2), name(9), sealed(9), 1, NOW);
        assertThat(marks(shelf, name(1), NOW + 10)).containsExactly(3, 2, 1);

        shelf.put(name(1), name(1), sealed(4), 1, NOW + 4);
        assertThat(marks(shelf, name(1), NOW + 10)).containsExactly(4, 3, 2);
        assertThat(marks(shelf, name(3), NOW)).isEmpty();
        assertThat(shelf.size()).isEqualTo(4);
    }

    @Test
    void whatIsKeptForLongEnoughIsGoneAndItsRoomToo() {
        var shelf = shelf(256, 10, 100);
        shelf.put(name(1), name(1), sealed(1), 1, NOW);
        shelf.put(name(1), name(2), sealed(2), 1, NOW + 1);
        assertThat(marks(shelf, name(1), NOW + HOUR - 1)).containsExactly(2, 1);
        assertThat(marks(shelf, name(1), NOW + HOUR)).containsExactly(2);
        assertThat(shelf.expire(NOW + HOUR)).isEqualTo(1);
        assertThat(shelf.expire(NOW + HOUR + 1)).isEqualTo(1);
        assertThat(List.of(shelf.size(), shelf.tags())).containsOnly(0);
        assertThat(shelf.bytes()).isZero();
    }

    @Test
    void aClockThatWasWrongMakesNothingImmortal() {
        var shelf = shelf(256, 10, 100);
        shelf.put(name(1), name(1), sealed(1), 1, NOW + 100 * HOUR);
        assertThat(shelf.get(name(1), NOW)).isEmpty();
        assertThat(shelf.expire(NOW)).isEqualTo(1);

        shelf.put(name(1), name(1), sealed(1), 1, NOW + HOUR / 2);
        assertThat(shelf.get(name(1), NOW).get(0).age(NOW)).isZero();
        var next = shelf(256, 10, 100);
        next.recall(shelf.all(), NOW);
        assertThat(next.get(name(1), NOW + HOUR)).as("recalled as left now").isEmpty();
    }

    @Test
    void oneTooManyForATagDisplacesTheOldestThere() {
        var shelf = shelf(2, 10, 100);
        shelf.put(name(2), name(1), sealed(9), 1, NOW - 5);
        for (int i = 1; i <= 2; i++)
            assertThat(shelf.put(name(1), name(i), sealed(i), 1, NOW)).isZero();
        assertThat(shelf.put(name(1), name(3), sealed(3), 1, NOW)).isEqualTo(1);
        assertThat(marks(shelf, name(1), NOW)).containsExactly(3, 2);
        assertThat(marks(shelf, name(2), NOW)).containsExactly(9);
    }

    /** Goal: 10,000 of a stranger cost an honest cluster nothing. Method: tags, slots and both at random, then look. */
    @Test
    void aFloodFromOneSourceDisplacesItselfOnly() {
        var shelf = shelf(256, 50, 200);
        for (int member = 0; member < 20; member++) shelf.put(name(-1), name(member), sealed(member), member % 4, NOW);
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++)
            shelf.put(
                    name(random.nextInt(i % 2 == 0 ? 5 : 1_000)), name(random.nextInt(1_000)), sealed(99), 66, NOW + i);

        assertThat(shelf.get(name(-1), NOW + 10_000)).hasSize(20);
        assertThat(shelf.size()).isLessThanOrEqualTo(200);
        assertThat(shelf.tags()).isLessThanOrEqualTo(50);
        assertThat(shelf.bytes()).isLessThanOrEqualTo(200L * (SIZE + Kept.OVERHEAD_BYTES));
    }

    /** Goal: bounds hold whatever comes. Method: chance, many sources, all sizes; count what it says against what is there. */
    @Test
    void theBoundsHoldUnderEverything() {
        var random = new Random(2);
        var shelf = shelf(16, 30, 100);
        for (int i = 0; i < 20_000; i++) {
            var size = new byte[1 + random.nextInt(Kept.MAX_BYTES)];
            shelf.put(name(random.nextInt(60)), name(random.nextInt(40)), size, random.nextInt(20), NOW + i);
            if (i % 500 == 0) shelf.expire(NOW + i + random.nextInt((int) HOUR));
            if (i % 100 != 0) continue;
            var all = shelf.all();
            assertThat(shelf.size()).isEqualTo(all.size());
            assertThat(shelf.bytes())
                    .isEqualTo(all.stream().mapToLong(Kept::cost).sum());
            assertThat(shelf.bytes()).isLessThanOrEqualTo(100L * (SIZE + Kept.OVERHEAD_BYTES));
            assertThat(shelf.tags())
                    .isEqualTo((int) all.stream().map(Kept::tag).distinct().count())
                    .isLessThanOrEqualTo(30);
            assertThat(shelf.get(name(3), NOW + i)).hasSizeLessThanOrEqualTo(16);
        }
        assertThat(shelf.size()).isPositive();
        shelf.expire(NOW + 10 * HOUR);
        assertThat(shelf.bytes()).isZero();
    }

    @Test
    void aSealedRecordHasItsSizes() {
        var shelf = shelf(16, 30, 100);
        for (int size : new int[] {0, Kept.MAX_BYTES + 1})
            assertThatThrownBy(() -> shelf.put(name(1), name(1), new byte[size], 1, NOW))
                    .hasMessageContaining("got " + size);
    }

    @Test
    void aSourceIsAnAddressOrWhatACustomerHas() {
        long v4 = Source.of(new byte[] {(byte) 192, 0, 2, 1});
        assertThat(v4).isEqualTo(0xc0000201L).isNotEqualTo(Source.of(new byte[] {(byte) 192, 0, 2, 2}));
        var v6 = new byte[16];
        v6[0] = 0x20;
        v6[6] = 0x55;
        long one = Source.of(v6);
        v6[7] = 1;
        v6[15] = 9;
        assertThat(Source.of(v6)).as("the same /56").isEqualTo(one).isEqualTo(0x2000000000005500L);
        v6[6] = 0x56;
        assertThat(Source.of(v6)).isNotEqualTo(one);
    }
}
