package org.osier.shell.commands;

import java.util.List;
import org.osier.trust.JoinException;

/** {@code pair}: shows a PIN, waits until somebody has joined by it. */
final class PairCommand implements Command {
    private static final Synopsis SYNOPSIS =
            new Synopsis("pair", "Shows a PIN for 2 minutes: one other node may join by it", List.of(), List.of());

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure, InterruptedException {
        try {
            return PinScreen.show(call, call.joining().pair(), "one node");
        } catch (JoinException e) {
            throw JoinFailures.of(e);
        }
    }
}
