package org.osier.core.session.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.osier.core.session.rules.End.Entry;

/** Goal: when a session ends or is forgotten, the truth is told about every message, and the new one is clean. */
class ForgettingTest {
    private static final int WHOLE = 3;
    private static final int FIRST_WINDOW = 262_144;

    private final End end = new End();

    @Test
    void aRestartLeavesUnknownWhatWasSentAndNotSentWhatNeverLeft() throws Violation {
        var link = end.open();
        var acknowledged = end.offer(0, 10);
        var sent = end.offer(0, 10);
        var half = end.offer(0, 300_000);
        var waiting = end.offer(1, 10);
        end.write(link, 3, 100_000);
        end.acknowledged(link, 0, 10, FIRST_WINDOW);

        var left = end.rules.abandon();
        assertThat(end.completed()).containsExactly(acknowledged);
        assertThat(left.unknownOutcome()).containsExactly(sent);
        assertThat(left.notSent()).containsExactly(half, waiting);
        assertThat(end.rules.queuedBytes()).isZero();
        assertThat(end.rules.unacknowledgedBytes()).isZero();
    }

    @Test
    void whenTheOtherSideForgotUnacknowledgedMessagesAreLostAndTheOthersStartAt0() throws Violation {
        var link = end.open();
        end.offer(0, 10);
        end.writeAll(link);
        end.acknowledged(link, 0, 10, 2_000_000);
        end.completed();
        var lost = end.offer(0, 10);
        end.writeAll(link);
        end.linkDown(link);
        var kept = end.offer(0, 300_000);

        var next = end.linkUp();
        end.control(next, End.greeting(2, End.PEER_BOOT, End.MY_BOOT));

        assertThat(end.rules.takeLost()).containsExactly(lost);
        assertThat(end.rules.takeLost()).isEmpty();
        assertThat(end.completed()).isEmpty();
        var sent = end.writeAll(next);
        assertThat(sent.get(0).offset()).isZero();
        assertThat(sent.get(0).flags() & 1).isEqualTo(1);
        assertThat(sent.stream().mapToLong(End.Seg::length).sum()).isEqualTo(FIRST_WINDOW); // as at the beginning
        end.acknowledged(next, 0, FIRST_WINDOW, FIRST_WINDOW);
        end.writeAll(next);
        end.acknowledged(next, 0, 300_000, FIRST_WINDOW);
        assertThat(end.completed()).containsExactly(kept);
    }

    @Test
    void whenTheOtherSideForgotReceivingStartsAt0Too() throws Violation {
        var link = end.open();
        end.segment(link, WHOLE, 0, 0, 100);
        end.segment(link, 1, 3, 0, 100);
        end.segment(link, 0, 3, 200, 100);
        var handing = end.rules.poll();
        end.linkDown(link);
        var next = end.linkUp();
        end.control(next, End.greeting(2, End.PEER_BOOT, End.MY_BOOT));

        assertThat(end.rules.keptBytes()).isZero();
        end.segment(next, WHOLE, 0, 0, 10);
        assertThat(end.rules.poll()).isNull(); // the one of before is still being handed over
        end.rules.handed(handing, end.now);
        assertThat(end.handAll()).containsExactly(10);
        assertThat(end.acks(next, true)).extracting(Entry::offset).startsWith(10L);
        end.segment(next, WHOLE, 3, 0, 10);
        assertThat(end.handAll()).containsExactly(10);
    }

    @Test
    void whoForgotIgnoresTheResumeThatCrosses() throws Violation {
        var forgetful = new End(true);
        var link = forgetful.linkUp();
        assertThat(link.greeting()).isEqualTo(End.greeting(2, End.MY_BOOT, End.PEER_BOOT));
        forgetful.control(link, End.resume(new Entry(0, 5_000, 10), new Entry(7, 99, 10)));

        forgetful.offer(7, 100);
        assertThat(forgetful.writeAll(link))
                .singleElement()
                .satisfies(s -> assertThat(s.offset()).isZero());
        forgetful.segment(link, WHOLE, 0, 0, 10);
        assertThat(forgetful.handAll()).containsExactly(10);
    }

    @Test
    void whoForgotSaysSoUntilTheOtherSideShowsThatItKnows() throws Violation {
        var forgetful = new End(true);
        var first = forgetful.open();
        assertThat(forgetful.linkUp()).isNull(); // a second link could carry what is from before
        var lost = forgetful.offer(0, 10);
        forgetful.writeAll(first);
        forgetful.linkDown(first);

        var second = forgetful.open();
        assertThat(second.greeting()[0]).isEqualTo((byte) 2);
        assertThat(forgetful.rules.takeLost()).containsExactly(lost);
        forgetful.acknowledged(second, 0, 0, FIRST_WINDOW);
        assertThat(forgetful.linkUp().greeting()[0]).isEqualTo((byte) 3);
    }

    @Test
    void forgottenIsConfirmedByAnAcknowledgement() throws Violation {
        var link = end.linkUp();
        end.control(link, End.greeting(2, End.PEER_BOOT, End.MY_BOOT));

        assertThat(end.acks(link))
                .singleElement()
                .satisfies(e -> assertThat(e.offset()).isZero());
    }

    @Test
    void bothMayHaveForgotten() throws Violation {
        var forgetful = new End(true);
        var waiting = forgetful.offer(0, 10);
        var link = forgetful.linkUp();
        forgetful.control(link, End.greeting(2, End.PEER_BOOT, End.MY_BOOT));

        assertThat(forgetful.rules.takeLost()).isEmpty();
        assertThat(forgetful.writeAll(link)).hasSize(1);
        forgetful.acknowledged(link, 0, 10, FIRST_WINDOW);
        assertThat(forgetful.completed()).containsExactly(waiting);
    }

    @Test
    void linksFromBeforeCarryNothingIntoTheSessionThatBeganAnew() throws Violation {
        var old = end.open();
        var next = end.linkUp();
        end.control(next, End.greeting(2, End.PEER_BOOT, End.MY_BOOT));
        end.offer(0, 10);

        assertThat(end.writeAll(old)).isEmpty();
        assertThatThrownBy(() -> end.segment(old, WHOLE, 0, 0, 1)).isInstanceOf(Violation.class);
        assertThatThrownBy(() -> end.acknowledged(old, 0, 0, 1)).isInstanceOf(Violation.class);
        end.linkDown(old);
        assertThat(end.writeAll(next)).hasSize(1);
    }

    @Test
    void forgottenOverTwoLinksThatCameTogetherIsOneEvent() throws Violation {
        var first = end.linkUp();
        var second = end.linkUp();
        end.control(first, End.greeting(2, End.PEER_BOOT, End.MY_BOOT));
        end.offer(0, 10);
        end.writeAll(first);
        end.control(second, End.greeting(2, End.PEER_BOOT, End.MY_BOOT));

        assertThat(end.rules.takeLost()).isEmpty();
        end.segment(second, WHOLE, 0, 0, 1);
        end.segment(first, WHOLE, 0, 1, 1);
        assertThat(end.handAll()).containsExactly(1, 1);
    }

    @Test
    void forgottenWithMoreThanBootIdsClosesTheLink() {
        var link = end.linkUp();
        var longer = Arrays.copyOf(End.greeting(2, End.PEER_BOOT, End.MY_BOOT), 18);
        assertThatThrownBy(() -> end.control(link, longer)).isInstanceOf(Violation.class);
    }

    /** Goal: what the other side said of the time before over a link that waited counts for nothing. */
    @Test
    void aLinkOverWhichWeWereReadyBeforeOurForgottenWasReadIsNotTaken() throws Violation {
        var forgetful = new End(true);
        var first = forgetful.rules.linkUp(0, forgetful.now);
        long ready = forgetful.now + 1;
        assertThat(forgetful.rules.linkUp(0, ready)).isNull();
        forgetful.now += 1_000;
        forgetful.control(first, End.resume());
        forgetful.acknowledged(first, 0, 0, FIRST_WINDOW); // it has read it

        assertThat(forgetful.rules.linkUp(0, ready)).isNull();
        assertThat(forgetful.rules.linkUp(0, forgetful.now + 1)).isNotNull();
    }
}
