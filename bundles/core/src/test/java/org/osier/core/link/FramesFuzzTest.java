package org.osier.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.core.fuzz.Seeds;
import org.osier.core.link.rules.Coded;
import org.osier.core.link.rules.FrameType;
import org.osier.core.link.rules.LinkGate;
import org.osier.core.link.rules.Parts;
import org.osier.core.session.rules.Violation;

/** What a proved peer, or anybody at a datagram link, can send below the session: frames, coded texts, parts, counters. */
class FramesFuzzTest {
    private static final int MAX_TEXT_BYTES = 200;

    static Stream<byte[]> records() {
        var ready = frame(FrameType.READY, new byte[1]);
        var resume = frame(FrameType.SESSION_CONTROL, new byte[] {3, 0, 0});
        var close = frame(FrameType.CLOSE, new byte[] {4, 'b', 'y', 'e'});
        var refusal = frame(FrameType.READY, new byte[] {10, (byte) 0xc3, (byte) 0xa9, 27, '['});
        return Seeds.near(
                join(ready, resume, frame(FrameType.PING, new byte[8]), close),
                join(ready, frame(FrameType.KEY_UPDATE, new byte[9])),
                join(frame(FrameType.PAIR, new byte[20]), refusal),
                join(frame(FrameType.READY, new byte[] {16}), ready),
                join(ready, resume, resume));
    }

    /** Records split into frames, and the frames through the gate of a link of messages and of one for an errand. */
    @MethodSource("records")
    @FuzzTest
    void record(byte[] record) {
        for (boolean errand : new boolean[] {false, true}) {
            var gate = new LinkGate(errand);
            if (record.length % 2 == 0) gate.sendingReady();
            var read = new int[1];
            try {
                RecordReader.split(record, record.length, () -> false, (type, bytes, offset, length) -> {
                    assertThat(bytes).isSameAs(record);
                    assertThat(offset).isEqualTo(read[0] + FrameType.HEADER_BYTES);
                    assertThat(offset + length).isLessThanOrEqualTo(record.length);
                    read[0] = offset + length;
                    step(gate, type, bytes, offset, length);
                });
                assertThat(read[0]).isEqualTo(record.length);
            } catch (Violation e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static void step(LinkGate gate, int type, byte[] bytes, int offset, int length) throws Violation {
        boolean stood = gate.open();
        switch (gate.on(type, bytes, offset, length)) {
            case REFUSED -> {
                assertThat(LinkGate.refusal(bytes, offset).osier()).isPositive();
                safe(Coded.text(bytes, offset, length));
            }
            case WAITING, CLOSE -> safe(Coded.text(bytes, offset, length));
            case RESUME -> assertThat(stood).isFalse();
            case PASS -> assertThat(stood).isTrue();
            case READY, ERRAND, SKIP -> {}
        }
    }

    static Stream<byte[]> texts() {
        return Seeds.near(
                new byte[] {4, 'b', 'y', 'e'},
                new byte[] {1, 27, '[', '2', 'J', (byte) 0xe2, (byte) 0x80, (byte) 0xae},
                "\u0004 \u2028 \ud83d\ude00 \u061c \ufeff \u009b31m".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Texts of Ready and Close end on the screen of an operator. */
    @MethodSource("texts")
    @FuzzTest
    void codedText(byte[] payload) {
        if (payload.length > 0) safe(Coded.text(payload, 0, payload.length));
    }

    private static void safe(String text) {
        assertThat(text.length()).isLessThanOrEqualTo(MAX_TEXT_BYTES);
        assertThat(text.codePoints()
                        .filter(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.LINE_SEPARATOR
                                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR))
                .isEmpty();
        var written = Coded.write(1, text);
        assertThat(written.remaining()).isBetween(1, 1 + MAX_TEXT_BYTES);
    }

    static Stream<byte[]> datagrams() {
        var message = new byte[1_300];
        IntStream.range(0, message.length).forEach(i -> message[i] = (byte) i);
        var parts = Parts.cut(message);
        return Stream.of(
                Seeds.list(parts),
                Seeds.list(parts[1], parts[0]),
                Seeds.list(parts[0], parts[0], parts[1]),
                Seeds.list(Parts.cut(new byte[5])),
                Seeds.list(new byte[] {3, 1}, new byte[] {3, 2, 1}, new byte[] {3, 0x20, 1}));
    }

    /** Parts of a handshake message, which anybody can put among the true ones. */
    @MethodSource("datagrams")
    @FuzzTest
    void parts(byte[] list) {
        var parts = new Parts();
        for (var datagram : Seeds.parts(list)) {
            var buffer = ByteBuffer.wrap(datagram);
            var message = parts.on(buffer);
            assertThat(buffer.position()).isZero();
            if (message == null) continue;
            assertThat(message).hasSizeBetween(1, 2 * 1_198);
            var cut = Parts.cut(message);
            assertThat(cut[cut.length - 1].length).isLessThanOrEqualTo(1_200);
        }
    }

    private static byte[] frame(int type, byte[] payload) {
        return ByteBuffer.allocate(FrameType.HEADER_BYTES + payload.length)
                .putInt(1 + payload.length)
                .put((byte) type)
                .put(payload)
                .array();
    }

    private static byte[] join(byte[]... frames) {
        var out = new java.io.ByteArrayOutputStream();
        for (var frame : frames) out.writeBytes(frame);
        return out.toByteArray();
    }
}
