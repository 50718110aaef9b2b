package org.osier.parts.keys;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osier.discovery.ClusterKeys;

/** The keys of the cluster, while there is a node that has them. Any thread. */
public final class Keys {
    private volatile @Nullable ClusterKeys source;

    /** From now on these; null: there is no node. */
    public void source(@Nullable ClusterKeys source) {
        this.source = source;
    }

    /** Whether these are in use. */
    public boolean isSource(ClusterKeys source) {
        return this.source == source;
    }

    /** Whether there is a node. */
    public boolean there() {
        return source != null;
    }

    /** @return none: there is no node just now */
    public List<byte[]> derive(byte[] context) {
        var source = this.source;
        return source == null ? List.of() : source.derive(context);
    }
}
