package org.osier.shell.commands;

import java.util.List;
import org.osier.trust.JoinException;

/** {@code accept NODE}: shows a PIN that is good for one node that knocked; that lets nobody in by itself. */
final class AcceptCommand implements Command {
    private static final Synopsis SYNOPSIS =
            new Synopsis("accept", "Shows a PIN for one node that knocked: it joins by it", List.of("NODE"), List.of());

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure, InterruptedException {
        var joining = call.joining();
        var id = Knocking.find(joining, call.args().operand(0));
        try {
            return PinScreen.show(call, joining.accept(id), id.brief() + " alone");
        } catch (JoinException e) {
            throw JoinFailures.of(e);
        }
    }
}
