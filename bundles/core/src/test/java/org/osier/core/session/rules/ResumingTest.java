package org.osier.core.session.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.osier.core.session.rules.End.Entry;

/** Goal: sessions outlive their links, and only they. Method: links that come and go, greetings made by hand. */
class ResumingTest {
    private static final int WHOLE = 3;
    private static final int FIRST_WINDOW = 262_144;

    private final End end = new End();

    private void refused(LinkState link, byte[] greeting) {
        assertThatThrownBy(() -> end.control(link, greeting)).isInstanceOf(Violation.class);
    }

    // --- resume

    @Test
    void whatWasNotAcknowledgedIsSentAgainFromWhereTheOtherSideIs() throws Violation {
        var link = end.open();
        var first = end.offer(0, 100);
        var second = end.offer(0, 100);
        end.writeAll(link);
        end.acknowledged(link, 0, 50, FIRST_WINDOW);
        end.linkDown(link);

        var next = end.open(new Entry(0, 120, FIRST_WINDOW));
        assertThat(end.completed()).containsExactly(first);
        assertThat(end.writeAll(next)).singleElement().satisfies(s -> {
            assertThat(s.offset()).isEqualTo(120);
            assertThat(s.flags()).isEqualTo(6);
            assertThat(s.bytes()).isEqualTo(Arrays.copyOfRange(second.bytes, 20, 100));
        });
    }

    @Test
    void whatWasSentOverALargeLinkIsCutAnewForASmallOne() throws Violation {
        var link = end.open();
        end.offer(0, 50_000);
        assertThat(end.writeAll(link)).hasSize(1);
        end.linkDown(link);

        var small = end.open();
        long at = 0;
        while (end.rules.hasSomethingFor(small, end.now)) {
            for (var s : end.write(small, 3, 1_200)) {
                assertThat(s.offset()).isEqualTo(at);
                at = s.end();
            }
        }
        assertThat(at).isEqualTo(50_000);
        assertThat(end.rules.unacknowledgedBytes()).isEqualTo(50_000);
    }

    @Test
    void nothingButTheGreetingIsSentBeforeTheOtherSideResumed() throws Violation {
        var link = end.linkUp();
        end.offer(0, 10);
        assertThat(end.rules.hasSomethingFor(link, end.now)).isFalse();
        assertThat(end.writeAll(link)).isEmpty();

        end.control(link, End.resume());
        assertThat(end.writeAll(link)).hasSize(1);
    }

    @Test
    void aResumeSaysWhatCameAndWhatMayComeStreamsAscending() throws Violation {
        var link = end.open();
        end.segment(link, WHOLE, 9, 0, 10);
        end.segment(link, WHOLE, 2, 0, 20);
        end.segment(link, 1, 0, 0, 30);
        var message = end.rules.poll();
        end.rules.handed(message, end.now);
        assertThat(message.stream()).isEqualTo(2);
        end.linkDown(link);

        assertThat(End.resumed(end.linkUp()))
                .containsExactly(
                        new Entry(0, 30, FIRST_WINDOW - 30),
                        new Entry(2, 20, FIRST_WINDOW - 20),
                        new Entry(9, 9, FIRST_WINDOW - 9)); // complete, but nobody took it
    }

    @Test
    void aResumePromisesNoLessThanWasPromised() throws Violation {
        var link = end.open();
        end.segment(link, 7, 0, 0, 1_000);
        end.handAll();
        long limit = end.acks(link).get(0).limit();
        end.linkDown(link);

        assertThat(End.resumed(end.linkUp())).containsExactly(new Entry(0, 1_000, limit - 1_000));
    }

    @Test
    void otherBootIdsThanTheHandshakesCloseTheLink() {
        var link = end.linkUp();
        refused(link, End.greeting(3, End.PEER_BOOT, End.MY_BOOT + 1));
        refused(link, End.greeting(3, End.PEER_BOOT + 1, End.MY_BOOT));
        refused(link, End.greeting(3, End.MY_BOOT, End.PEER_BOOT));
        refused(link, End.greeting(2, End.MY_BOOT, End.PEER_BOOT));
    }

    @Test
    void receivedAboveWhatWasSentClosesTheLink() throws Violation {
        end.offer(0, 10);
        var link = end.linkUp();
        refused(link, End.resume(new Entry(0, 1, FIRST_WINDOW)));
        refused(link, End.resume(new Entry(0, -1, FIRST_WINDOW)));
        refused(link, End.resume(new Entry(15, Long.MIN_VALUE, 0)));
    }

    @Test
    void receivedBelowWhatWasAcknowledgedClosesTheLink() throws Violation {
        var link = end.open();
        end.offer(3, 10);
        end.writeAll(link);
        end.acknowledged(link, 3, 10, FIRST_WINDOW);
        end.linkDown(link);

        refused(end.linkUp(), End.resume(new Entry(3, 9, FIRST_WINDOW)));
    }

    /** Goal: who greets at once, and is heard late, is no liar. Found by seed 3424 of the simulation of whole nodes. */
    @Test
    void aResumeMadeBeforeTheLastLinkAcknowledgedMoreIsTaken() throws Violation {
        var last = end.open();
        var parcel = end.offer(3, 10);
        end.writeAll(last);
        long readyAt = ++end.now; // the other side may greet from now on
        end.acknowledged(last, 3, 10, FIRST_WINDOW);
        end.linkDown(last);

        var link = end.rules.linkUp(0, readyAt);
        end.control(link, End.resume());
        assertThat(end.completed()).containsExactly(parcel);
        end.offer(3, 20);
        assertThat(end.writeAll(link))
                .singleElement()
                .satisfies(s -> assertThat(s.offset()).isEqualTo(10));
    }

    @Test
    void whatWasAcknowledgedBeforeTheLastTimeWithoutALinkIsNotTakenBackOverAnyLink() throws Violation {
        var last = end.open();
        end.offer(3, 30);
        end.writeAll(last);
        end.acknowledged(last, 3, 10, FIRST_WINDOW);
        end.linkDown(last);
        var other = end.open(new Entry(3, 10, FIRST_WINDOW));
        end.writeAll(other);
        end.acknowledged(other, 3, 30, FIRST_WINDOW);

        refused(end.linkUp(), End.resume(new Entry(3, 9, FIRST_WINDOW)));
        end.control(end.linkUp(), End.resume(new Entry(3, 10, FIRST_WINDOW)));
    }

    @Test
    void aStreamThatIsNotNamedHasReceivedNothing() throws Violation {
        var link = end.open();
        end.offer(3, 10);
        end.writeAll(link);
        end.acknowledged(link, 3, 10, FIRST_WINDOW);
        end.linkDown(link);

        refused(end.linkUp(), End.resume(new Entry(0, 0, FIRST_WINDOW)));
    }

    @Test
    void aResumeThatIsNoneClosesTheLink() {
        var link = end.linkUp();
        refused(link, End.resume(new Entry(3, 0, 1), new Entry(3, 0, 1)));
        refused(link, End.resume(new Entry(3, 0, 1), new Entry(2, 0, 1)));
        refused(link, End.resume(new Entry(16, 0, 1)));
        refused(link, Arrays.copyOf(End.resume(), 16));
        refused(link, Arrays.copyOf(End.resume(new Entry(0, 0, 1)), 29));
    }

    @Test
    void aSecondResumeOverALinkClosesIt() throws Violation {
        var link = end.open();
        refused(link, End.resume());
        refused(link, End.greeting(2, End.PEER_BOOT, End.MY_BOOT));
    }

    // --- several links

    @Test
    void aResumeOverASecondLinkOnlyInforms() throws Violation {
        var link = end.open();
        var parcel = end.offer(0, 10);
        end.offer(0, 10);
        end.writeAll(link);
        end.acknowledged(link, 0, 10, FIRST_WINDOW);
        var second = end.linkUp();
        end.control(second, End.resume(new Entry(0, 5, FIRST_WINDOW))); // the acknowledgement was faster

        assertThat(end.completed()).containsExactly(parcel);
        assertThat(end.writeAll(second)).isEmpty(); // nothing is sent twice while its link stands
        end.linkDown(link);
        assertThat(end.writeAll(second))
                .singleElement()
                .satisfies(s -> assertThat(s.offset()).isEqualTo(10));
    }

    @Test
    void onlyWhatWentOverTheLinkThatIsGoneIsSentAgain() throws Violation {
        var first = end.open();
        var second = end.open();
        end.offer(0, 10);
        end.writeAll(first);
        end.offer(3, 10);
        end.writeAll(second);
        assertThat(end.rules.isCarrying(first)).isTrue();
        end.linkDown(first);
        end.linkDown(first); // idempotent

        assertThat(end.rules.isCarrying(first)).isFalse();
        assertThat(end.writeAll(second)).extracting(End.Seg::stream).containsExactly(0);
    }

    @Test
    void aStreamChangesItsLinkOnlyWhenNothingOfItIsOnItsWay() throws Violation {
        var first = end.open();
        var second = end.open();
        end.offer(0, 10);
        end.writeAll(first);
        end.offer(0, 10);
        assertThat(end.writeAll(second)).isEmpty();

        end.acknowledged(second, 0, 10, FIRST_WINDOW);
        assertThat(end.writeAll(second)).hasSize(1);
    }

    @Test
    void thePreferredLinkTakesWhatIsNew() throws Violation {
        var first = end.open();
        var second = end.open();
        end.rules.prefer(second);
        end.offer(0, 10);
        assertThat(end.rules.hasSomethingFor(first, end.now)).isFalse();
        assertThat(end.writeAll(first)).isEmpty();
        assertThat(end.writeAll(second)).hasSize(1);

        end.linkDown(second);
        assertThat(end.writeAll(first)).hasSize(1);
    }

    @Test
    void aLateAcknowledgementOfALinkThatIsGoneStillCounts() throws Violation {
        var first = end.open();
        var second = end.open();
        var parcel = end.offer(0, 10);
        end.writeAll(first);
        end.linkDown(first);
        end.acknowledged(first, 0, 10, FIRST_WINDOW);

        assertThat(end.completed()).containsExactly(parcel);
        assertThat(end.writeAll(second)).isEmpty();
    }
}
