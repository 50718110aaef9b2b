package org.osier.core.session.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goal: messages are handed over in order, acknowledged when they were, and at the right time. */
class DeliveringTest {
    private static final int WHOLE = 3;
    private static final int WHOLE_AND_QUIET = 7;
    private static final int FIRST_WINDOW = 262_144;
    private static final int WINDOW = 1 << 20;

    private final End end = new End();
    private LinkState link;

    @BeforeEach
    void open() throws Violation {
        link = end.open();
    }

    // --- handing over

    @Test
    void aStreamHandsOverOneMessageAtATimeWhileOthersGoOn() throws Violation {
        end.segment(link, WHOLE, 0, 0, 1);
        end.segment(link, WHOLE, 0, 1, 1);
        end.segment(link, WHOLE, 5, 0, 1);

        var first = end.rules.poll();
        var second = end.rules.poll();
        assertThat(List.of(first.stream(), second.stream())).containsExactly(0, 5);
        assertThat(end.rules.poll()).isNull();
        end.rules.handed(first, end.now);
        assertThat(end.rules.poll().stream()).isZero();
    }

    @Test
    void streamsAreServedInTurn() throws Violation {
        for (int i = 0; i < 3; i++) for (int stream : new int[] {2, 7, 9}) end.segment(link, WHOLE, stream, i, 1);
        var order = new ArrayList<Integer>();
        for (var m = end.rules.poll(); m != null; m = end.rules.poll()) {
            order.add(m.stream());
            end.rules.handed(m, end.now);
        }
        assertThat(order).containsExactly(2, 7, 9, 2, 7, 9, 2, 7, 9);
    }

    @Test
    void aHeldMessageStaysFirstAndComesAgainAfterRelease() throws Violation {
        end.segment(link, WHOLE, 0, 0, 10);
        end.segment(link, WHOLE, 0, 10, 10);
        end.segment(link, WHOLE, 3, 0, 10);
        end.rules.hold(end.rules.poll());

        assertThat(end.rules.poll().stream()).isEqualTo(3);
        assertThat(end.rules.poll()).isNull();
        end.segment(link, WHOLE, 0, 20, 10);
        assertThat(end.rules.poll()).isNull();

        end.rules.release(0);
        for (int offset = 0; offset < 30; offset += 10) {
            var message = end.rules.poll();
            assertThat(message.message()).isEqualTo(End.counted(offset, 10));
            end.rules.handed(message, end.now);
        }
    }

    @Test
    void roomThatCameBeforeTheHoldIsNotForgotten() throws Violation {
        end.segment(link, WHOLE, 0, 0, 10);
        var message = end.rules.poll();
        end.rules.release(0);
        end.rules.hold(message);

        assertThat(end.rules.poll()).isNotNull();
    }

    @Test
    void roomThatWasNotNeededDoesNotCountForTheNextMessage() throws Violation {
        end.segment(link, WHOLE, 0, 0, 10);
        end.segment(link, WHOLE, 0, 10, 10);
        var message = end.rules.poll();
        end.rules.release(0);
        end.rules.handed(message, end.now);
        end.rules.hold(end.rules.poll());

        assertThat(end.rules.poll()).isNull();
    }

    @Test
    void releasingAStreamThatNeverWasIsHarmless() {
        end.rules.release(11);
    }

    // --- what is acknowledged

    @Test
    void theLastByteOfAMessageCountsOnlyWhenItWasHandedOver() throws Violation {
        end.segment(link, 1, 0, 0, 10);
        end.segment(link, 6, 0, 10, 10);
        end.segment(link, WHOLE_AND_QUIET, 0, 20, 10);

        assertThat(end.acks(link)).containsExactly(new End.Entry(0, 19, WINDOW));
        var message = end.rules.poll();
        assertThat(end.acks(link)).isEmpty();
        end.rules.handed(message, end.now);
        assertThat(end.acks(link)).containsExactly(new End.Entry(0, 29, WINDOW));
        end.handAll();
        assertThat(end.acks(link)).containsExactly(new End.Entry(0, 30, WINDOW));
    }

    @Test
    void piecesOutOfOrderAreNotAcknowledged() throws Violation {
        end.segment(link, WHOLE, 0, 0, 10);
        end.segment(link, WHOLE_AND_QUIET, 0, 20, 10);
        end.handAll();

        assertThat(end.acks(link)).extracting(End.Entry::offset).containsExactly(10L);
    }

    @Test
    void oneFrameAcknowledgesAllStreams() throws Violation {
        end.segment(link, WHOLE, 4, 0, 10);
        end.segment(link, WHOLE_AND_QUIET, 0, 0, 20);
        end.handAll();

        assertThat(end.acks(link)).containsExactly(new End.Entry(0, 20, WINDOW), new End.Entry(4, 10, WINDOW));
        assertThat(end.acks(link, true)).isEmpty();
    }

    @Test
    void aFrameThatHasNoRoomForAllLeavesTheRestForTheNext() throws Violation {
        for (int stream = 0; stream < 16; stream++) end.segment(link, WHOLE_AND_QUIET, stream, 0, 1);
        end.handAll();
        var out = new byte[100];

        assertThat(end.rules.writeAcknowledgements(link, out, 0, 18, end.now, false))
                .isZero();
        assertThat(end.rules.writeAcknowledgements(link, out, 0, 100, end.now, false))
                .isEqualTo(6 + 7 * 13);
        assertThat(end.rules.hasSomethingFor(link, end.now)).isTrue();
        assertThat(end.acks(link)).hasSize(9);
        assertThat(end.rules.hasSomethingFor(link, end.now)).isFalse();
    }

    // --- when

    @Test
    void afterASegmentThatSaysNothingFollowsItIsSentAtOnce() throws Violation {
        end.segment(link, WHOLE_AND_QUIET, 0, 0, 1);

        assertThat(end.rules.hasSomethingFor(link, end.now)).isTrue();
        end.handAll();
        assertThat(end.acks(link)).hasSize(1);
        assertThat(end.rules.hasSomethingFor(link, end.now)).isFalse();
    }

    @Test
    void otherwiseItWaits25Milliseconds() throws Violation {
        assertThat(end.rules.nextTimer(end.now)).isEqualTo(Long.MAX_VALUE);
        end.segment(link, WHOLE, 0, 0, 1);
        end.handAll();
        long due = end.now + TimeUnit.MILLISECONDS.toNanos(25);
        assertThat(end.rules.nextTimer(end.now)).isEqualTo(due);

        end.now = due - 1;
        end.segment(link, WHOLE, 0, 1, 1);
        end.handAll();
        assertThat(end.acks(link)).isEmpty();
        end.now = due;
        assertThat(end.acks(link)).containsExactly(new End.Entry(0, 2, WINDOW));
        assertThat(end.rules.nextTimer(end.now)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void orForAnEighthOfTheWindow() throws Violation {
        end.segment(link, WHOLE, 0, 0, FIRST_WINDOW / 8 - 1);
        end.handAll();
        assertThat(end.acks(link)).isEmpty();
        end.segment(link, WHOLE, 0, FIRST_WINDOW / 8 - 1, 1);
        end.handAll();
        assertThat(end.acks(link)).containsExactly(new End.Entry(0, FIRST_WINDOW / 8, WINDOW));

        end.segment(link, 1, 0, FIRST_WINDOW / 8, WINDOW / 8 - 1);
        assertThat(end.acks(link)).isEmpty();
        end.segment(link, 0, 0, FIRST_WINDOW / 8 + WINDOW / 8 - 1, 1);
        assertThat(end.acks(link)).hasSize(1);
    }

    @Test
    void whatLeavesAnywayTakesAcknowledgementsAlong() throws Violation {
        end.segment(link, WHOLE, 0, 0, 1);
        end.handAll();

        assertThat(end.acks(link, true)).hasSize(1);
        assertThat(end.rules.nextTimer(end.now)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatIsHandedOverLateIsAcknowledgedAtOnceIfTheOtherSideWaits() throws Violation {
        end.segment(link, WHOLE_AND_QUIET, 0, 0, 10);
        end.rules.hold(end.rules.poll());
        assertThat(end.acks(link)).extracting(End.Entry::offset).containsExactly(9L);
        end.rules.release(0);
        end.handAll();

        assertThat(end.acks(link)).extracting(End.Entry::offset).containsExactly(10L);
    }

    @Test
    void whatCameTwiceIsAcknowledgedAgain() throws Violation {
        end.segment(link, WHOLE_AND_QUIET, 0, 0, 10);
        end.handAll();
        end.acks(link);
        end.segment(link, WHOLE_AND_QUIET, 0, 0, 10);

        assertThat(end.acks(link)).containsExactly(new End.Entry(0, 10, WINDOW));
    }

    @Test
    void withoutALinkNoTimerRuns() throws Violation {
        end.segment(link, WHOLE, 0, 0, 1);
        end.linkDown(link);

        assertThat(end.rules.nextTimer(end.now)).isEqualTo(Long.MAX_VALUE);
        assertThat(end.acks(link, true)).isEmpty();
    }

    @Test
    void acknowledgementsThatMayBeLostWithALinkAreSaidAgainOverAnother() throws Violation {
        var other = end.open();
        end.segment(link, WHOLE_AND_QUIET, 0, 0, 10);
        end.handAll();
        end.acks(other);
        end.linkDown(other);

        assertThat(end.acks(link)).extracting(End.Entry::offset).containsExactly(10L);
    }
}
