package org.osier.core.link;

import java.net.URI;
import java.util.Optional;
import org.osier.node.NodeId;

/**
 * How a connection came to be.
 *
 * @param address the one dialled, or where the other end came from
 * @param job the dial job that made it; empty: it was accepted
 * @param expected who must be there, if that was known when dialling
 */
public record Origin(URI address, Optional<String> job, Optional<NodeId> expected) {
    public static Origin accepted(URI remote) {
        return new Origin(remote, Optional.empty(), Optional.empty());
    }

    public boolean dialled() {
        return job.isPresent();
    }
}
