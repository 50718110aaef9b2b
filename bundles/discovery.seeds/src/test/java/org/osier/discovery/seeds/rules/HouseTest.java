package org.osier.discovery.seeds.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When a service is gone to, and when something is left there. */
class HouseTest {
    private static final long SECOND = 1_000_000_000;
    private static final long BEGIN = Long.MAX_VALUE - 5 * SECOND; // the clock wraps around, as nanoTime may

    private final House house = new House(URI.create("http://127.0.0.1:1"));
    private final Random random = new Random(1);

    @Test
    void whoFailsIsLeftAloneForLongerEachTime() {
        assertThat(house.isOpen(BEGIN)).isTrue();
        long now = BEGIN;
        double longest = 15;
        for (int failures = 1; failures < 12; failures++) {
            assertThat(house.failed("OSIER-113 refused", now, random)).isEqualTo(failures == 1);
            long pause = house.openAt(now) - now;
            assertThat(pause).isBetween((long) (0.74 * longest * SECOND), (long) (longest * SECOND));
            assertThat(house.isOpen(now + pause - 1)).isFalse();
            now += pause;
            assertThat(house.isOpen(now)).isTrue();
            longest = Math.min(600, 2 * longest);
        }
        assertThat(house.worked()).isTrue();
        assertThat(house.worked()).isFalse();
        assertThat(house.failed("OSIER-113 refused", now, random)).isTrue();
    }

    @Test
    void somethingIsLeftWhenItIsNewOrHalfOfItsTimeIsOver() {
        byte[] record = {1};
        assertThat(house.wants(record, "a", BEGIN)).isTrue();
        house.left(record, "a", 600, BEGIN);
        assertThat(house.holds("a")).isTrue();
        assertThat(house.holds("b")).isFalse();
        assertThat(house.wants(new byte[] {1}, "a", BEGIN + 300 * SECOND - 1)).isFalse();
        assertThat(house.wants(record, "a", BEGIN + 300 * SECOND)).isTrue();
        assertThat(house.wants(record, "b", BEGIN)).as("another day").isTrue();
        assertThat(house.wants(new byte[] {2}, "a", BEGIN)).as("another record").isTrue();
        house.lost();
        assertThat(house.holds("a")).isFalse();
        assertThat(house.wants(record, "a", BEGIN)).isTrue();
    }

    /** Goal: no service makes us write without end, or never again. */
    @Test
    void whatAServiceSaysOfItsTimeIsNotBelievedBeyondABound() {
        byte[] record = {1};
        house.left(record, "a", 1, BEGIN);
        assertThat(house.wants(record, "a", BEGIN + 29 * SECOND)).isFalse();
        for (int said : new int[] {0, 3_600, 999_999_999}) {
            house.left(record, "a", said, BEGIN);
            assertThat(house.wants(record, "a", BEGIN + 1_799 * SECOND)).isFalse();
            assertThat(house.wants(record, "a", BEGIN + 1_800 * SECOND)).isTrue();
        }
    }

    @Test
    void whoIsAloneLooksSoonAndThenLessOften() {
        var times = new VisitTimes(Duration.ofSeconds(60), random, BEGIN);
        long now = times.due();
        assertThat(now).isEqualTo(BEGIN);
        for (int expected : new int[] {2, 4, 8, 16, 32, 60, 60}) {
            times.visited(true, now);
            assertThat(times.due() - now)
                    .isBetween((long) (0.89 * expected * SECOND), (long) (1.11 * expected * SECOND));
            now = times.due();
        }
        times.soon(now + SECOND / 2);
        assertThat(times.due() - now).as("no more than once a second").isLessThanOrEqualTo(60 * SECOND);
        times.visited(false, now);
        assertThat(times.due() - now).isBetween(53 * SECOND, 67 * SECOND);
        times.soon(now + 1);
        assertThat(times.due() - now).isEqualTo(SECOND);
        times.soon(now + 2);
        assertThat(times.due() - now).as("not put off").isEqualTo(SECOND);
    }

    @Test
    void whatIsWrongIsSaidAsLongAsItIs() {
        assertThat(house.trouble()).isEmpty();
        house.failed("OSIER-113 refused, nothing listens there", BEGIN, random);
        assertThat(house.trouble())
                .contains("OSIER-113 rendezvous http://127.0.0.1:1: refused, nothing listens there   next: see that it"
                        + " runs there, or correct rendezvous of org.osier.discovery.seeds.cfg");
        house.failed("OSIER-114 no whole answer within 10000 ms", BEGIN, random);
        assertThat(house.trouble())
                .hasValueSatisfying(said -> assertThat(said)
                        .startsWith(
                                "OSIER-114 rendezvous http://127.0.0.1:1: no whole answer within 10000 ms, 2 times in a row")
                        .contains("   next: see whether a firewall drops it"));
        house.worked();
        assertThat(house.trouble()).isEmpty();
    }

    @Test
    void recordsThatNoMemberLeftAreSaidUntilTheyAreGone() {
        house.looked(4, 3);
        assertThat(house.trouble())
                .contains(
                        "OSIER-309 rendezvous http://127.0.0.1:1: 3 of 4 records there are not what a member left, and"
                                + " do not count   next: use https://, or anybody on the way can write there; name another one"
                                + " beside it");
        house.looked(1, 0);
        assertThat(house.trouble()).isEmpty();
    }
}
