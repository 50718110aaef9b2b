package org.osier.core.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osier.mesh.MeshException.Kind;

class ErrorReplyTest {
    @Test
    void isCodeAndText() {
        var payload = ErrorReply.write(302, "threat");

        assertThat(payload).isEqualTo(ByteBuffer.wrap(HexFormat.of().parseHex("012e746872656174")));
        assertThat(ErrorReply.read(payload)).isEqualTo(new ErrorReply(302, "threat"));
        assertThat(ErrorReply.read(ErrorReply.write(65_535, ""))).isEqualTo(new ErrorReply(65_535, ""));
    }

    @ParameterizedTest
    @CsvSource({"a, 200", "\u00e4, 200", "\u20ac, 198", "\ud83c\udf0d, 200"})
    void longTextIsCutBetweenCharacters(String character, int bytes) {
        var payload = ErrorReply.write(303, character.repeat(300));

        assertThat(payload.remaining()).isEqualTo(2 + bytes);
        assertThat(ErrorReply.read(payload).text())
                .isEqualTo(character.repeat(bytes / character.getBytes(UTF_8).length));
    }

    @Test
    void cutBeforeTheCharacterThatDoesNotFit() {
        for (int lead = 190; lead < 204; lead++) {
            var text = "x".repeat(lead) + "\ud83c\udf0d\u20ac\u00e4";
            var read = ErrorReply.read(ErrorReply.write(303, text)).text();
            assertThat(text).startsWith(read);
            assertThat(read.getBytes(UTF_8).length).isBetween(Math.min(197, text.getBytes(UTF_8).length), 200);
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "01", "-"})
    void whatIsNoErrorReplySaysThatTheOutcomeIsUnknown(String hex) {
        var bytes = hex.equals("-")
                ? new byte[2 + ErrorReply.MAX_TEXT_BYTES + 1]
                : HexFormat.of().parseHex(hex);
        var exception = ErrorReply.read(ByteBuffer.wrap(bytes)).toException("beta");

        assertThat(exception.kind()).isEqualTo(Kind.UNKNOWN_OUTCOME);
        assertThat(exception.code()).isEqualTo(307);
    }

    @Test
    void hostileTextCannotSteerATerminal() {
        var bytes = ByteBuffer.allocate(12)
                .putShort((short) 301)
                .put("a\u001b[2J\r\n".getBytes(UTF_8))
                .put((byte) 0xff)
                .put((byte) 0xc3)
                .flip();

        assertThat(ErrorReply.read(bytes).text()).isEqualTo("a\ufffd[2J\ufffd\ufffd\ufffd\ufffd");
    }

    @Test
    void aSeparatorBeginsNoLineOfItsOwn() {
        var reply = ErrorReply.read(ErrorReply.write(303, "one\u2028two\u2029three"));
        assertThat(reply.text()).isEqualTo("one\ufffdtwo\ufffdthree");
    }

    @Test
    void requesterGetsKindCodeAndWho() {
        var known = new ErrorReply(301, "no handler for 0x40").toException("beta");
        var unknown = new ErrorReply(999, "?").toException("beta");

        assertThat(known.kind()).isEqualTo(Kind.NO_HANDLER);
        assertThat(known).hasMessage("beta: no handler for 0x40");
        assertThat(unknown.kind()).isEqualTo(Kind.UNKNOWN_OUTCOME);
        assertThat(unknown.code()).isEqualTo(999);
        assertThat(unknown.retrySafe()).isFalse();
    }

    @Test
    void codesFillTheirU16() {
        assertThatIllegalArgumentException().isThrownBy(() -> ErrorReply.write(-1, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> ErrorReply.write(65_536, ""));
    }
}
