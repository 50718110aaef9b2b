package org.osier.core.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.core.fuzz.Seeds;

/** Envelopes of both kinds, and the error replies in their packets. */
class EnvelopeFuzzTest {
    /** How far into an array an envelope lies: nothing before it may be read. */
    private static final int BEFORE = 5;

    static Stream<byte[]> direct() {
        return Seeds.near(Seeds.vector("envelope", "direct"), Seeds.vector("envelope", "error_reply_direct_302"));
    }

    @MethodSource("direct")
    @FuzzTest
    void direct(byte[] bytes) {
        var padded = new byte[BEFORE + bytes.length];
        System.arraycopy(bytes, 0, padded, BEFORE, bytes.length);
        var envelope = DirectEnvelope.read(padded, BEFORE, bytes.length);
        if (envelope == null) return;
        int head = envelope.packetOffset() - BEFORE;
        assertThat(head).isBetween(DirectEnvelope.BYTES, bytes.length);
        var replyTo = envelope.replyTo();
        var again = new byte[head];
        if (replyTo == null) DirectEnvelope.write(again, 0, envelope.answerWanted(), envelope.id());
        else DirectEnvelope.writeAnswer(again, 0, envelope.error(), envelope.id(), replyTo);
        again[2] = bytes[2]; // hops, which we write as 0
        assertThat(again).isEqualTo(Arrays.copyOf(bytes, head));
    }

    static Stream<byte[]> routed() {
        return Seeds.near(
                Seeds.vector("envelope", "forwarded_hops_1"),
                Seeds.vector("envelope", "reply_forwarded"),
                Seeds.vector("envelope", "refused_hops_8"));
    }

    @MethodSource("routed")
    @FuzzTest
    void routed(byte[] bytes) {
        var envelope = RoutedEnvelope.read(bytes);
        assertThat(envelope == null || DirectEnvelope.read(bytes, 0, bytes.length) == null)
                .as("never both kinds")
                .isTrue();
        if (envelope == null) return;
        assertThat(envelope.bytes()).isEqualTo(bytes);
        assertThat(envelope.signature()).hasSize(64);
        assertThat(envelope.hops()).isBetween(0, 7);
        var packet = new byte[envelope.packet().remaining()];
        envelope.packet().get(packet);
        var again = RoutedEnvelope.write(envelope.head(), new byte[32], packet, signed -> envelope.signature());
        var expected = bytes.clone();
        expected[2] = 0;
        assertThat(again.bytes()).isEqualTo(expected);
        var forwarded = envelope.forwarded();
        assertThat(forwarded.isPresent()).isEqualTo(envelope.hops() < 7);
        forwarded.ifPresent(next -> assertThat(next.hops()).isEqualTo(envelope.hops() + 1));
    }

    static Stream<byte[]> errors() {
        return Seeds.near(
                ErrorReply.write(302, "threat score 60000 is over the limit").array(),
                new byte[] {1, 46, 27, '[', 'm', (byte) 0xe2, (byte) 0x80, (byte) 0xae, (byte) 0xff});
    }

    /** The text ends on a screen. */
    @MethodSource("errors")
    @FuzzTest
    void errorReply(byte[] bytes) {
        var reply = ErrorReply.read(ByteBuffer.wrap(bytes));
        assertThat(reply.code()).isBetween(0, 0xffff);
        assertThat(reply.text().length()).isLessThanOrEqualTo(ErrorReply.MAX_TEXT_BYTES);
        assertThat(reply.text()
                        .codePoints()
                        .filter(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.LINE_SEPARATOR
                                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR))
                .isEmpty();
        assertThat(reply.toException("beta").getMessage()).isNotBlank();
    }
}
