package org.osier.core.config.rules;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a mistyped word was meant to be. */
public final class Nearest {
    /** A word is close if at most every third of its letters must be changed. */
    private static final int LETTERS_PER_EDIT = 3;

    /** Longer ones are no typing mistakes; the distance takes the square of the length. */
    private static final int LONGEST = 100;

    private Nearest() {}

    /** The closest of {@code words}, the first of several; none if none is close. Case does not matter. */
    public static Optional<String> to(String word, Collection<String> words) {
        if (word.length() > LONGEST) return Optional.empty();
        var best = Optional.<String>empty();
        int least = Math.max(1, word.length() / LETTERS_PER_EDIT) + 1;
        for (var candidate : words) {
            if (candidate.length() > LONGEST) continue;
            int edits = edits(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits >= least) continue;
            least = edits;
            best = Optional.of(candidate);
        }
        return best;
    }

    /** How many letters to put in, take out or replace (Levenshtein). */
    private static int edits(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
