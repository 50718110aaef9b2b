package org.osier.core.session.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goal: segments become messages again whatever way they came, or close the link. Method: segments made by hand. */
class ReceivingTest {
    private static final int FIRST = 1;
    private static final int LAST = 2;
    private static final int WHOLE = 3;

    private final End end = new End();
    private LinkState link;

    @BeforeEach
    void open() throws Violation {
        link = end.open();
    }

    private byte[] handOne() {
        var message = end.rules.poll();
        var bytes = message.message();
        end.rules.handed(message, end.now);
        return bytes;
    }

    private void refused(int flags, int stream, long offset, int length) {
        assertThatThrownBy(() -> end.segment(link, flags, stream, offset, length))
                .isInstanceOf(Violation.class);
    }

    @Test
    void wholeMessagesComeOutInOrder() throws Violation {
        end.segment(link, WHOLE, 0, 0, 10);
        end.segment(link, WHOLE, 0, 10, 20);

        assertThat(handOne()).isEqualTo(End.counted(0, 10));
        assertThat(handOne()).isEqualTo(End.counted(10, 20));
        assertThat(end.rules.poll()).isNull();
    }

    @Test
    void aMessageInPartsIsOneMessage() throws Violation {
        end.segment(link, FIRST, 0, 0, 10);
        end.segment(link, 0, 0, 10, 10);
        assertThat(end.rules.poll()).isNull();
        end.segment(link, LAST, 0, 20, 5);

        assertThat(handOne()).isEqualTo(End.counted(0, 25));
    }

    @Test
    void whatIsInsideTheWindowIsKeptWhateverItsOrder() throws Violation {
        end.segment(link, LAST, 0, 20, 5);
        end.segment(link, WHOLE, 0, 25, 5);
        end.segment(link, 0, 0, 10, 10);
        assertThat(end.rules.keptBytes()).isEqualTo(20);
        assertThat(end.rules.poll()).isNull();
        end.segment(link, FIRST, 0, 0, 10);

        assertThat(handOne()).isEqualTo(End.counted(0, 25));
        assertThat(handOne()).isEqualTo(End.counted(25, 5));
        assertThat(end.rules.keptBytes()).isZero();
    }

    @Test
    void whatWasReceivedAlreadyIsDroppedUnread() throws Violation {
        end.segment(link, WHOLE, 0, 0, 10);
        end.segment(link, WHOLE, 0, 0, new byte[10]);
        end.segment(link, 0, 0, 3, new byte[4]);
        end.segment(link, WHOLE, 0, 20, 5);
        end.segment(link, WHOLE, 0, 20, new byte[5]);
        end.segment(link, WHOLE, 0, 10, 10);

        assertThat(handOne()).isEqualTo(End.counted(0, 10));
        assertThat(handOne()).isEqualTo(End.counted(10, 10));
        assertThat(handOne()).isEqualTo(End.counted(20, 5));
    }

    @Test
    void whatWasCutAnewFitsWithWhatCameBefore() throws Violation {
        end.segment(link, FIRST, 0, 0, 10);
        end.segment(link, 0, 0, 30, 10); // pieces with gaps around them
        end.segment(link, 0, 0, 50, 10);
        end.segment(link, 0, 0, 5, 40); // over a known part, a gap, a piece, into a gap
        end.segment(link, FIRST | LAST, 0, 0, 100);

        assertThat(handOne()).isEqualTo(End.counted(0, 100));
        assertThat(end.rules.keptBytes()).isZero();
    }

    @Test
    void anyCuttingInAnyOrderGivesTheSameMessages() throws Violation {
        for (long seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            var fresh = new End();
            var freshLink = fresh.open();
            int messages = 1 + random.nextInt(8);
            var ends = new long[messages];
            long at = 0;
            record Cut(int flags, long from, int length) {}
            var cuts = new ArrayList<Cut>();
            for (int m = 0; m < messages; m++) {
                long start = at;
                at += 1 + random.nextInt(500);
                ends[m] = at;
                for (int copy = 0; copy < 3; copy++) { // sent three times, cut differently each time
                    for (long from = start; from < at; ) {
                        int length = (int) Math.min(at - from, 1 + random.nextInt(200));
                        int flags = (from == start ? FIRST : 0) | (from + length == at ? LAST : 0);
                        cuts.add(new Cut(flags, from, length));
                        from += length;
                    }
                }
            }
            Collections.shuffle(cuts, random);
            for (var cut : cuts) fresh.segment(freshLink, cut.flags(), 9, cut.from(), cut.length());

            long start = 0;
            for (long stop : ends) {
                var message = fresh.rules.poll();
                assertThat(message).as("seed %d", seed).isNotNull();
                assertThat(message.message()).as("seed %d", seed).isEqualTo(End.counted(start, (int) (stop - start)));
                fresh.rules.handed(message, 0);
                start = stop;
            }
            assertThat(fresh.rules.keptBytes()).as("seed %d", seed).isZero();
        }
    }

    @Test
    void anEmptySegmentClosesTheLink() {
        refused(WHOLE, 0, 0, 0);
        assertThatThrownBy(() -> end.rules.onSegment(link, new byte[9], 0, 9, 0))
                .isInstanceOf(Violation.class);
        assertThatThrownBy(() -> end.rules.onSegment(link, new byte[0], 0, 0, 0))
                .isInstanceOf(Violation.class);
    }

    @Test
    void otherFlagsCloseTheLink() {
        for (int flags : new int[] {8, 16, 64, 128, 255}) refused(flags, 0, 0, 1);
    }

    @Test
    void aStreamAbove15ClosesTheLink() {
        for (int stream : new int[] {16, 17, 127, 128, 255}) refused(WHOLE, stream, 0, 1);
    }

    @Test
    void aSegmentThatEndsAboveTheWindowClosesTheLink() throws Violation {
        end.segment(link, LAST, 0, 262_143, 1);
        refused(LAST, 0, 262_143, 2);
        refused(WHOLE, 0, 262_144, 1);
        refused(WHOLE, 0, Long.MAX_VALUE, 1);
        refused(WHOLE, 0, -1, 1);
        refused(WHOLE, 0, Long.MIN_VALUE, 100);
    }

    @Test
    void aMessageThatDoesNotBeginAtItsFirstByteClosesTheLink() {
        refused(0, 0, 0, 1);
        refused(LAST, 1, 0, 1);
    }

    @Test
    void aMessageThatBeginsInAnotherClosesTheLink() throws Violation {
        end.segment(link, FIRST, 0, 0, 1);
        refused(FIRST, 0, 1, 1);
        refused(WHOLE, 0, 1, 1);
    }

    @Test
    void aSegmentOverTheEndOfAMessageClosesTheLink() throws Violation {
        end.segment(link, WHOLE, 0, 0, 10);
        refused(WHOLE, 0, 5, 10);
        end.segment(link, LAST, 3, 10, 10);
        end.segment(link, 0, 3, 5, 10); // its rest says that the message goes on, which is true
        refused(WHOLE, 3, 0, 5); // and now it is not
    }

    @Test
    void moreThan4096PiecesOutOfOrderCloseTheLink() throws Violation {
        for (int i = 0; i < 4_096; i++) end.segment(link, 0, 0, 2 + 2 * i, 1);
        end.segment(link, 0, 0, 2, 1); // known
        refused(0, 0, 2 + 2 * 4_096, 1);
        end.segment(link, 0, 4, 2, 1); // another stream counts on its own
    }

    @Test
    void aMessageOfMoreThan16MiBClosesTheLink() throws Violation {
        int part = 60_000;
        long at = 0;
        end.segment(link, FIRST, 0, 0, new byte[part]);
        var bytes = new byte[part];
        for (at = part; at + part <= SessionRules.MAX_MESSAGE_BYTES; at += part) {
            end.segment(link, 0, 0, at, bytes);
            end.acks(link, true);
        }
        long offset = at;
        int rest = (int) (SessionRules.MAX_MESSAGE_BYTES - at);
        assertThatThrownBy(() -> end.segment(link, LAST, 0, offset, new byte[rest + 1]))
                .isInstanceOf(Violation.class);
        end.segment(link, LAST, 0, offset, new byte[rest]);
        assertThat(end.handAll()).containsExactly(SessionRules.MAX_MESSAGE_BYTES);
    }

    @Test
    void trafficBeforeResumeClosesTheLink() {
        var early = end.linkUp();
        assertThatThrownBy(() -> end.segment(early, WHOLE, 0, 0, 1)).isInstanceOf(Violation.class);
        assertThatThrownBy(() -> end.acknowledged(early, 0, 0, 1)).isInstanceOf(Violation.class);
        assertThat(end.rules.writeFrames(early, 3, new byte[1_000], 0, 1_000, 0))
                .isZero();
    }

    @Test
    void manyTinyMessagesThatNobodyTakesComeOutAsTheyWentIn() throws Violation {
        int count = 5_000;
        for (int i = 0; i < count; i++) end.segment(link, WHOLE, 0, i, 1);
        for (int i = 0; i < count / 2; i++) assertThat(handOne()).isEqualTo(End.counted(i, 1));
        for (int i = count; i < 2 * count; i++) end.segment(link, WHOLE, 0, i, 1);
        for (int i = count / 2; i < 2 * count; i++) assertThat(handOne()).isEqualTo(End.counted(i, 1));
        assertThat(end.rules.poll()).isNull();
    }
}
