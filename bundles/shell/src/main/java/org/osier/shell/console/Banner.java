package org.osier.shell.console;

import java.time.Duration;
import java.util.Optional;
import org.osier.mesh.Mesh;
import org.osier.shell.commands.NodeRows;
import org.osier.shell.commands.Versions;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Units;

/**
 * The start screen.
 *
 * @param versions what runs here
 * @param startTook from the launcher to now, empty if it did not tell
 * @param clusterGiven whether the operator named the cluster, so that this start cannot have made it
 */
record Banner(Versions versions, Optional<Duration> startTook, boolean clusterGiven) {
    void print(Out out, Mesh mesh) {
        var self = mesh.self();
        boolean newCluster = self.firstStart() && !clusterGiven;
        out.header(
                versions.title(),
                startTook.map(t -> "started in " + Units.seconds(t)).orElse(""));
        NodeRows.write(
                out,
                self,
                self.firstStart() ? "new identity, saved in data/identity/ (0700)" : "",
                newCluster ? "new cluster, closed: nodes join by ticket or PIN" : "");
        out.field("peers", Style.PLAIN, NodeRows.peers(mesh.peers()));
        var help = new Next("help", "for all commands");
        if (newCluster) {
            out.next(new Next("invite", "to add a node"), help);
        } else {
            out.next(new Next("peers", "for everyone we know"), help);
        }
        // Once: later only the doctor reminds.
        if (self.firstStart()) out.next(new Next("identity export FILE", "to keep a copy of who this node is"));
        out.flush();
    }
}
