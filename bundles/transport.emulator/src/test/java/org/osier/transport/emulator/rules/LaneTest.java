package org.osier.transport.emulator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Impairments LATE = new Impairments(0, 10 * MS, 0, 0, 0, 0, 0, Partition.NONE);

    private final Lane stream = new Lane(true, 1_000, new SplittableRandom(1));
    private final Lane datagrams = new Lane(false, 1_000, new SplittableRandom(1));

    @Test
    void aMessageComesOutWhenItIsTime() {
        stream.enter(new byte[] {7}, LATE, 0);
        assertThat(stream.next(LATE, 10 * MS - 1)).isNull();
        assertThat(stream.wait(LATE, 4 * MS)).isEqualTo(6 * MS);
        assertThat(stream.next(LATE, 10 * MS)).containsExactly(7);
        assertThat(stream.wait(LATE, 10 * MS)).isEqualTo(Lane.NEVER);
        assertThat(stream.isEmpty()).isTrue();
    }

    @Test
    void aFullStreamHoldsItsSenderBackUntilHalfIsFree() {
        for (int i = 0; i < 10; i++) {
            assertThat(stream.takesMore(i * MS)).isTrue();
            stream.enter(new byte[100], LATE, i * MS);
        }
        assertThat(stream.takesMore(9 * MS)).isFalse();
        for (int i = 0; i < 4; i++) stream.next(LATE, 20 * MS);
        assertThat(stream.takesMoreAgain(20 * MS)).isFalse();
        stream.next(LATE, 20 * MS);
        assertThat(stream.takesMoreAgain(20 * MS)).isTrue();
    }

    @Test
    void aFullLaneDropsDatagramsAndLosesNothingOfAStream() {
        for (int i = 0; i < 20; i++) {
            datagrams.enter(new byte[100], LATE, 0);
            stream.enter(new byte[100], LATE, 0);
        }
        assertThat(datagrams.bytes()).isEqualTo(1_000);
        assertThat(stream.bytes()).isEqualTo(2_000);
        assertThat(datagrams.takesMore(0)).isTrue();
    }

    @Test
    void aSlowWireHoldsTheSenderOfAStreamBack() {
        var slow = new Impairments(0, 0, 0, 0, 0, 0, 100_000, Partition.NONE);
        stream.enter(new byte[100], slow, 0);
        assertThat(stream.takesMore(0)).isFalse();
        assertThat(stream.busy(0)).isEqualTo(MS);
        assertThat(stream.takesMoreAgain(MS)).isTrue();
    }

    @Test
    void aPartitionKeepsAStreamWholeAndEmptiesDatagrams() {
        var silent = LATE.with(Partition.SILENT);
        for (int i = 0; i < 3; i++) {
            stream.enter(new byte[] {(byte) i}, i == 0 ? LATE : silent, 0);
            datagrams.enter(new byte[] {(byte) i}, i == 0 ? LATE : silent, 0);
        }
        assertThat(stream.wait(silent, 0)).isEqualTo(Lane.NEVER);
        assertThat(stream.next(silent, 50 * MS)).isNull();
        assertThat(datagrams.next(silent, 50 * MS)).isNull();
        assertThat(datagrams.isEmpty()).isTrue();

        var healed = new ArrayList<Byte>();
        for (var m = stream.next(LATE, 50 * MS); m != null; m = stream.next(LATE, 50 * MS)) healed.add(m[0]);
        assertThat(healed).containsExactly((byte) 0, (byte) 1, (byte) 2);
    }

    @Test
    void whatIsDoubledCountsTwice() {
        var doubled = new Impairments(0, 0, 0, 0, 0, 1, 0, Partition.NONE);
        datagrams.enter(new byte[10], doubled, 0);
        assertThat(datagrams.bytes()).isEqualTo(20);
        assertThat(datagrams.next(doubled, 0)).hasSize(10);
        assertThat(datagrams.next(doubled, 0)).hasSize(10);
    }
}
