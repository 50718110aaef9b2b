package org.osier.shell.commands;

import java.net.URI;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Units;

/** Who shows a PIN on this network: one is tried, and only if there is no other. */
final class Near {
    private Near() {}

    /** Where the only one is. */
    static URI only(Call call) throws Failure {
        var calls = call.node().calls().get();
        if (calls.isEmpty()) {
            throw Failure.plain(
                    "nobody on this network shows a PIN, as far as this node hears.",
                    new Next("join --pin ADDRESS", "with an address that osier:pair shows there"));
        }
        if (calls.size() > 1) {
            throw Failure.plain(
                            calls.size() + " nodes on this network show a PIN.",
                            new Next("join --pin ADDRESS", "with the address that osier:pair shows there"))
                    .with(calls.stream()
                            .map(one -> "  " + Units.address(one.addresses().get(0)))
                            .toArray(String[]::new));
        }
        return calls.get(0).addresses().get(0);
    }
}
