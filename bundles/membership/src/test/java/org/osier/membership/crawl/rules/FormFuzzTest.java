package org.osier.membership.crawl.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.crawl.CrawlPlan.Scope;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.testkit.SampleRecord;

/** Questions and answers as a member sends them: read as strictly as they are written. */
class FormFuzzTest {
    private static final Question QUESTION = new Question(Scope.LINKED, Question.MAX_ENTRIES, Question.BEGINNING);

    static Stream<byte[]> questions() {
        return near(
                array(QUESTION.bytes()),
                array(new Question(Scope.RECORDS, 1, SampleRecord.of(1, 1).id()).bytes()));
    }

    static Stream<byte[]> answers() {
        var entries = new ArrayList<Answer.Entry>();
        for (int i = 0; i < 3; i++) {
            entries.add(new Answer.Entry(ByteBuffer.wrap(SampleRecord.of(i, 1).bytes()), i % 2 == 0));
        }
        var next = Optional.of(SampleRecord.of(9, 1).id());
        return near(
                array(new Answer.Page(entries, next).bytes()),
                array(new Answer.Page(entries, Optional.empty()).bytes()),
                array(new Answer.Page(List.of(), Optional.empty()).bytes()),
                array(new Answer.Later(Duration.ofMillis(62)).bytes()),
                array(new Answer.NotUnderstood().bytes()));
    }

    @MethodSource("questions")
    @FuzzTest
    void question(byte[] bytes) {
        try {
            var question = Question.read(ByteBuffer.wrap(bytes));
            assertThat(array(question.bytes())).isEqualTo(bytes);
            assertThat(question.most()).isBetween(1, Question.MAX_ENTRIES);
        } catch (BadMessageException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @MethodSource("answers")
    @FuzzTest
    void answer(byte[] bytes) {
        try {
            var answer = Answer.read(ByteBuffer.wrap(bytes), QUESTION);
            assertThat(array(answer.bytes())).isEqualTo(bytes);
            if (!(answer instanceof Answer.Page page)) return;
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(QUESTION.most());
            assertThat(page.entries()).allMatch(e -> e.bytes().length > 0 && e.bytes().length <= NodeRecord.MAX_BYTES);
            page.next().ifPresent(next -> assertThat(next).isGreaterThan(QUESTION.after()));
        } catch (BadMessageException e) {
            assertThat(e.getMessage()).matches("[ -~]+");
        }
    }

    /** Each of them, and it cut, longer, and with a bit changed here and there: the ways in which things are nearly right. */
    private static Stream<byte[]> near(byte[]... good) {
        return Arrays.stream(good)
                .flatMap(bytes -> Stream.concat(
                        Stream.of(
                                bytes,
                                Arrays.copyOf(bytes, bytes.length + 1),
                                Arrays.copyOf(bytes, bytes.length / 2),
                                Arrays.copyOf(bytes, Math.max(0, bytes.length - NodeId.BYTES))),
                        Stream.of(0, 1, 2, 3, 4, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610)
                                .filter(at -> at < bytes.length)
                                .map(at -> flipped(bytes, at))));
    }

    private static byte[] flipped(byte[] bytes, int at) {
        var changed = bytes.clone();
        changed[at] ^= (byte) (1 << at % 8);
        return changed;
    }

    private static byte[] array(ByteBuffer bytes) {
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }
}
