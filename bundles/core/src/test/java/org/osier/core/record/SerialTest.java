package org.osier.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.identity.HomeException;

/** Serials: the rule, and what is stored of it. */
class SerialTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path data;

    @ParameterizedTest
    @CsvSource({
        "0, 2026-01-01T00:00:00Z, 1767225600000",
        "1767225600000, 2026-01-01T00:00:00Z, 1767225600001",
        "1767225599998, 2026-01-01T00:00:00Z, 1767225600000",
        "9000000000000, 2026-01-01T00:00:00Z, 9000000000001",
        "0, 2025-01-01T00:00:00Z, 1735689600000",
        "0, 2024-12-31T23:59:59.999Z, 1",
        "41, 1970-01-01T00:00:00Z, 42",
        "0, 2100-12-31T23:59:59.999Z, 4133980799999",
        "0, 2101-01-01T00:00:00Z, 1",
        "5, +1000000000-12-31T23:59:59Z, 6",
        "281474976710654, 2026-01-01T00:00:00Z, 281474976710655"
    })
    void nextIsAboveTheStoredAndFollowsAPlausibleClock(long stored, Instant now, long next) {
        assertThat(SerialRules.next(stored, now)).hasValue(next);
    }

    @Test
    void noneIsLeftAt2To48() {
        assertThat(SerialRules.next((1L << 48) - 1, NOW)).isEmpty();
    }

    @Test
    void serialsRiseOverStartsThoughTheClockGoesBack() throws HomeException {
        long first = SerialStore.open(data).next(NOW);
        long second = SerialStore.open(data).next(NOW.minusSeconds(3_600));
        var third = SerialStore.open(data);

        assertThat(first).isEqualTo(NOW.toEpochMilli());
        assertThat(second).isEqualTo(first + 1);
        assertThat(third.next(Instant.EPOCH)).isEqualTo(first + 2);
        assertThat(third.next(Instant.EPOCH)).isEqualTo(first + 3);
    }

    /** Goal: a crash while storing loses no serial that was given out. Method: the half-written next one. */
    @Test
    void crashWhileStoringKeepsTheLastSerial() throws IOException {
        long first = SerialStore.open(data).next(NOW);
        Files.writeString(data.resolve(".serial.tmp"), "17");

        assertThat(SerialStore.open(data).next(Instant.EPOCH)).isEqualTo(first + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0\0\0\0",
                "-1",
                "1.5",
                "17x",
                "281474976710656",
                "999999999999999",
                "00000000000000001",
                "1\n2"
            })
    void fileThatHoldsNoSerialIsSaidAndStays(String content) throws IOException {
        var file = Files.writeString(data.resolve("serial"), content);

        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> SerialStore.open(data))
                .withMessageStartingWith("OSIER-103 " + file)
                .withMessageContaining("next: ");
        assertThat(file).hasContent(content);
    }

    @Test
    void directoryInItsPlaceIsSaid() throws IOException {
        Files.createDirectory(data.resolve("serial"));

        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> SerialStore.open(data))
                .withMessageStartingWith("OSIER-103 ");
    }
}
