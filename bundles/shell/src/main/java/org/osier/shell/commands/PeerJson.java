package org.osier.shell.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.osier.mesh.Attempt;
import org.osier.mesh.Peer;
import org.osier.node.NodeRecord;
import org.osier.shell.screen.Units;

/** Peers and records in documents: times as ISO 8601, round trips in milliseconds, bits and boot ids in hex. */
final class PeerJson {
    private PeerJson() {}

    static JsonObject brief(Peer peer) {
        var json = new JsonObject();
        json.addProperty("name", peer.name());
        json.addProperty("id", peer.id().toString());
        json.addProperty("state", StateStyle.word(peer.state()));
        json.addProperty("path", peer.path().map(Object::toString).orElse(null));
        json.addProperty("roundTripMs", peer.roundTrip().map(Units::millis).orElse(null));
        json.addProperty("seen", peer.seen().toString());
        json.addProperty("why", peer.why());
        InvitedBy.addTo(json, peer.record());
        return json;
    }

    static JsonObject whole(Peer peer) {
        var json = brief(peer);
        json.addProperty("dialled", peer.dialled());
        json.addProperty("since", peer.since().toString());
        json.addProperty("bootId", HexFormat.of().toHexDigits(peer.bootId()));
        var counts = new JsonObject();
        counts.addProperty("links", peer.counts().links());
        counts.addProperty("restarts", peer.counts().restarts());
        counts.addProperty("sent", peer.counts().sent());
        counts.addProperty("received", peer.counts().received());
        json.add("counts", counts);
        json.addProperty("lastPath", peer.lastPath().map(Object::toString).orElse(null));
        json.add("paths", paths(peer.paths()));
        json.addProperty("clockSkewMs", peer.clockSkew().map(Duration::toMillis).orElse(null));
        json.add("attempts", attempts(peer.attempts()));
        json.add("record", peer.record().map(PeerJson::of).orElse(null));
        return json;
    }

    private static JsonArray paths(List<Peer.Path> paths) {
        var array = new JsonArray();
        for (var path : paths) {
            var json = new JsonObject();
            json.addProperty("address", path.address().toString());
            json.addProperty("carries", path.carries());
            json.addProperty("dialled", path.dialled());
            json.addProperty("roundTripMs", path.roundTrip().map(Units::millis).orElse(null));
            json.addProperty("since", path.since().toString());
            array.add(json);
        }
        return array;
    }

    static JsonArray attempts(List<Attempt> attempts) {
        var array = new JsonArray();
        for (var attempt : attempts) {
            var json = new JsonObject();
            json.addProperty("at", attempt.at().toString());
            json.addProperty("address", attempt.address().toString());
            json.addProperty("stage", attempt.stage().name().toLowerCase(Locale.ROOT));
            json.addProperty("code", attempt.code() == 0 ? null : Failure.name(attempt.code()));
            json.addProperty("cause", attempt.cause());
            json.addProperty("hint", attempt.hint().isEmpty() ? null : attempt.hint());
            array.add(json);
        }
        return array;
    }

    static JsonObject of(NodeRecord record) {
        var json = new JsonObject();
        json.addProperty("name", record.name().orElse(null));
        json.addProperty("serial", record.serial());
        json.addProperty("bootId", HexFormat.of().toHexDigits(record.bootId()));
        json.addProperty("role", record.role().name().toLowerCase(Locale.ROOT));
        json.addProperty("capabilities", HexFormat.of().toHexDigits(record.capabilities()));
        json.addProperty("issued", record.issued().toString());
        json.addProperty("expires", record.expires().toString());
        var addresses = new JsonArray();
        record.addresses().forEach(a -> addresses.add(a.toString()));
        json.add("addresses", addresses);
        var attributes = new JsonObject();
        record.attributes().forEach(attributes::addProperty);
        json.add("attributes", attributes);
        return json;
    }
}
