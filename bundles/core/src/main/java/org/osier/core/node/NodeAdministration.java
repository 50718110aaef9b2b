package org.osier.core.node;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osier.core.cluster.Membership;
import org.osier.core.cluster.Roster;
import org.osier.core.cluster.Rotation;
import org.osier.core.cluster.rules.TimeCode;
import org.osier.core.cluster.rules.Turning;
import org.osier.core.crypto.Hkdf;
import org.osier.core.crypto.HmacSha256;
import org.osier.core.identity.HomeException;
import org.osier.core.operator.KeyFile;
import org.osier.core.operator.OperatorKey;
import org.osier.core.operator.RecoveryKey;
import org.osier.core.operator.Words;
import org.osier.core.record.ClusterTag;
import org.osier.mesh.Self;
import org.osier.node.NodeId;
import org.osier.trust.Administration;
import org.osier.trust.AdministrationException;
import org.osier.trust.AdministratorKey;
import org.osier.trust.ClusterMember;
import org.osier.trust.ClusterState;
import org.osier.trust.ComparisonCode;

/** What administrators can ask of this node. Any thread. */
final class NodeAdministration implements Administration {
    private static final int REVOKED = 125;
    private static final byte[] CODE = "osier/1 code\0".getBytes(StandardCharsets.US_ASCII); // WIRE.md, section 9

    private final Environment environment;
    private final NodeId self;
    private final OwnCluster cluster;
    private final Rotations rotations;
    private final PeerTable table;
    private final Supplier<Self> view;
    private @Nullable Revoking running; // the loop's: one at a time

    NodeAdministration(
            Environment environment,
            NodeId self,
            OwnCluster cluster,
            Rotations rotations,
            PeerTable table,
            Supplier<Self> view) {
        this.environment = environment;
        this.self = self;
        this.cluster = cluster;
        this.rotations = rotations;
        this.table = table;
        this.view = view;
    }

    @Override
    public ClusterState state() {
        var held = cluster.membership();
        var genesis = held.now().genesis();
        var created = Instant.ofEpochMilli(genesis.createdMs());
        return new ClusterState(
                genesis.name(),
                held.now().idHex(),
                held.now().epoch(),
                held.rotation().map(r -> r.issued()).orElse(created),
                created,
                held.administrators().keys().stream()
                        .map(HexFormat.of()::formatHex)
                        .toList(),
                held.administrators().threshold(),
                members(held, Turning.staying(held, rotations.linked(), Set.of(), self)),
                held.roster().size(),
                held.revoked().ids(),
                held.owed().ids(),
                held.before().isPresent());
    }

    @Override
    public ComparisonCode code() {
        long now = seconds();
        return new ComparisonCode(timeCode().at(now), Duration.ofSeconds(TimeCode.left(now)));
    }

    @Override
    public boolean agrees(String digits) {
        return timeCode().agrees(digits, seconds());
    }

    private TimeCode timeCode() {
        var now = cluster.membership().now();
        return new TimeCode(Hkdf.derive(now.id(), now.secret(), CODE, HmacSha256.BYTES));
    }

    private long seconds() {
        return environment.clock().instant().getEpochSecond();
    }

    private List<ClusterMember> members(Membership held, Roster ids) {
        return ids.ids().stream()
                .map(id -> member(held, id))
                .sorted(Comparator.comparing(ClusterMember::name).thenComparing(ClusterMember::id))
                .toList();
    }

    private ClusterMember member(Membership held, NodeId id) {
        if (id.equals(self)) return new ClusterMember(id, view.get().name(), true, true, true);
        var entry = table.find(id);
        if (entry == null) return new ClusterMember(id, id.brief(), false, false, false);
        return new ClusterMember(id, entry.name(), false, entry.path() != null, isCurrent(held, entry));
    }

    /** Its record carries the tag of the epoch in force: only who has the secret can make it. */
    static boolean isCurrent(Membership held, PeerEntry entry) {
        var record = entry.record;
        return record != null && ClusterTag.fits(held.now(), record);
    }

    @Override
    public AdministratorKey open(byte[] keyFile, char[] passphrase) throws AdministrationException {
        try {
            return ofThisCluster(KeyFile.open(keyFile, passphrase), "the key in this file");
        } catch (HomeException e) {
            throw new AdministrationException(e.code(), e.seen(), e.next());
        }
    }

    @Override
    public AdministratorKey recover(char[] words) throws AdministrationException {
        try {
            return ofThisCluster(RecoveryKey.read(words), "the recovery key");
        } catch (Words.BadWordsException e) {
            throw new AdministrationException(0, String.valueOf(e.getMessage()), "write the 24 words in their order");
        }
    }

    private AdministratorKey ofThisCluster(OperatorKey key, String what) throws AdministrationException {
        var held = cluster.membership();
        if (held.administrators().contains(key.publicKey())) return new OpenKey(key);
        key.close();
        throw new AdministrationException(
                0,
                held.administrators().threshold() == 0
                        ? "the cluster " + held.now().name() + " has no administrators"
                        : what + " is no administrator's of " + held.now().name(),
                "osier cluster");
    }

    @Override
    public List<ClusterMember> staying(Set<NodeId> revoked) {
        var held = cluster.membership();
        return members(held, Turning.staying(held, rotations.linked(), revoked, self));
    }

    @Override
    public CompletionStage<ClusterState> revoke(Set<NodeId> revoked, List<AdministratorKey> keys) {
        var signers = keys.stream().map(OpenKey.class::cast).toList();
        var ids = Set.copyOf(revoked);
        var done = new CompletableFuture<ClusterState>();
        environment.onLoop(() -> begin(ids, signers, done));
        return done;
    }

    private void begin(Set<NodeId> revoked, List<OpenKey> signers, CompletableFuture<ClusterState> done) {
        var refusal = refusal(revoked, signers);
        if (refusal != null) {
            done.completeExceptionally(refusal);
            return;
        }
        var revoking = new Revoking(environment, self, cluster, rotations, table, revoked, signers);
        running = revoking;
        revoking.run().whenComplete((nothing, e) -> {
            running = null;
            if (e instanceof HomeException home) {
                done.completeExceptionally(new AdministrationException(home.code(), home.seen(), home.next()));
            } else if (e != null) {
                done.completeExceptionally(e);
            } else {
                done.complete(state());
            }
        });
    }

    private @Nullable AdministrationException refusal(Set<NodeId> revoked, List<OpenKey> signers) {
        var held = cluster.membership();
        int threshold = held.administrators().threshold();
        if (running != null) return new AdministrationException(0, "another rotation is under way", "try again in 5 s");
        if (threshold == 0) {
            return new AdministrationException(
                    0,
                    "the cluster " + held.now().name() + " has no administrators: nobody can revoke",
                    "osier cluster create FILE makes one that has, for new homes");
        }
        if (signers.stream().map(OpenKey::hex).distinct().count() < threshold) {
            return new AdministrationException(
                    0,
                    signers.size() + " of " + threshold + " administrators signed",
                    "give the keys of the others, too");
        }
        if (revoked.contains(self)) {
            return new AdministrationException(
                    0, "a node cannot revoke itself", "do it on another node, or stop this one for good");
        }
        if (held.revoked().and(revoked).size() > Rotation.MAX_REVOKED) {
            return new AdministrationException(REVOKED, "too many nodes are revoked by now", "make a new cluster");
        }
        return null;
    }
}
