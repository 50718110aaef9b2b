package org.osier.shell.commands;

import java.util.Locale;
import org.osier.node.NodeId;
import org.osier.shell.screen.Next;
import org.osier.trust.Joining;
import org.osier.trust.Knock;

/** Finds who knocked by the beginning of its id; a whole id may be anybody's. */
final class Knocking {
    private static final int MIN_HEX_DIGITS = 4;

    private Knocking() {}

    static NodeId find(Joining joining, String word) throws Failure {
        var hex = word.toLowerCase(Locale.ROOT);
        if (hex.matches("[0-9a-f]{64}")) return NodeId.parse(hex);
        var fitting = joining.pending().stream()
                .map(Knock::id)
                .filter(id -> hex.length() >= MIN_HEX_DIGITS && id.toString().startsWith(hex))
                .toList();
        if (fitting.size() == 1) return fitting.get(0);
        throw Failure.wrongUse(
                fitting.isEmpty() ? "nobody who waits has an id " + word + "." : word + " may be any of several.",
                new Next("pending", "for who waits"));
    }
}
