package org.osier.membership.crawl.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.crawl.CrawlPlan.Scope;
import org.osier.node.NodeId;

/** Question and answer byte by byte, as WIRE.md, section 11, has them. */
class FormTest {
    private static final String ID = "00".repeat(31) + "05";
    private static final Question QUESTION = new Question(Scope.RECORDS, 2, NodeId.parse(ID));

    @Test
    void aQuestionHasThirtyFiveBytes() throws BadMessageException {
        assertThat(hex(QUESTION.bytes())).isEqualTo("010202" + ID);
        assertThat(Question.read(bytes("010202" + ID))).isEqualTo(QUESTION);
        assertThat(hex(new Question(Scope.LINKED, 64, Question.BEGINNING).bytes()))
                .isEqualTo("010140" + "00".repeat(32));
    }

    @ParameterizedTest
    @CsvSource({
        "020202, version 2",
        "010002, scope 0",
        "010302, scope 3",
        "010200, got 0",
        "010241, got 65",
    })
    void aQuestionThatBreaksTheFormIsRefused(String head, String why) {
        assertThatThrownBy(() -> Question.read(bytes(head + ID)))
                .isInstanceOf(BadMessageException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aQuestionOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> Question.read(bytes("010202" + ID + "00"))).hasMessageContaining("got 36");
        assertThatThrownBy(() -> Question.read(bytes(""))).hasMessageContaining("got 0");
    }

    @Test
    void aPageHasItsEntriesAndWhereTheNextOneBegins() throws BadMessageException {
        var page = new Answer.Page(
                List.of(new Answer.Entry(bytes("abcd"), true), new Answer.Entry(bytes("ef"), false)),
                Optional.of(NodeId.parse("00".repeat(31) + "06")));
        assertThat(hex(page.bytes())).isEqualTo("010002" + "010002abcd" + "000001ef" + "00".repeat(31) + "06");
        assertThat(Answer.read(page.bytes(), QUESTION)).isEqualTo(page);
        assertThat(Answer.read(bytes("010000"), QUESTION)).isEqualTo(new Answer.Page(List.of(), Optional.empty()));
    }

    @Test
    void refusalsAreShort() throws BadMessageException {
        assertThat(hex(new Answer.Later(Duration.ofMillis(300)).bytes())).isEqualTo("0101012c");
        assertThat(Answer.read(bytes("0101ffff"), QUESTION)).isEqualTo(new Answer.Later(Duration.ofMillis(65_535)));
        assertThat(hex(new Answer.Later(Duration.ofHours(1)).bytes())).isEqualTo("0101ffff");
        assertThat(hex(new Answer.NotUnderstood().bytes())).isEqualTo("0102");
        assertThat(Answer.read(bytes("0102"), QUESTION)).isEqualTo(new Answer.NotUnderstood());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01",
                "0200", // version
                "0103", // kind
                "010100", // a pause cut short
                "0101000000", // and one with more behind it
                "010200",
                "0100", // no number of entries
                "010003", // more than were asked for
                "010001020001aa", // flag
                "010001010000", // an empty record
                "0100010104d0", // one that is too long
                "010001010002ab", // one that is cut short
                "010001010001ab00", // bytes behind it that are no id
            })
    void anAnswerThatBreaksTheFormIsRefused(String hex) {
        assertThatThrownBy(() -> Answer.read(bytes(hex), QUESTION)).isInstanceOf(BadMessageException.class);
    }

    /** Goal: pages come to an end. */
    @Test
    void aNextPageThatIsNoLaterOneIsRefused() {
        assertThatThrownBy(() -> Answer.read(bytes("010001010001ab" + ID), QUESTION))
                .hasMessageContaining("an earlier one");
        assertThatThrownBy(() -> Answer.read(bytes("010000" + "ff".repeat(32)), QUESTION))
                .hasMessageContaining("it is empty");
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static String hex(ByteBuffer bytes) {
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
