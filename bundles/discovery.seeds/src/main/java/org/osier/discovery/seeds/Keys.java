package org.osier.discovery.seeds;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osier.discovery.ClusterKeys;

/** The keys of the cluster, while there is a node that has them. Any thread. */
final class Keys {
    private volatile @Nullable ClusterKeys source;

    void source(@Nullable ClusterKeys source) {
        this.source = source;
    }

    boolean isSource(ClusterKeys source) {
        return this.source == source;
    }

    boolean there() {
        return source != null;
    }

    /** @return none: there is no node just now */
    List<byte[]> derive(byte[] context) {
        var source = this.source;
        return source == null ? List.of() : source.derive(context);
    }
}
