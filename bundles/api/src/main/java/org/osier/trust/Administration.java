package org.osier.trust;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.osier.node.NodeId;

/**
 * Commands the cluster with the keys of its administrators. A service of the node. Any thread.
 *
 * <p>Keys are opened on the caller's thread and are gone when they are closed: the node keeps none.
 */
@ProviderType
public interface Administration {
    /** How the cluster stands, as far as this node knows. Never blocks. */
    ClusterState state();

    /** What other members show now, if their clocks are right and they have the same secret. Never blocks. */
    ComparisonCode code();

    /**
     * Whether a member shows these digits now, or did up to 30 s ago, or will within 30 s. Never blocks.
     *
     * @param digits as {@link ComparisonCode#digits()}
     */
    boolean agrees(String digits);

    /**
     * Opens an operator's key; takes about a second and 64 MiB on purpose.
     *
     * @param keyFile what the file holds: who reads it may have other rights than this process
     * @param passphrase not kept; whoever gives it wipes it
     * @throws AdministrationException if the file or the passphrase is wrong, or it is no administrator's of this cluster
     */
    AdministratorKey open(byte[] keyFile, char[] passphrase) throws AdministrationException;

    /**
     * Takes a recovery key as it was printed: 24 words, parted by blanks.
     *
     * @param words not kept; whoever gives them wipes them
     * @throws AdministrationException if they are none, or not this cluster's
     */
    AdministratorKey recover(char[] words) throws AdministrationException;

    /** Who would stay if these were revoked: this node, and every member that it knows. */
    List<ClusterMember> staying(Set<NodeId> revoked);

    /**
     * Turns the secret of the cluster over: these nodes are out, for ever, and lose their links within a second; who stays
     * gets the new secret, at once or when it comes back. Should a rotation that others issued at the same time stand in
     * place of ours, ours is issued again as long as this goes on.
     *
     * @param revoked may be empty: then only the secret is turned over
     * @param keys of as many administrators as must sign; open until this is done
     * @return done when every member that is linked has the new secret, after 5 s at the latest: how the cluster stands then.
     *     Fails with {@link AdministrationException}; then nothing has changed
     */
    CompletionStage<ClusterState> revoke(Set<NodeId> revoked, List<AdministratorKey> keys);
}
