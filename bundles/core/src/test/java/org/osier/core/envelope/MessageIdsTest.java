package org.osier.core.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MessageIdsTest {
    private static final long BOOT_ID = 0xa0a1a2a3a4a5a6a7L;

    private final AtomicLong ms = new AtomicLong(0x019b76da2800L);
    private final InstantSource clock = () -> Instant.ofEpochMilli(ms.get());
    private final MessageIds ids = new MessageIds(clock, BOOT_ID);

    @Test
    void isAUuidOfVersion7ThatTellsTimeAndBootId() {
        var id = ids.next();
        var uuid = new UUID(id.high(), id.low());

        assertThat(uuid).hasToString("019b76da-2800-7000-8000-a0a1a2a3a4a5");
        assertThat(uuid.version()).isEqualTo(7);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(id.timeMs()).isEqualTo(ms.get());
    }

    @Test
    void idsRiseThroughTheCounterOfOneMillisecondAndWhenTheClockGoesBack() {
        var last = ids.next();
        for (int i = 1; i < 100_000; i++) {
            if (i == 50_000) ms.addAndGet(-1_000_000);
            if (i == 60_000) ms.addAndGet(1_000_001);
            var next = ids.next();
            assertThat(ORDER.compare(last, next)).as("id %d", i).isNegative();
            last = next;
        }
        assertThat(last.timeMs()).isEqualTo(ms.get());
    }

    @Test
    void fullCounterBorrowsFromTheNextMillisecond() {
        var last = MessageId.of(5, (1 << 26) - 1, BOOT_ID);
        assertThat(new UUID(last.high(), last.low())).hasToString("00000000-0005-7fff-bfff-a0a1a2a3a4a5");

        ids.next();
        for (int i = 1; i < 1 << 26; i++) ids.next();
        assertThat(ids.next()).isEqualTo(MessageId.of(ms.get() + 1, 0, BOOT_ID));
    }

    @Test
    @Timeout(60)
    void severalThreadsNeverGetTheSame() {
        var seen = ConcurrentHashMap.<MessageId>newKeySet();
        IntStream.range(0, 200_000).parallel().forEach(i -> seen.add(ids.next()));

        assertThat(seen).hasSize(200_000);
    }

    @Test
    void otherVersionsAndVariantsAreNoMessageIds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageId(0x4000, Long.MIN_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageId(0x7000, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageId(0x7000, -1));
    }

    private static final Comparator<MessageId> ORDER = (one, other) -> one.high() == other.high()
            ? Long.compareUnsigned(one.low(), other.low())
            : Long.compareUnsigned(one.high(), other.high());
}
