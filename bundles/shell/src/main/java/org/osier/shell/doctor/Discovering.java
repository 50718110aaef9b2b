package org.osier.shell.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.osier.mesh.DiscoveryStatus;
import org.osier.mesh.Self;
import org.osier.shell.screen.Units;

/** Whether anything looks for other nodes, and what keeps it from that. */
final class Discovering {
    private static final String SUBJECT = "discovery";

    private Discovering() {}

    static List<Finding> look(Self self) {
        var findings = new ArrayList<Finding>();
        var all = self.discoveries();
        var running = all.stream()
                .filter(d -> d.state() == DiscoveryStatus.State.RUNNING)
                .toList();
        if (!running.isEmpty()) findings.add(Finding.ok(SUBJECT, names(running)));
        for (var one : all) {
            if (one.state() == DiscoveryStatus.State.STARTING)
                findings.add(Finding.hint(SUBJECT, 0, one.name() + " is starting", ""));
            for (var trouble : one.troubles()) findings.add(trouble(one, Coded.of(trouble)));
        }
        // What is a part of the node only hears of others from those that are linked already.
        if (!all.isEmpty() && all.stream().allMatch(d -> d.serviceId() == 0)) findings.add(none());
        return findings;
    }

    private static String names(List<DiscoveryStatus> running) {
        return running.stream()
                .map(d -> d.name() + ", " + Units.count(d.standing()) + " found")
                .collect(Collectors.joining("; "));
    }

    private static Finding trouble(DiscoveryStatus one, Coded trouble) {
        var text = trouble.text().startsWith(one.name() + ":") ? trouble.text() : one.name() + ": " + trouble.text();
        return one.state() == DiscoveryStatus.State.FAILED
                ? Finding.fail(SUBJECT, trouble.code(), text, "start its bundle anew; the node's log has more")
                : Finding.hint(SUBJECT, trouble.code(), text, trouble.next());
    }

    private static Finding none() {
        return Finding.hint(
                SUBJECT,
                0,
                "no bundle looks for nodes: only tickets and addresses lead to others",
                "put org.osier.discovery.seeds or .multicast into bundle/");
    }
}
