package org.osier.discovery.seeds;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.osier.discovery.ClusterKeys;
import org.osier.discovery.seeds.rules.MeetingPlace;
import org.osier.node.NodeRecord;

/** What a member leaves at a rendezvous, made by hand. */
final class Member {
    static final ClusterKeys OURS = keys("ours");

    private Member() {}

    static ClusterKeys keys(String secret) {
        return context -> {
            var key = new byte[ClusterKeys.BYTES];
            new Random(secret.hashCode() + 31L * Arrays.hashCode(context)).nextBytes(key);
            return List.of(key);
        };
    }

    static MeetingPlace place() {
        return MeetingPlace.now(OURS::derive, System.currentTimeMillis()).get(0);
    }

    /** Sealed now, for an hour. */
    static byte[] sealed(NodeRecord record) {
        var place = place();
        return place.seal(place.slot(record.id()), record.bytes(), System.currentTimeMillis(), 3_600, new Random());
    }

    static URI slot(URI service, NodeRecord record) {
        var place = place();
        var slot = HexFormat.of().formatHex(place.slot(record.id()));
        return URI.create(service + "/rendezvous/1/" + place.tag() + "/" + slot);
    }

    static void leave(URI service, NodeRecord... records) {
        var http = new Http(Duration.ofSeconds(10));
        try {
            for (var record : records) http.put(slot(service, record), sealed(record));
        } catch (HouseException | InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            http.close();
        }
    }
}
