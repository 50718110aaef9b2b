package org.osier.core.cluster.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeCodeTest {
    private static final Path OATHTOOL = Path.of("/usr/bin/oathtool");

    private final TimeCode code = new TimeCode("12345678901234567890123456789012".getBytes(US_ASCII));

    /** RFC 6238, appendix B, the rows of SHA256. */
    @ParameterizedTest
    @CsvSource({
        "59, 46119246",
        "1111111109, 68084774",
        "1111111111, 67062674",
        "1234567890, 91819424",
        "2000000000, 90698825",
        "20000000000, 77737706"
    })
    void isThatOfTheRfc(long seconds, String digits) {
        assertThat(code.at(seconds)).isEqualTo(digits);
    }

    @Test
    void lastsForThirtySeconds() {
        assertThat(code.at(30)).isEqualTo(code.at(59)).isNotEqualTo(code.at(60)).isNotEqualTo(code.at(29));
        assertThat(TimeCode.left(30)).isEqualTo(30);
        assertThat(TimeCode.left(59)).isEqualTo(1);
    }

    @Test
    void agreesWithOneStepEarlyAndOneLateAndNoFurther() {
        var now = code.at(1_000_000_015);
        assertThat(code.agrees(now, 1_000_000_015)).isTrue();
        assertThat(code.agrees(now, 1_000_000_015 + 30)).isTrue();
        assertThat(code.agrees(now, 1_000_000_015 - 30)).isTrue();
        assertThat(code.agrees(now, 1_000_000_015 + 60)).isFalse();
        assertThat(code.agrees(now, 1_000_000_015 - 60)).isFalse();
        assertThat(code.agrees(now.substring(1), 1_000_000_015)).isFalse();
        assertThat(code.agrees("", 1_000_000_015)).isFalse();
    }

    /** Goal: other software shows the same. Method: oathtool, where it is installed. */
    @Test
    void oathtoolShowsTheSame() throws Exception {
        assumeTrue(Files.isExecutable(OATHTOOL), "oathtool is not installed: not compared");
        var random = new Random(6238);
        for (int i = 0; i < 20; i++) {
            var key = new byte[32];
            random.nextBytes(key);
            long seconds = random.nextLong(4_000_000_000L);
            assertThat(new TimeCode(key).at(seconds))
                    .as("key %s at %d", HexFormat.of().formatHex(key), seconds)
                    .isEqualTo(oathtool(key, seconds));
        }
    }

    private static String oathtool(byte[] key, long seconds) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        OATHTOOL.toString(),
                        "--totp=sha256",
                        "--digits=8",
                        "--now=@" + seconds,
                        HexFormat.of().formatHex(key))
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return new String(process.getInputStream().readAllBytes(), US_ASCII).strip();
    }
}
