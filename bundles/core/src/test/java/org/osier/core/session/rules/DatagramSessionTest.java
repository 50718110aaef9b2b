package org.osier.core.session.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goal: over a link that loses, doubles and reorders nothing is sent too often, too early or never. */
class DatagramSessionTest {
    private static final int LARGE = 4 << 20;

    private final End end = new End();
    private LinkState link;

    @BeforeEach
    void open() throws Violation {
        link = end.openDatagrams(new End.Entry(0, 0, LARGE), new End.Entry(3, 0, LARGE), new End.Entry(5, 0, LARGE));
    }

    private static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private static long bytes(List<List<End.Seg>> datagrams) {
        return datagrams.stream()
                .flatMap(List::stream)
                .mapToLong(End.Seg::length)
                .sum();
    }

    private void has(int stream, long... edges) throws Violation {
        end.control(link, End.selective(stream, edges));
    }

    private static long offset(List<List<End.Seg>> datagrams, int index) {
        return datagrams.get(index).get(0).offset();
    }

    // --- how much leaves

    @Test
    void tenDatagramsLeaveBeforeAnythingIsAcknowledged() {
        end.offer(0, 1_000_000);
        var first = end.datagrams(link);
        assertThat(first).hasSize(10);
        assertThat(end.rules.hasSomethingFor(link, end.now)).isFalse();
        assertThat(first.get(9).get(0).flags() & Segment.QUIET)
                .isEqualTo(Segment.QUIET); // so that it is acknowledged at once
    }

    @Test
    void eachAcknowledgedDatagramMakesRoomForTwo() throws Violation {
        end.offer(0, 1_000_000);
        end.datagrams(link);
        end.pass(ms(50));
        end.acknowledged(link, 0, 2 * 1_184, LARGE);
        end.pass(ms(50)); // whatever paces has let go
        assertThat(end.datagrams(link)).hasSize(4);
    }

    /** Method: a window of hundreds of datagrams that is acknowledged at once must not leave at once. */
    @Test
    void noMoreThanAFirstWindowLeavesInOneBurst() throws Violation {
        end.offer(0, 3_000_000);
        long acknowledged = 0;
        for (int i = 0; i < 6; i++) {
            acknowledged += bytes(everything());
            end.acknowledged(link, 0, acknowledged, LARGE);
        }
        assertThat(end.rules.flight(link)[1]).isGreaterThan(100 * 1_263);

        end.pass(ms(50));
        assertThat(end.datagrams(link)).hasSizeLessThanOrEqualTo(11);

        end.now = end.rules.nextTimer(end.now);
        assertThat(end.datagrams(link)).isNotEmpty();
    }

    /** All that the window allows, over half a round trip; then the other half passes. */
    private List<List<End.Seg>> everything() {
        var all = end.datagrams(link);
        for (int i = 0; i < 2_000; i++) {
            end.now += 25_000;
            all.addAll(end.datagrams(link));
        }
        return all;
    }

    @Test
    void tinyMessagesAheadOfAMissingOneAreNoMoreThanTheOtherSideKeeps() throws Violation {
        for (int i = 0; i < 5_000; i++) end.offer(0, 20);
        long sent = 0;
        long from = 0;
        for (int i = 0; i < 500; i++) {
            var some = end.datagrams(link);
            for (var datagram : some) sent += datagram.size();
            for (var datagram : some) {
                for (var s : datagram) {
                    if (s.offset() == 0) from = s.end();
                    else if (s.end() > from) has(0, from, s.end());
                }
            }
            end.now += ms(1); // before any timeout
        }
        assertThat(sent).isBetween(1_024L, 1_200L);
    }

    // --- what leaves again

    @Test
    void whatThreeLaterOnesOvertookLeavesAgainAndNothingElse() throws Violation {
        end.offer(0, 20_000);
        var first = end.datagrams(link);
        end.pass(ms(20));
        has(0, offset(first, 1), offset(first, 3)); // 1 and 2 are there
        end.pass(ms(1));
        assertThat(end.datagrams(link))
                .allSatisfy(d -> assertThat(d.get(0).offset()).isGreaterThan(0));

        has(0, offset(first, 1), offset(first, 4));

        end.pass(ms(20));
        var again = end.datagrams(link);
        assertThat(offset(again, 0)).isZero();
        assertThat(again.subList(1, again.size()))
                .allSatisfy(d -> assertThat(d.get(0).offset()).isGreaterThan(offset(first, 9)));
    }

    @Test
    void whatOneLaterOneOvertookLeavesAgainAfterARoundTripAndAnEighth() throws Violation {
        end.offer(0, 2_000);
        var first = end.datagrams(link);
        assertThat(first).hasSize(2);
        end.pass(ms(80));
        has(0, offset(first, 1), 2_000);
        assertThat(end.datagrams(link)).isEmpty();

        assertThat(end.rules.nextTimer(end.now) - end.now).isEqualTo(ms(10));
        end.pass(ms(10));

        assertThat(end.datagrams(link)).singleElement().satisfies(d -> {
            assertThat(d.get(0).offset()).isZero();
            assertThat(d.get(0).length()).isEqualTo(first.get(0).get(0).length());
        });
    }

    @Test
    void whenNothingComesEverythingLeavesAgainAfterTheTimeoutEachTimeLater() {
        end.offer(0, 100);
        assertThat(end.datagrams(link)).hasSize(1);
        for (long wait : new long[] {1_000, 2_000, 4_000, 4_000}) {
            assertThat(end.rules.nextTimer(end.now) - end.now).isEqualTo(ms(wait));
            end.pass(ms(wait) - 1);
            assertThat(end.datagrams(link)).isEmpty();
            end.pass(1);
            assertThat(end.datagrams(link))
                    .singleElement()
                    .satisfies(d -> assertThat(d.get(0).length()).isEqualTo(100));
        }
    }

    @Test
    void aTimeoutLeavesAWindowOfFour() {
        end.offer(0, 20_000);
        end.datagrams(link);
        end.pass(ms(1_000));
        var again = end.datagrams(link);
        assertThat(again).hasSize(4);
        assertThat(offset(again, 0)).isZero();
    }

    @Test
    void aLossThatProvesToBeLateIsTakenBackAndLateOnesGetMoreTime() throws Violation {
        end.offer(0, 100_000);
        var first = end.datagrams(link);
        end.pass(ms(20));
        long window = end.rules.flight(link)[1];
        has(0, offset(first, 1), offset(first, 5));
        assertThat(end.rules.flight(link)[1]).isLessThan(window);
        end.pass(ms(1));

        end.acknowledged(link, 0, offset(first, 5), LARGE);

        assertThat(end.rules.flight(link)[1]).isGreaterThanOrEqualTo(window);
        var more = end.datagrams(link);
        end.pass(ms(20));
        has(0, offset(more, more.size() - 1), offset(more, more.size() - 1) + 10);
        end.pass(ms(3)); // a round trip and an eighth, but not the quarter more
        assertThat(end.datagrams(link))
                .allSatisfy(d -> assertThat(d.get(0).offset()).isGreaterThan(offset(more, 0)));
    }

    @Test
    void whatTheOtherSideHasLeavesNeverAgainOverThisLink() throws Violation {
        end.offer(0, 5_000);
        var first = end.datagrams(link);
        end.pass(ms(10));
        has(0, offset(first, 1), offset(first, 2), offset(first, 3), offset(first, 4));
        end.pass(ms(1_000));
        var again = end.datagrams(link);
        assertThat(again.stream().map(d -> d.get(0).offset()))
                .containsExactlyInAnyOrder(0L, offset(first, 2), offset(first, 4));
    }

    @Test
    void anotherLinkTakesOverWhatThisOneDoesNotGetThrough() throws Violation {
        end.offer(0, 3_000);
        end.datagrams(link);
        var stream = end.open();
        end.rules.prefer(stream);
        assertThat(end.writeAll(stream)).isEmpty();
        end.pass(ms(1_000));
        assertThat(end.writeAll(stream).stream().mapToInt(End.Seg::length).sum())
                .isEqualTo(3_000);
    }

    /**
     * Goal: the other side had all the time what seemed lost; some of it left again, and then another link is preferred. The
     * stream goes on over that one: nothing of it is under way, so nothing of it would ever be missed here.
     */
    @Test
    void whatWasSentAgainForNothingHoldsNoStreamBack() throws Violation {
        end.offer(0, 100_000);
        long sent = bytes(end.datagrams(link));
        var stream = end.open();
        end.rules.prefer(stream);
        end.pass(ms(1_000)); // silent: it begins anew
        end.rules.prefer(link);
        long again = bytes(end.datagrams(link));
        assertThat(again).isLessThan(sent);
        end.rules.prefer(stream);

        end.acknowledged(stream, 0, again + 1_000, LARGE);

        assertThat(end.writeAll(stream).stream().mapToInt(End.Seg::length).sum())
                .isEqualTo((int) (100_000 - again - 1_000));
    }

    /** As above, and it is the blocks that say so. */
    @Test
    void whatSeemedLostAndIsKeptHoldsNoStreamBack() throws Violation {
        end.offer(0, 100_000);
        end.datagrams(link);
        var stream = end.open();
        end.rules.prefer(stream);
        end.pass(ms(1_000));
        end.rules.prefer(link);
        var again = end.datagrams(link);
        end.rules.prefer(stream);

        has(0, 0, bytes(again));

        assertThat(end.writeAll(stream).get(0).offset()).isEqualTo(bytes(again));
    }

    // --- what is lost on the way back

    /** Goal: a handler that took its time, and the acknowledgement of that lost: the sender hears of it all the same. */
    @Test
    void whoWaitsForAWordAsksForItEachTimeLater() throws Violation {
        end.offer(0, 100);
        end.datagrams(link);
        end.pass(ms(10));
        end.acknowledged(link, 0, 99, LARGE);
        has(0, 99, 100);
        assertThat(end.datagrams(link)).isEmpty();

        for (long wait : new long[] {250, 500, 1_000, 2_000, 4_000, 4_000}) {
            assertThat(end.rules.nextTimer(end.now) - end.now).isEqualTo(ms(wait));
            end.pass(ms(wait));
            assertThat(end.datagrams(link))
                    .singleElement()
                    .satisfies(d -> assertThat(d)
                            .singleElement()
                            .satisfies(s -> assertThat(List.of(s.offset(), (long) s.length(), (long) s.flags()))
                                    .containsExactly(99L, 1L, (long) Segment.LAST | Segment.QUIET)));
        }
        end.acknowledged(link, 0, 100, LARGE);
        assertThat(end.completed()).hasSize(1);
        assertThat(end.rules.nextTimer(end.now)).isEqualTo(Long.MAX_VALUE);
    }

    /** Goal: a stream that waits is not forgotten because others are busy, and an answer without news does not hurry it. */
    @Test
    void whatOthersHearIsNoNewsForWhoWaits() throws Violation {
        end.offer(0, 100);
        end.datagrams(link);
        end.pass(ms(10));
        end.acknowledged(link, 0, 99, LARGE);
        has(0, 99, 100);
        int asked = 0;
        long other = 0;
        for (int i = 0; i < 150; i++) {
            end.offer(3, 500);
            end.pass(ms(10));
            for (var datagram : end.datagrams(link)) for (var s : datagram) if (s.stream() == 0) asked++;
            other += 500;
            end.acknowledged(link, 3, other, LARGE);
            end.acknowledged(link, 0, 99, LARGE);
            has(0, 99, 100);
        }
        assertThat(asked).isEqualTo(2); // after 250 and 750 ms
    }

    @Test
    void whoseWindowIsShutAsksWithAByteThatWasAcknowledged() throws Violation {
        end.offer(7, 300_000); // the first window is 262,144
        long acknowledged = 0;
        while (acknowledged < 262_144) {
            acknowledged += bytes(everything());
            end.acknowledged(link, 7, acknowledged, 262_144 - acknowledged);
        }
        end.pass(ms(250));
        assertThat(end.datagrams(link)).singleElement().satisfies(d -> {
            assertThat(d.get(0).offset()).isEqualTo(262_143);
            assertThat(d.get(0).length()).isEqualTo(1);
        });
    }

    @Test
    void aQuestionIsAnsweredAtOnce() throws Violation {
        end.segment(link, 7, 0, 0, 100);
        end.handAll();
        assertThat(end.acks(link)).hasSize(1);
        assertThat(end.acks(link)).isEmpty();
        end.segment(link, 4 | 2, 0, 99, 1);
        assertThat(end.acks(link))
                .singleElement()
                .satisfies(a -> assertThat(a.offset()).isEqualTo(100));
    }

    // --- what the other side is told

    @Test
    void whatIsMissingIsToldAtOnce() throws Violation {
        end.segment(link, 1, 0, 0, 1_000);
        assertThat(end.blocks(link)).isEmpty(); // one datagram waits for a second
        end.segment(link, 0, 0, 2_000, 1_000);
        assertThat(end.blocks(link)).containsExactly(List.of(0L, 2_000L, 3_000L));
        end.segment(link, 0, 0, 3_000, 500);
        end.segment(link, 0, 0, 5_000, 500);
        assertThat(end.blocks(link)).containsExactly(List.of(0L, 2_000L, 3_500L), List.of(0L, 5_000L, 5_500L));
        end.segment(link, 0, 0, 1_000, 1_000);
        assertThat(end.blocks(link)).containsExactly(List.of(0L, 5_000L, 5_500L));
    }

    @Test
    void everySecondFullDatagramIsAcknowledgedAtOnce() throws Violation {
        end.segment(link, 1, 0, 0, 1_184);
        assertThat(end.acks(link)).isEmpty();
        end.segment(link, 0, 0, 1_184, 1_184);
        assertThat(end.acks(link)).hasSize(1);
    }

    @Test
    void whatIsThereAndNotHandedOverIsABlock() throws Violation {
        end.segment(link, 7, 0, 0, 100);
        end.segment(link, 7, 0, 100, 50);
        assertThat(end.blocks(link)).containsExactly(List.of(0L, 99L, 150L));
    }

    @Test
    void moreThanSixteenBlocksAreToldInTurn() throws Violation {
        for (int i = 0; i < 40; i++) end.segment(link, 0, 0, 100 + 20 * i, 10);
        assertThat(end.blocks(link)).hasSize(16).contains(List.of(0L, 100L, 110L));
        end.segment(link, 0, 0, 100, 10);
        assertThat(end.blocks(link)).hasSize(16).contains(List.of(0L, 100L + 20 * 16, 110L + 20 * 16));
        end.segment(link, 0, 0, 100, 10);
        assertThat(end.blocks(link)).hasSize(8);
        end.segment(link, 0, 0, 100, 10);
        assertThat(end.blocks(link)).contains(List.of(0L, 100L, 110L));
    }

    @Test
    void overAStreamNobodyIsToldBlocks() throws Violation {
        var stream = end.open();
        end.segment(stream, 4, 0, 2_000, 1_000);
        assertThat(end.blocks(stream)).isEmpty();
    }

    // --- streams beside each other

    @Test
    void aSmallMessageLeavesWithTheNextDatagramHoweverMuchWaitsOnAnotherStream() throws Violation {
        end.offer(3, 1_000_000);
        end.datagrams(link);
        end.offer(0, 100);
        end.pass(ms(20));
        end.acknowledged(link, 3, 1_184, LARGE);
        end.pass(ms(20));
        assertThat(end.datagrams(link))
                .anySatisfy(d ->
                        assertThat(d).anySatisfy(s -> assertThat(s.stream()).isZero()));
    }

    /** Goal: a stream whose handler is away holds no part of the window. Method: all of it is there, none is acknowledged. */
    @Test
    void aStreamWhoseHandlerIsAwayHoldsNobodyUp() throws Violation {
        end.offer(3, 10_000);
        var first = end.datagrams(link);
        end.pass(ms(20));
        has(3, 0, bytes(first));
        assertThat(end.rules.flight(link)[0]).isZero();

        end.offer(0, 5_000);
        end.pass(ms(1));
        assertThat(bytes(end.datagrams(link))).isEqualTo(5_000);
    }

    @Test
    void aLongMessageThatWaitsTurnsNoOtherStreamAway() {
        end.offer(3, SessionRules.MAX_MESSAGE_BYTES);
        assertThat(end.rules.offer(new End.Parcel(3, new byte[100]))).isFalse();
        for (int stream = 4; stream < 16; stream++) {
            for (int i = 0; i < 100; i++) end.offer(stream, 2_000);
            assertThat(end.rules.offer(new End.Parcel(stream, new byte[100_000])))
                    .isFalse();
        }
    }

    // --- what nobody may say

    private void refused(byte[] control) {
        assertThatThrownBy(() -> end.control(link, control)).isInstanceOf(Violation.class);
    }

    @Test
    void blocksThatBreakTheRulesCloseTheLink() throws Violation {
        end.offer(0, 5_000);
        end.datagrams(link);
        refused(new byte[] {4, 0}); // none
        refused(new byte[] {4, 0, 1, 2, 3}); // cut
        refused(End.selective(0, 10, 20, 15, 30)); // overlap
        refused(End.selective(0, 10, 20, 20, 30)); // touch
        refused(End.selective(0, 100, 200, 10, 20)); // descend
        refused(End.selective(0, 20, 20)); // empty
        refused(End.selective(0, 20, 10));
        refused(End.selective(0, -10, 20));
        refused(End.selective(0, 10, -20));
        refused(End.selective(0, 10, 5_001)); // never sent
        refused(End.selective(1, 0, 1)); // a stream on which nothing was sent
        refused(End.selective(16, 0, 1));
        var seventeen = new long[34];
        for (int i = 0; i < seventeen.length; i++) seventeen[i] = i;
        refused(End.selective(0, seventeen));
        refused(End.acknowledge(new End.Entry(0, 5_001, LARGE)));
    }

    @Test
    void onAStreamLinkBlocksCloseIt() throws Violation {
        var stream = end.open();
        end.offer(0, 100);
        end.datagrams(link);
        assertThatThrownBy(() -> end.control(stream, End.selective(0, 0, 1))).isInstanceOf(Violation.class);
    }

    /** Goal: blocks that fit nothing that was sent, but lie within it, do no harm. */
    @Test
    void blocksAcrossDatagramsTakeOnlyWhatTheyCover() throws Violation {
        end.offer(0, 5_000);
        var first = end.datagrams(link);
        end.pass(ms(10));
        long second = offset(first, 1);
        has(0, 10, 20, second - 5, second + 7);
        end.pass(ms(1_000));
        var again = end.datagrams(link);
        assertThat(again.get(0).get(0).offset()).isZero();
        assertThat(again.get(0).get(0).end()).isEqualTo(second - 5);
        assertThat(again.stream().flatMap(List::stream))
                .anySatisfy(s -> assertThat(s.offset()).isEqualTo(second + 7));
        assertThat(bytes(again)).isEqualTo(Math.min(5_000 - 12, bytes(again)));
    }

    @Test
    void oldNewsChangesNothing() throws Violation {
        end.offer(0, 5_000);
        end.datagrams(link);
        end.pass(ms(10));
        end.acknowledged(link, 0, 4_000, LARGE);
        has(0, 1_000, 2_000);
        end.acknowledged(link, 0, 1_000, 10);
        end.acknowledged(link, 0, 4_999, LARGE);
        end.acknowledged(link, 0, 5_000, LARGE);
        assertThat(end.completed()).hasSize(1);
        assertThat(end.rules.unacknowledgedBytes()).isZero();
        assertThat(end.rules.flight(link)[0]).isZero();
    }
}
