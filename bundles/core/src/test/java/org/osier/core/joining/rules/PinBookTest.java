package org.osier.core.joining.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osier.core.joining.rules.PinBook.Opening;
import org.osier.node.NodeId;

/** Goal: a PIN is worth five guesses in two minutes, and ten PINs are shown in an hour. */
class PinBookTest {
    private static final long START = Long.MAX_VALUE - 5;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final PinBook book = new PinBook();
    private final NodeId somebody = NodeId.ofKey(new byte[32]);

    private int open(long now) {
        assertThat(book.open(Optional.empty(), now)).isEqualTo(Opening.SHOWN);
        return book.number();
    }

    @Test
    void aPinCountsForTwoMinutes() {
        assertThat(book.open(START)).isFalse();
        int pin = open(START);

        assertThat(book.admits(somebody, START + 2 * MINUTE - 1)).isTrue();
        assertThat(book.admits(somebody, START + 2 * MINUTE)).isFalse();
        assertThat(book.countTry(pin, START + 2 * MINUTE)).isFalse();
        assertThat(book.succeeded(pin, START + 2 * MINUTE)).isFalse();
    }

    @Test
    void whoBeganInTimeAndEndsTooLateIsNotLetIn() {
        int pin = open(START);
        assertThat(book.countTry(pin, START + 2 * MINUTE - 1)).isTrue();

        assertThat(book.succeeded(pin, START + 2 * MINUTE)).isFalse();
    }

    @Test
    void oneGetsInByAPin() {
        int pin = open(START);
        book.countTry(pin, START);
        book.countTry(pin, START);

        assertThat(book.succeeded(pin, START)).isTrue();
        assertThat(book.succeeded(pin, START)).isFalse();
        assertThat(book.open(START)).isFalse();
    }

    @Test
    void fiveTriesAreAllOverAllWhoCome() {
        int pin = open(START);
        for (int i = 0; i < 4; i++) {
            assertThat(book.countTry(pin, START)).isTrue();
            assertThat(book.failed(pin)).isFalse();
        }
        assertThat(book.countTry(pin, START)).isTrue();
        assertThat(book.admits(somebody, START)).isFalse();
        assertThat(book.countTry(pin, START)).isFalse();
        assertThat(book.failed(pin)).isTrue();
        assertThat(book.shown(START)).isFalse();
    }

    @Test
    void theFifthTryMayBeTheRightOneWhileFourFail() {
        int pin = open(START);
        for (int i = 0; i < 5; i++) book.countTry(pin, START);
        for (int i = 0; i < 4; i++) assertThat(book.failed(pin)).isFalse();

        assertThat(book.succeeded(pin, START)).isTrue();
    }

    @Test
    void aTryAtAnOldPinIsNoneAtTheNewOne() {
        int old = open(START);
        book.countTry(old, START);
        book.close(old);
        int pin = open(START + 1);

        assertThat(book.succeeded(old, START + 1)).isFalse();
        assertThat(book.failed(old)).isFalse();
        assertThat(book.countTry(old, START + 1)).isFalse();
        assertThat(book.close(old)).isFalse();
        assertThat(book.shown(START + 1)).isTrue();
        assertThat(book.number()).isEqualTo(pin);
    }

    @Test
    void onlyOneIsShownAtATime() {
        open(START);
        assertThat(book.open(Optional.empty(), START + 1)).isEqualTo(Opening.ONE_IS);
        assertThat(book.open(Optional.empty(), START + 2 * MINUTE)).isEqualTo(Opening.SHOWN);
    }

    @Test
    void tenAreShownInAnHour() {
        for (int i = 0; i < 10; i++) open(START + i * 3 * MINUTE);

        assertThat(book.open(Optional.empty(), START + 60 * MINUTE - 1)).isEqualTo(Opening.TOO_MANY);
        assertThat(book.open(Optional.empty(), START + 60 * MINUTE)).isEqualTo(Opening.SHOWN);
        assertThat(book.open(Optional.empty(), START + 62 * MINUTE)).isEqualTo(Opening.TOO_MANY);
    }

    @Test
    void aPinForOneNodeIsNoneForOthers() {
        book.open(Optional.of(somebody), START);
        var key = new byte[32];
        key[0] = 1;

        assertThat(book.admits(somebody, START)).isTrue();
        assertThat(book.admits(NodeId.ofKey(key), START)).isFalse();
    }
}
