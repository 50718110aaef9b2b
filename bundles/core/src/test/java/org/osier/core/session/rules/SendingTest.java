package org.osier.core.session.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: what leaves, in which order, cut how. Method: one end, its frames read by hand. */
class SendingTest {
    private static final int FIRST_WINDOW = 262_144;
    private static final int LARGE = 64 << 20;

    private final End end = new End();

    @Test
    void aSmallMessageIsOneSegmentWithItsFirstAndLastByteAndNothingFollows() throws Violation {
        var link = end.open();
        end.offer(0, 10);

        assertThat(end.write(link, 3, 1_000)).singleElement().satisfies(s -> {
            assertThat(s.flags()).isEqualTo(7);
            assertThat(s.offset()).isZero();
            assertThat(s.bytes()).isEqualTo(End.counted(0, 10));
        });
    }

    @Test
    void onlyTheVeryLastSegmentSaysThatNothingFollows() throws Violation {
        var link = end.open();
        for (int i = 0; i < 3; i++) end.offer(0, 100);
        end.offer(1, 100);

        assertThat(end.write(link, 3, 1_000)).extracting(End.Seg::flags).containsExactly(3, 3, 3);
        assertThat(end.write(link, 4, 1_000)).extracting(End.Seg::flags).containsExactly(7);
    }

    @Test
    void aFullRecordDoesNotSayThatNothingFollows() throws Violation {
        var link = end.open();
        end.offer(0, 5_000);

        assertThat(end.write(link, 3, 1_015)).singleElement().satisfies(s -> {
            assertThat(s.flags()).isEqualTo(1);
            assertThat(s.length()).isEqualTo(1_000);
        });
        assertThat(end.write(link, 3, 10_000)).singleElement().satisfies(s -> {
            assertThat(s.flags()).isEqualTo(6);
            assertThat(s.offset()).isEqualTo(1_000);
            assertThat(s.length()).isEqualTo(4_000);
        });
    }

    @Test
    void aClosedWindowSaysThatNothingFollows() throws Violation {
        var link = end.open();
        end.offer(0, FIRST_WINDOW + 1);

        var sent = end.writeAll(link);
        assertThat(sent.get(sent.size() - 1).flags() & 4).isEqualTo(4);
        assertThat(sent.get(sent.size() - 1).end()).isEqualTo(FIRST_WINDOW);
        assertThat(end.rules.hasSomethingFor(link, end.now)).isFalse();

        end.acknowledged(link, 0, 0, FIRST_WINDOW + 1);
        assertThat(end.writeAll(link))
                .singleElement()
                .satisfies(s -> assertThat(s.flags()).isEqualTo(6));
    }

    @Test
    void streamsCountTheirOwnBytes() throws Violation {
        var link = end.open();
        end.offer(0, 10);
        end.offer(5, 20);
        end.offer(0, 30);
        end.offer(5, 40);

        var sent = end.write(link, 3, 1_000);
        assertThat(sent.stream().filter(s -> s.stream() == 0).map(End.Seg::offset))
                .containsExactly(0L, 10L);
        assertThat(sent.stream().filter(s -> s.stream() == 5).map(End.Seg::offset))
                .containsExactly(0L, 20L);
    }

    @Test
    void streams1And2HavePriority4AndTheOthers3() throws Violation {
        var link = end.open();
        for (int stream = 0; stream < 16; stream++) end.offer(stream, 10);

        assertThat(end.write(link, 3, 10_000))
                .extracting(End.Seg::stream)
                .containsExactlyInAnyOrder(0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        assertThat(end.write(link, 4, 10_000)).extracting(End.Seg::stream).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void aSmallMessageDoesNotWaitForALargeOneOfAnotherStream() throws Violation {
        var link = end.open();
        end.offer(0, 200_000);
        end.write(link, 3, 60_000);
        end.offer(3, 10);

        assertThat(end.write(link, 3, 60_000)).extracting(End.Seg::stream).contains(3);
    }

    @Test
    void framesAreWholeAndStayWithinTheirBounds() throws Violation {
        var link = end.open();
        for (int i = 0; i < 50; i++) end.offer(0, 100);
        var out = new byte[1_000];

        int to = end.rules.writeFrames(link, 3, out, 100, 600, end.now);

        assertThat(to).isBetween(101, 600);
        assertThat(new BigInteger(1, Arrays.copyOfRange(out, to, out.length)).signum())
                .isZero();
        assertThat(new BigInteger(1, Arrays.copyOf(out, 100)).signum()).isZero();
        assertThat(end.rules.writeFrames(link, 3, out, 0, 20, end.now)).isZero();
    }

    @Test
    void aSmallMessageIsNotCutToFillARecordButALargeOneIs() throws Violation {
        var link = end.open();
        end.offer(0, 100);
        end.offer(0, 100);
        end.offer(0, 5_000);

        assertThat(end.write(link, 3, 200)).extracting(End.Seg::length).containsExactly(100);
        assertThat(end.write(link, 3, 400)).extracting(End.Seg::length).containsExactly(100, 270);
    }

    @Test
    void whatWasCutIsTheMessage() throws Violation {
        var link = end.open();
        var parcel = end.offer(0, 100_000);
        var all = new ByteArrayOutputStream();
        for (int room = 300; end.rules.hasSomethingFor(link, end.now); room += 77) {
            for (var s : end.write(link, 3, room)) {
                assertThat(s.offset()).isEqualTo(all.size());
                assertThat(s.flags() & 1).isEqualTo(s.offset() == 0 ? 1 : 0);
                assertThat(s.flags() & 2).isEqualTo(s.end() == 100_000 ? 2 : 0);
                all.writeBytes(s.bytes());
            }
        }
        assertThat(all.toByteArray()).isEqualTo(parcel.bytes);
    }

    @Test
    void atMost4MiBAreUnacknowledgedOverAllStreams() throws Violation {
        var windows = new End.Entry[16];
        for (int i = 0; i < 16; i++) windows[i] = new End.Entry(i, 0, LARGE);
        var link = end.open(windows);
        for (int stream = 0; stream < 16; stream++) end.offer(stream, 500_000);

        var sent = end.writeAll(link);

        assertThat(sent.stream().mapToLong(End.Seg::length).sum()).isEqualTo(4 << 20);
        assertThat(end.rules.unacknowledgedBytes()).isEqualTo(4 << 20);
        assertThat(sent.stream().map(End.Seg::stream).distinct()).hasSize(16);
    }

    @Test
    void aFewBulkyStreamsLeaveRoomForTheFirstWindowsOfOthers() throws Violation {
        var link = end.open(new End.Entry(3, 0, LARGE));
        end.offer(3, 7_000_000);
        assertThat(end.writeAll(link).stream().mapToLong(End.Seg::length).sum()).isEqualTo(3 << 20);

        end.offer(0, 1_000);
        assertThat(end.writeAll(link)).extracting(End.Seg::stream).containsExactly(0);
    }

    @Test
    void theQueueIsBoundedAndAnEmptyOneTakesTheLongestMessage() {
        assertThat(end.rules.offer(new End.Parcel(0, new byte[SessionRules.MAX_MESSAGE_BYTES])))
                .isTrue();
        assertThat(end.rules.offer(new End.Parcel(0, new byte[1]))).isFalse();

        var other = new End();
        int taken = 0;
        while (other.rules.offer(new End.Parcel(0, new byte[1]))) taken++;
        assertThat(taken).isLessThan(200_000); // the objects around a tiny message count too
        assertThat(other.rules.queuedBytes()).isLessThanOrEqualTo(8 << 20);
    }

    @Test
    void acknowledgedBytesMakeRoomInTheQueue() throws Violation {
        var link = end.open(new End.Entry(0, 0, LARGE));
        for (int i = 0; i < 8; i++) end.rules.offer(new End.Parcel(0, new byte[1_000_000]));
        assertThat(end.rules.offer(new End.Parcel(0, new byte[1_000_000]))).isFalse();
        end.writeAll(link);
        end.acknowledged(link, 0, 1_000_000, LARGE);

        assertThat(end.rules.offer(new End.Parcel(0, new byte[1_000_000]))).isTrue();
    }

    @Test
    void messagesAndStreamsOutOfRangeAreTheCallersMistake() {
        assertThatThrownBy(() -> new End.Parcel(16, new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new End.Parcel(-1, new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new End.Parcel(0, new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new End.Parcel(0, new byte[SessionRules.MAX_MESSAGE_BYTES + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // --- acknowledgements that come

    @Test
    void aMessageIsCompleteWhenItsLastByteIsAcknowledged() throws Violation {
        var link = end.open();
        var first = end.offer(0, 10);
        var second = end.offer(0, 10);
        end.writeAll(link);

        end.acknowledged(link, 0, 9, FIRST_WINDOW);
        assertThat(end.completed()).isEmpty();
        end.acknowledged(link, 0, 20, FIRST_WINDOW);
        assertThat(end.completed()).containsExactly(first, second);
        assertThat(end.rules.queuedBytes()).isZero();
        assertThat(end.rules.unacknowledgedBytes()).isZero();
    }

    @Test
    void acknowledgingMoreThanWasSentClosesTheLink() throws Violation {
        var link = end.open();
        end.offer(0, 10);
        end.writeAll(link);

        for (long offset : new long[] {11, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            assertThatThrownBy(() -> end.acknowledged(link, 0, offset, 0)).isInstanceOf(Violation.class);
        }
        assertThatThrownBy(() -> end.acknowledged(link, 7, 1, 0)).isInstanceOf(Violation.class);
    }

    @Test
    void aWindowNeverFalls() throws Violation {
        var link = end.open();
        end.offer(0, 400_000);
        end.acknowledged(link, 0, 0, 300_000);
        end.acknowledged(link, 0, 0, 10);

        assertThat(end.writeAll(link).stream().mapToLong(End.Seg::length).sum()).isEqualTo(300_000);
    }

    @Test
    void anOlderAcknowledgementChangesNothing() throws Violation {
        var link = end.open();
        end.offer(0, 100);
        end.offer(0, 100);
        end.writeAll(link);
        end.acknowledged(link, 0, 150, FIRST_WINDOW);
        end.acknowledged(link, 0, 50, FIRST_WINDOW);

        assertThat(end.completed()).hasSize(1);
        assertThat(end.rules.unacknowledgedBytes()).isEqualTo(50);
    }

    @Test
    void anEmptyAcknowledgementIsOne() throws Violation {
        end.control(end.open(), End.acknowledge());
    }

    @Test
    void controlThatIsNoControlClosesTheLink() throws Violation {
        var link = end.open();
        var cut = Arrays.copyOf(End.acknowledge(new End.Entry(0, 0, 0)), 13);
        var unknownStream = End.acknowledge(new End.Entry(16, 0, 0));
        for (var bad : List.of(new byte[0], new byte[] {0}, new byte[] {4}, new byte[] {5}, cut, unknownStream)) {
            assertThatThrownBy(() -> end.control(link, bad)).isInstanceOf(Violation.class);
        }
    }
}
