package org.osier.shell.commands;

import com.google.gson.JsonObject;
import java.util.List;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;

/** How many nodes there are in each state. */
record Tally(long alive, long suspect, long failed, long pending, long idle) {
    static Tally of(List<Peer> peers) {
        return new Tally(
                count(peers, PeerState.ALIVE),
                count(peers, PeerState.SUSPECT),
                count(peers, PeerState.FAILED),
                count(peers, PeerState.PENDING),
                count(peers, PeerState.IDLE));
    }

    private static long count(List<Peer> peers, PeerState state) {
        return peers.stream().filter(p -> p.state() == state).count();
    }

    /** This node counts too: whoever reads a list counts its rows. */
    Tally withSelf() {
        return new Tally(alive + 1, suspect, failed, pending, idle);
    }

    String text() {
        var text = alive + " alive, " + suspect + " suspect";
        if (failed > 0) text += ", " + failed + " failed";
        if (pending > 0) text += ", " + pending + " pending";
        if (idle > 0) text += ", " + idle + " idle";
        return text;
    }

    JsonObject json() {
        var json = new JsonObject();
        json.addProperty("alive", alive);
        json.addProperty("suspect", suspect);
        json.addProperty("failed", failed);
        json.addProperty("pending", pending);
        json.addProperty("idle", idle);
        return json;
    }
}
