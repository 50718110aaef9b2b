package org.osier.shell.doctor;

import java.util.ArrayList;
import java.util.List;
import org.osier.mesh.Self;
import org.osier.shell.screen.Units;

/** Where this node listens, and where it should and does not. */
final class Listening {
    private static final String SUBJECT = "listening";

    private Listening() {}

    static List<Finding> look(Self self) {
        var findings = new ArrayList<Finding>();
        for (var address : self.listening()) findings.add(Finding.ok(SUBJECT, Units.address(address)));
        for (var reason : self.notListening()) findings.add(closed(reason));
        if (self.listening().isEmpty()) findings.add(nowhere(self.notListening().isEmpty()));
        return findings;
    }

    private static Finding closed(String reason) {
        var coded = Coded.of(reason);
        var parts = coded.text().split("; ", 2); // what is wrong; what to do
        var next = parts.length == 2 ? parts[1] : "start what is missing, or correct listen of etc/org.osier.core.cfg";
        return Finding.fail(SUBJECT, coded.code(), parts[0], next);
    }

    private static Finding nowhere(boolean wished) {
        return Finding.hint(
                SUBJECT,
                102,
                wished
                        ? "nowhere: this node only dials, nobody can dial it"
                        : "nowhere at the moment: nobody can dial it",
                wished ? "name an address in listen of etc/org.osier.core.cfg, if that is not meant" : "");
    }
}
