package org.osier.shell.commands;

import org.osier.shell.screen.Next;
import org.osier.trust.JoinException;

/** Turns what joining says into a screen. */
final class JoinFailures {
    private JoinFailures() {}

    static Failure of(JoinException e) {
        return Failure.osier(e.code(), e.getMessage() + ".", Next.say(e.hint()));
    }
}
