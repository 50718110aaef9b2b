package org.osier.core.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.osier.core.crypto.Sha256;

/**
 * Bytes as words of the English list of BIP-39, with its checksum: 16 bytes are 12 words, 32 are 24. A word that was
 * misread is noticed, four letters tell every word of the list.
 */
public final class Words {
    /** Words in the list: each stands for 11 bits. */
    private static final int LIST = 2_048;

    private static final int BITS = 11;
    private static final String SHA_256 = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda";
    private static final List<String> ENGLISH = load();

    private Words() {}

    /** What stands there is no such text. Says nothing of it but which word. */
    public static final class BadWordsException extends Exception {
        private static final long serialVersionUID = 1;

        BadWordsException(String message) {
            super(message);
        }
    }

    private static List<String> load() {
        try (var in = Objects.requireNonNull(Words.class.getResourceAsStream("bip39-english.txt"), "word list")) {
            var bytes = in.readAllBytes();
            var words = new String(bytes, StandardCharsets.US_ASCII).lines().toList();
            if (!SHA_256.equals(HexFormat.of().formatHex(Sha256.of(bytes))) || words.size() != LIST) {
                throw new AssertionError("the word list is not that of BIP-39");
            }
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param bytes 16 or 32 of them. @return the words, one blank between them */
    public static String of(byte[] bytes) {
        if (bytes.length != 16 && bytes.length != 32) throw new IllegalArgumentException(bytes.length + " bytes");
        var all = Arrays.copyOf(bytes, bytes.length + 1);
        all[bytes.length] = Sha256.of(bytes)[0]; // its first bytes.length / 4 bits are the checksum
        var words = new ArrayList<String>();
        for (int bit = 0; bit + BITS <= bytes.length * 8 + bytes.length / 4; bit += BITS) {
            words.add(ENGLISH.get(number(all, bit)));
        }
        return String.join(" ", words);
    }

    private static int number(byte[] bytes, int from) {
        int number = 0;
        for (int bit = from; bit < from + BITS; bit++) number = number << 1 | bytes[bit / 8] >> 7 - bit % 8 & 1;
        return number;
    }

    /**
     * The bytes of so many words, however many blanks are between them, in upper or lower case.
     *
     * @param count 12 or 24
     */
    public static byte[] bytes(String text, int count) throws BadWordsException {
        var words = split(text);
        if (words.size() != count) throw new BadWordsException(words.size() + " words, expected " + count);
        var all = new byte[count * 4 / 3 + 1];
        for (int i = 0; i < count; i++) {
            int number = ENGLISH.indexOf(words.get(i));
            if (number < 0) throw new BadWordsException("word " + (i + 1) + " is none of the list");
            for (int j = 0; j < BITS; j++) {
                int bit = i * BITS + j;
                all[bit / 8] |= (byte) ((number >> BITS - 1 - j & 1) << 7 - bit % 8);
            }
        }
        var bytes = Arrays.copyOf(all, count * 4 / 3);
        if (!of(bytes).equals(String.join(" ", words))) {
            throw new BadWordsException("these words do not belong together: one is another, or their order is");
        }
        return bytes;
    }

    /** The words of a text as they are hashed: lower case, one blank between them. */
    public static String normal(String text) {
        return String.join(" ", split(text));
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
