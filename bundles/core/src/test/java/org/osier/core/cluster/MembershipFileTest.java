package org.osier.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osier.core.crypto.Ed25519;
import org.osier.core.identity.HomeException;
import org.osier.node.NodeId;

/** What a home keeps of a rotation, and what of it a cluster file gives to others. */
class MembershipFileTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final NodeId A = NodeId.ofKey(Ed25519.publicKey(new byte[32]));
    private static final NodeId B = NodeId.of(new byte[32]);
    private static final NodeId C = NodeId.parse("ff".repeat(32));

    @TempDir
    private Path home;

    private final DocumentSigner administrator = TestAdministrators.signer(1);
    private final Cluster first = TestAdministrators.cluster(1, administrator);
    private final Cluster second = Cluster.of(first.genesis(), 2, new byte[32]);
    private Path data;
    private ClusterStore store;
    private Membership rotated;

    @BeforeEach
    void aHomeWithARotation() throws Exception {
        data = home.resolve("data");
        store = new ClusterStore(data);
        ClusterFile.create(home.resolve("given.json"), first);
        assertThat(store.open(home.resolve("given.json"), NOW, new Random(1)).first())
                .isTrue();
        var roster = Roster.of(List.of(A, B));
        var revoked = Roster.of(List.of(C));
        rotated = new Membership(
                second,
                Optional.of(first),
                Optional.of(Rotation.issue(second, NOW, roster, revoked, List.of(administrator))),
                roster,
                Roster.of(List.of(C, NodeId.parse("ee".repeat(32)))),
                Roster.of(List.of(A)));
        store.keep(rotated);
    }

    private Membership opened() throws HomeException {
        return store.open(null, NOW, new Random(2)).membership();
    }

    @Test
    void everythingIsThereAfterARestart() throws Exception {
        assertThat(opened()).isEqualTo(rotated);
        assertThat(opened().owed()).isEqualTo(Roster.of(List.of(NodeId.parse("ee".repeat(32)))));
    }

    @Test
    void anExportedFileGivesTheRotationAndNeitherTheSecretBeforeNorWhoIsKnown() throws Exception {
        var file = home.resolve("export.json");
        ClusterFile.create(file, rotated);
        var text = Files.readString(file);

        assertThat(text)
                .contains("\"rotation\"")
                .doesNotContain("\"previous\"", "\"roster\"", "\"known\"")
                .doesNotContain(HexFormat.of().formatHex(first.secret()));
        var other = new ClusterStore(home.resolve("other")).open(file, NOW, new Random(3));
        assertThat(other.cluster()).isEqualTo(second);
        assertThat(other.membership().rotation()).isEqualTo(rotated.rotation());
        assertThat(other.membership().isRevoked(C)).isTrue();
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() throws Exception {
        var file = data.resolve("cluster.json");
        var good = Files.readString(file);
        var rotation = HexFormat.of().formatHex(rotated.encodedRotation().orElseThrow());
        assertRefused(file, good.replace("\"epoch\": 2", "\"epoch\": 3"), "does not make this epoch");
        assertRefused(
                file, good.replace(rotation, rotation.replaceFirst(".$", "0").replaceFirst("0$", "1")), "");
        assertRefused(file, good.replace("\"rotation\"", "\"ration\""), "roster");
        assertRefused(file, good.replace(B.toString(), "01".repeat(32)), "");
        assertRefused(file, good.replace("\"previous\": \"", "\"previous\": \"00"), "64 hex digits");
    }

    private void assertRefused(Path file, String text, String why) throws Exception {
        Files.writeString(file, text);
        assertThatExceptionOfType(ClusterException.class)
                .as(text)
                .isThrownBy(this::opened)
                .withMessageStartingWith("OSIER-103 ")
                .withMessageContaining(why)
                .withMessageNotContaining(HexFormat.of().formatHex(first.secret()));
    }
}
