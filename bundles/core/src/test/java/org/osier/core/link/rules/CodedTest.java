package org.osier.core.link.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Goal: a reason travels whole or is cut between two characters, and a stranger's cannot steer a terminal. */
class CodedTest {
    private static String back(String text) {
        var payload = Coded.write(7, text);
        assertThat(payload.get(0)).isEqualTo((byte) 7);
        assertThat(payload.remaining()).isBetween(1, 201);
        return Coded.text(payload.array(), 0, payload.remaining());
    }

    @Test
    void aShortTextIsKept() {
        assertThat(back("")).isEmpty();
        assertThat(back("a reason, for people: ä€𝄞")).isEqualTo("a reason, for people: ä€𝄞");
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(back("a".repeat(300))).hasSize(200);
        for (int shift = 0; shift < 4; shift++) {
            var text = "a".repeat(shift) + "𝄞".repeat(60);
            assertThat(text).startsWith(back(text));
        }
    }

    @Test
    void whatSteersATerminalIsReplaced() {
        var buffer = ("?" + "a\u001b[31m\u202e\n" + "b".repeat(300)).getBytes(StandardCharsets.UTF_8);
        assertThat(Coded.text(buffer, 0, buffer.length)).startsWith("a?[31m??b").hasSizeLessThanOrEqualTo(200);
        assertThat(back("a new\u2028line, a new\u2029paragraph")).isEqualTo("a new?line, a new?paragraph");
        assertThat(Coded.text(new byte[] {1, (byte) 0xff, (byte) 0xc0}, 0, 3)).isEqualTo("\ufffd\ufffd");
        assertThat(Coded.text(new byte[1], 0, 1)).isEmpty();
    }

    /** Found by the fuzzer: the last frame of a record, without a payload. */
    @Test
    void nothingAtTheEndOfARecordIsNoText() {
        assertThat(Coded.text(new byte[5], 5, 0)).isEmpty();
    }
}
