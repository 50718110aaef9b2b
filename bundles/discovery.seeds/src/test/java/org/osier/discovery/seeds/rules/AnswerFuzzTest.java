package org.osier.discovery.seeds.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.testkit.SampleRecord;

/** Answers as any service, or whoever stands in front of it, may give them; and what a member may seal. */
class AnswerFuzzTest {
    static Stream<byte[]> answers() {
        var two = ByteBuffer.allocate(2 + 2 * 22 + 5)
                .putShort((short) 2)
                .put(new byte[16])
                .putInt(7)
                .putShort((short) 3)
                .put(new byte[] {1, 2, 3})
                .put(new byte[16])
                .putInt(-1)
                .putShort((short) 2)
                .put(new byte[] {4, 5})
                .array();
        return near(two, new byte[2], new byte[] {1, 0}, new byte[] {-1, -1});
    }

    @MethodSource("answers")
    @FuzzTest
    void answer(byte[] bytes) {
        Answer answer;
        try {
            answer = Answer.read(bytes);
        } catch (BadAnswerException e) {
            assertThat(e.getMessage()).matches("[ -~]+");
            return;
        }
        assertThat(answer.entries().size()).isLessThanOrEqualTo(256);
        int size = 2;
        for (var entry : answer.entries()) {
            assertThat(entry.slot()).hasSize(16);
            assertThat(entry.sealed().length).isBetween(1, 1_400);
            size += 22 + entry.sealed().length;
        }
        assertThat(size).as("nothing is read twice or left").isEqualTo(bytes.length);
        assertThat(size).isLessThanOrEqualTo(Answer.MAX_BYTES);
    }

    static Stream<byte[]> bodies() {
        var record = SampleRecord.of(1, 1).bytes();
        var body = ByteBuffer.allocate(484)
                .putLong(1_795_694_179_000L)
                .putInt(3_600)
                .putShort((short) record.length)
                .put(record)
                .array();
        return near(body, new byte[14], new byte[13]);
    }

    @MethodSource("bodies")
    @FuzzTest
    void body(byte[] bytes) {
        var opened = MeetingPlace.read(ByteBuffer.wrap(bytes));
        if (opened == null) return;
        assertThat(opened.seconds()).isBetween(1, 86_400);
        var again = ByteBuffer.allocate(bytes.length)
                .putLong(opened.ms())
                .putInt(opened.seconds())
                .putShort((short) opened.record().length)
                .put(opened.record())
                .array();
        assertThat(again).isEqualTo(bytes);
    }

    /** Each of them, and it cut, longer, and with a bit changed here and there. */
    private static Stream<byte[]> near(byte[]... good) {
        return Arrays.stream(good)
                .flatMap(bytes -> Stream.concat(
                        Stream.of(
                                bytes, Arrays.copyOf(bytes, bytes.length + 1), Arrays.copyOf(bytes, bytes.length / 2)),
                        Stream.of(0, 1, 2, 3, 5, 8, 13, 18, 21, 34, 46)
                                .filter(at -> at < bytes.length)
                                .map(at -> {
                                    var changed = bytes.clone();
                                    changed[at] ^= (byte) (1 << at % 8);
                                    return changed;
                                })));
    }
}
