package org.osier.core.node;

import org.osier.core.link.Link;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parts with those who do not stay when the secret of the cluster is turned over. The loop's. */
final class Parting {
    private static final Logger log = LoggerFactory.getLogger(Parting.class);
    private static final String OUT = "OSIER-125 by an administrator of the cluster";

    private final OwnCluster cluster;
    private final Connections connections;
    private final PeerTable table;
    private final Dialler dialler;

    Parting(OwnCluster cluster, Connections connections, PeerTable table, Dialler dialler) {
        this.cluster = cluster;
        this.connections = connections;
        this.table = table;
        this.dialler = dialler;
    }

    /** Closes every link with somebody who does not stay, or who came by the old secret and is not among those who do. */
    void withOthers() {
        var held = cluster.membership();
        for (var end : connections.all()) {
            var link = end.link();
            if (link == null) continue;
            boolean old = link.proof().door() != cluster.door();
            if (held.isRevoked(link.peer()) || old && !held.mayCatchUp(link.peer())) leave(link);
        }
    }

    /** Says why and closes. */
    void leave(Link link) {
        if (cluster.membership().isRevoked(link.peer())) {
            link.close(CloseReason.REVOKED, OUT);
            dialler.expired(link.peer());
        } else {
            if (link.carriedBothWays())
                log.warn(
                        "{}: the secret was turned over without it, it needs a ticket",
                        link.peer().brief());
            link.close(CloseReason.REFUSED, "the secret was turned over without this node, it needs a ticket");
        }
    }

    /** Who is revoked is no peer that is missed: once its links are gone nothing is left of it but its id. */
    void forget() {
        var held = cluster.membership();
        if (held.revoked().size() == 0) return;
        for (var entry : table.all()) {
            if (!held.isRevoked(entry.id) || !entry.ways.isEmpty()) continue;
            Session session;
            synchronized (entry) {
                session = entry.session;
                entry.forget();
            }
            if (session != null) session.end(Session.End.DROPPED);
            table.remove(entry);
        }
    }
}
