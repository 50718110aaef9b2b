package org.osier.shell.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {
    /** Goal: no text from another node moves the cursor, colours, hides or reorders. */
    @Test
    void whatATerminalCouldObeyBecomesAQuestionMark() {
        assertThat(Text.harmless("a\u001b[31mb\u009bc\u202ed\u2028e\ud800f\u0000\r\n"))
                .isEqualTo("a?[31mb?c?d?e?f???");
        assertThat(Text.harmless("gr\u00fcn \u6797 \ud83c\udf32")).isEqualTo("gr\u00fcn \u6797 \ud83c\udf32");
    }

    @Test
    void cutsWithTwoDotsAndNeverInsideACharacter() {
        assertThat(Text.cut("12345", 5)).isEqualTo("12345");
        assertThat(Text.cut("123456", 5)).isEqualTo("123..");
        assertThat(Text.cut("\ud83c\udf32\ud83c\udf32\ud83c\udf32\ud83c\udf32", 3))
                .isEqualTo("\ud83c\udf32..");
        assertThat(Text.cut("123", 1)).isEqualTo(".");
        assertThat(Text.cut("123", 0)).isEmpty();
    }

    @Test
    void breaksBetweenWordsAndInsideWordsThatAreLongerThanALine() {
        assertThat(Text.wrap("one two three", 8)).containsExactly("one two", "three");
        assertThat(Text.wrap("a 1234567890 b", 4)).containsExactly("a", "1234", "5678", "90 b");
        assertThat(Text.wrap("  keeps  blanks", 40)).containsExactly("  keeps  blanks");
        assertThat(Text.wrap("", 4)).containsExactly("");
    }

    @Test
    void itemsStayWhole() {
        assertThat(Text.flow(List.of("tcp a", "tcp b", "tcp c"), "   ", 14)).containsExactly("tcp a   tcp b", "tcp c");
    }
}
