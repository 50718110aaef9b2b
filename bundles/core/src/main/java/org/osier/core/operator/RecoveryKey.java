package org.osier.core.operator;

import java.util.Arrays;
import org.osier.core.operator.Words.BadWordsException;

/** An administrator's key on paper: 24 words that are its seed. Shown once, kept nowhere. */
public final class RecoveryKey {
    private static final int WORDS = 24;

    private RecoveryKey() {}

    /** The words to write down. */
    public static String words(OperatorKey key) {
        var seed = key.seed();
        try {
            return Words.of(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** The key again. */
    public static OperatorKey read(char[] words) throws BadWordsException {
        var seed = Words.bytes(new String(words), WORDS);
        try {
            return OperatorKey.of(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }
}
