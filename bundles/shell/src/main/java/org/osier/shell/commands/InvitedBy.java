package org.osier.shell.commands;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.osier.mesh.Mesh;
import org.osier.mesh.Peer;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.shell.screen.Units;
import org.osier.trust.Invited;

/** Who let a node in, by its own words. */
final class InvitedBy {
    private InvitedBy() {}

    /** {@code invited by alpha 3 min ago}; empty: it does not say. */
    static Optional<String> text(Mesh mesh, Optional<NodeRecord> record, Instant now) {
        return record.flatMap(Invited::of)
                .map(invited -> "invited by " + name(mesh, invited.by()) + " "
                        + Units.age(Duration.between(invited.at(), now)) + " ago");
    }

    private static String name(Mesh mesh, NodeId id) {
        var self = mesh.self();
        if (self.id().equals(id)) return self.name();
        return mesh.peer(id).map(Peer::name).orElse(id.brief());
    }

    static void addTo(JsonObject json, Optional<NodeRecord> record) {
        var invited = record.flatMap(Invited::of);
        json.addProperty("invitedBy", invited.map(i -> i.by().toString()).orElse(null));
        json.addProperty("invitedAt", invited.map(i -> i.at().toString()).orElse(null));
    }
}
