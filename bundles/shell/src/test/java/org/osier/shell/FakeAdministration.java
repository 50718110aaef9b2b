package org.osier.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.osier.node.NodeId;
import org.osier.trust.Administration;
import org.osier.trust.AdministrationException;
import org.osier.trust.AdministratorKey;
import org.osier.trust.ClusterMember;
import org.osier.trust.ClusterState;
import org.osier.trust.ComparisonCode;

/** A cluster of four whose administrator's passphrase is "open sesame". */
public final class FakeAdministration implements Administration {
    public List<String> administrators = List.of("7529c456".repeat(8), "a029c456".repeat(8));
    public List<NodeId> revoked = new ArrayList<>();
    public List<NodeId> owed = List.of();
    public int epoch = 1;
    /** Keys that are open. */
    public int open;

    private static ClusterMember member(int key, String name, boolean self, boolean linked) {
        return new ClusterMember(FakeSelf.record(key, name).id(), name, self, linked, linked);
    }

    private static List<ClusterMember> members() {
        return List.of(
                member(1, "alpha", true, true),
                member(2, "beta", false, true),
                member(3, "delta", false, false),
                member(4, "gamma", false, true));
    }

    @Override
    public ClusterState state() {
        var since = FakeSelf.NOW.minusSeconds(epoch == 1 ? 7_200 : 1);
        return new ClusterState(
                "willow-42",
                "9b1e04".repeat(10) + "abcd",
                epoch,
                since,
                FakeSelf.NOW.minusSeconds(7_200),
                administrators,
                administrators.isEmpty() ? 0 : 1,
                staying(Set.copyOf(revoked)),
                epoch == 1 ? 0 : 3,
                revoked,
                owed,
                epoch > 1);
    }

    @Override
    public ComparisonCode code() {
        return new ComparisonCode("46119246", Duration.ofSeconds(12));
    }

    @Override
    public boolean agrees(String digits) {
        return digits.equals("46119246");
    }

    @Override
    public AdministratorKey open(byte[] keyFile, char[] passphrase) throws AdministrationException {
        if (!new String(passphrase).equals("open sesame"))
            throw new AdministrationException(103, "the passphrase does not open the key", "try again");
        open++;
        return new AdministratorKey() {
            @Override
            public byte[] publicKey() {
                return new byte[32];
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    @Override
    public AdministratorKey recover(char[] words) throws AdministrationException {
        return open(new byte[0], words);
    }

    @Override
    public List<ClusterMember> staying(Set<NodeId> without) {
        return members().stream().filter(m -> !without.contains(m.id())).toList();
    }

    @Override
    public CompletionStage<ClusterState> revoke(Set<NodeId> nodes, List<AdministratorKey> keys) {
        if (administrators.isEmpty())
            return CompletableFuture.failedFuture(new AdministrationException(0, "nobody may", "make a new one"));
        revoked = Stream.concat(revoked.stream(), nodes.stream()).toList();
        epoch++;
        return CompletableFuture.completedFuture(state());
    }
}
