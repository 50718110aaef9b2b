package org.osier.trust;

import java.time.Instant;
import java.util.List;
import org.osier.node.NodeId;

/**
 * How a cluster stands, as far as this node knows.
 *
 * @param id SHA-256 of its genesis, 64 hex digits
 * @param epoch how often its secret was turned over, from 1
 * @param since when that epoch began
 * @param created when the cluster was made
 * @param administrators Ed25519 keys, 64 hex digits each, ascending; empty: nobody can revoke or command
 * @param threshold how many of them must sign
 * @param members that this node knows, itself among them, by name
 * @param roster how many stayed at the last rotation; 0 without one
 * @param revoked everybody who is
 * @param owed of these, who knows the secret in force all the same: their rotation did not stand and waits for another one
 * @param previousOpen whether members that were away since the last rotation are served
 */
public record ClusterState(
        String name,
        String id,
        int epoch,
        Instant since,
        Instant created,
        List<String> administrators,
        int threshold,
        List<ClusterMember> members,
        int roster,
        List<NodeId> revoked,
        List<NodeId> owed,
        boolean previousOpen) {
    public ClusterState {
        administrators = List.copyOf(administrators);
        members = List.copyOf(members);
        revoked = List.copyOf(revoked);
        owed = List.copyOf(owed);
    }
}
