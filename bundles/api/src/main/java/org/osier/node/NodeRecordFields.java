package org.osier.node;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields of a record between bytes and value. Filled by the reader or the builder, then never changed. */
final class NodeRecordFields {
    byte[] identityKey = {};
    byte[] linkKey = {};
    long serial = -1;
    long bootId;
    long issuedMs = -1;
    long validSeconds;

    @Nullable
    String name;

    @Nullable
    Role role;

    long capabilities;
    List<URI> addresses = List.of();
    SortedMap<String, String> attributes = Collections.emptySortedMap();
    byte @Nullable [] clusterTag;
    byte @Nullable [] dhtSlotKey;

    static SortedMap<String, String> copy(SortedMap<String, String> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
