package org.osier.shell.commands;

import java.util.List;
import org.osier.shell.screen.Next;

/** Reads what the user wrote for an intent: {@code 0x40}, {@code 64}, or the name of one that this node handles. */
final class IntentWord {
    private IntentWord() {}

    static int parse(String word, List<Handler> handlers) throws Failure {
        // Longer digits are out of range anyhow.
        if (word.matches("0[xX][0-9a-fA-F]{1,4}")) return inRange(Integer.parseInt(word.substring(2), 16), word);
        if (word.matches("[0-9]{1,6}")) return inRange(Integer.parseInt(word), word);
        var values = handlers.stream()
                .filter(h -> h.value() >= 0 && h.name().equals(word))
                .map(Handler::value)
                .distinct()
                .toList();
        if (values.size() == 1) return values.get(0);
        var next = new Next("intents", "for the names that this node knows");
        if (values.isEmpty()) throw Failure.wrongUse(word + " is no intent: write 0x40, 64, or a name.", next);
        throw Failure.wrongUse(values.size() + " intents are called " + word + ": write the number.", next);
    }

    private static int inRange(int intent, String word) throws Failure {
        if (intent <= 0xff) return intent;
        throw Failure.wrongUse(
                word + " is no intent: they go from 0 to 255.",
                new Next("intents", "for those that this node handles"));
    }
}
