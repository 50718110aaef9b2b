package org.osier.core.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osier.core.operator.Words.BadWordsException;

/** Words against the published test vectors of BIP-39, and words that were misread. */
class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000000,"
                + "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
        "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f,"
                + "legal winner thank year wave sausage worth useful legal winner thank yellow",
        "80808080808080808080808080808080,"
                + "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
        "ffffffffffffffffffffffffffffffff, zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
        "0000000000000000000000000000000000000000000000000000000000000000,"
                + "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
                + " abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,"
                + "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo vote"
    })
    void publishedVectorsHold(String hex, String words) throws Exception {
        var bytes = HexFormat.of().parseHex(hex);

        assertThat(Words.of(bytes)).isEqualTo(words);
        assertThat(Words.bytes(words, bytes.length * 3 / 4)).isEqualTo(bytes);
    }

    @Test
    void whatIsWrittenReadsBackHoweverItIsTyped() throws Exception {
        var random = new Random(39);
        for (int i = 0; i < 200; i++) {
            var bytes = new byte[i % 2 == 0 ? 16 : 32];
            random.nextBytes(bytes);
            var words = Words.of(bytes);
            var typed = "  " + words.toUpperCase(Locale.ROOT).replace(" ", " \t ") + "\n";
            assertThat(Words.bytes(typed, bytes.length * 3 / 4)).isEqualTo(bytes);
            assertThat(Words.normal(typed)).isEqualTo(words);
        }
    }

    @Test
    void wordsThatWereMisreadAreNoticedAndNotRepeated() {
        var good = "legal winner thank year wave sausage worth useful legal winner thank yellow";
        assertBad(good.replace("thank yellow", "thank year"), "do not belong together");
        assertBad(good.replace("legal winner thank year", "winner legal thank year"), "do not belong together");
        assertBad(good.replace("sausage", "sausages"), "word 6 is none of the list");
        assertBad(good + " zoo", "13 words, expected 12");
        assertBad("", "0 words");
        assertThatIllegalArgumentException().isThrownBy(() -> Words.of(new byte[15]));
    }

    private static void assertBad(String text, String why) {
        assertThatExceptionOfType(BadWordsException.class)
                .isThrownBy(() -> Words.bytes(text, 12))
                .withMessageContaining(why)
                .withMessageNotContaining("sausage");
    }
}
