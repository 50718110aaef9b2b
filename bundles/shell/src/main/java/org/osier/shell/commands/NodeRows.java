package org.osier.shell.commands;

import java.util.List;
import org.osier.mesh.Peer;
import org.osier.mesh.Self;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Units;

/** The rows about this node that {@code status} and the start screen share. */
public final class NodeRows {
    /** The remarks of the start screen stand below each other. */
    private static final String WITH_REMARK = "%-25s  %s";

    private NodeRows() {}

    /**
     * Writes node, cluster, listening, what does not listen and what of the configuration does not count.
     *
     * @param nodeRemark behind the node's name and id, may be empty
     * @param clusterRemark behind the cluster's name and genesis, may be empty
     */
    public static void write(Out out, Self self, String nodeRemark, String clusterRemark) {
        out.field("node", Style.PLAIN, remarked(self.name() + "  " + self.id().brief(), nodeRemark));
        var cluster = self.clusterName() + "  genesis " + genesis(self);
        out.field("cluster", Style.PLAIN, remarked(cluster, clusterRemark));
        var listening = self.listening().stream().map(Units::address).toList();
        if (!listening.isEmpty()) out.field("listening", Style.PLAIN, listening);
        var label = listening.isEmpty() ? "listening" : "";
        for (var reason : self.notListening()) {
            out.field(label, Style.BAD, reason);
            label = "";
        }
        if (listening.isEmpty() && self.notListening().isEmpty()) {
            out.field("listening", Style.PLAIN, "OSIER-102 nowhere: this node only dials, nobody can dial it");
        } else if (listening.isEmpty()) {
            out.field("", Style.PLAIN, "OSIER-102 nowhere at the moment: nobody can dial this node");
        }
        var config = "config";
        for (var problem : self.configurationProblems()) {
            out.field(config, Style.WARN, problem);
            config = "";
        }
    }

    private static String remarked(String text, String remark) {
        return remark.isEmpty() ? text : String.format(WITH_REMARK, text, remark);
    }

    /** How many peers there are in which state. */
    public static String peers(List<Peer> peers) {
        return peers.isEmpty() ? "none yet" : Tally.of(peers).text();
    }

    /** The beginning of the cluster's id: enough for people. */
    private static String genesis(Self self) {
        return self.clusterId().substring(0, Math.min(6, self.clusterId().length()));
    }
}
