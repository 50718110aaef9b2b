package org.osier.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.osier.core.crypto.Ed25519;
import org.osier.core.crypto.Vectors;
import org.osier.node.NodeId;

/** The rotation of the Osier wire vectors, written independently from WIRE.md, and everything that is none. */
class RotationTest {
    private static final JsonObject VECTOR = Vectors.read("osier.json").getAsJsonObject("rotation");
    private static final byte[] SIGNED = Vectors.hex(VECTOR, "signed");
    private static final Cluster WILLOW = TestClusters.willow();
    private static final Cluster NEXT = Cluster.of(WILLOW.genesis(), 2, Vectors.hex(VECTOR, "new_secret"));
    private static final int UNSIGNED = Vectors.hex(VECTOR, "unsigned").length;

    private static Roster roster() throws BadDocumentException {
        return Roster.parse(Vectors.hex(VECTOR, "roster"));
    }

    @Test
    void rotationOfTheVectorsIsReadAndVerified() throws Exception {
        var rotation = Rotation.parse(SIGNED);
        rotation.verify(Administrators.of(WILLOW.genesis()));

        assertThat(rotation.epoch()).isEqualTo(2);
        assertThat(rotation.issued()).isEqualTo(Instant.ofEpochMilli(1767225600000L));
        assertThat(rotation.revoked().ids()).isEmpty();
        assertThat(rotation.keeps(roster())).isTrue();
        assertThat(rotation.makes(NEXT)).isTrue();
        assertThat(rotation.hash()).isEqualTo(Vectors.hex(VECTOR, "sha256_of_all_before_k"));
        assertThat(rotation.bytes()).isEqualTo(SIGNED);
        assertThat(Rotation.secretId(WILLOW.secret())).isEqualTo(Vectors.hex(TestClusters.VECTOR, "secret_id"));
    }

    /** Goal: what we issue is what the vectors say. Method: a signer that says their signature. */
    @Test
    void rotationOfTheVectorsIsWritten() throws Exception {
        var signer = new DocumentSigner() {
            @Override
            public byte[] publicKey() {
                return Arrays.copyOfRange(SIGNED, UNSIGNED + 1, UNSIGNED + 33);
            }

            @Override
            public byte[] sign(byte[] message) {
                assertThat(message).endsWith(Arrays.copyOf(SIGNED, UNSIGNED));
                return Arrays.copyOfRange(SIGNED, UNSIGNED + 33, SIGNED.length);
            }
        };

        var rotation =
                Rotation.issue(NEXT, Instant.ofEpochMilli(1767225600000L), roster(), Roster.nobody(), List.of(signer));

        assertThat(HexFormat.of().formatHex(rotation.bytes()))
                .isEqualTo(HexFormat.of().formatHex(SIGNED));
    }

    @Test
    void everyChangedBitIsRefused() {
        var administrators = Administrators.of(WILLOW.genesis());
        for (int bit = 0; bit < SIGNED.length * 8; bit++) {
            var bytes = SIGNED.clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatExceptionOfType(BadDocumentException.class)
                    .as("bit %d", bit)
                    .isThrownBy(() -> Rotation.parse(bytes).verify(administrators));
        }
    }

    @Test
    void whatIsCutOrLongerIsRefused() {
        for (int length = 0; length < SIGNED.length; length++) {
            var bytes = Arrays.copyOf(SIGNED, length);
            assertThatExceptionOfType(BadDocumentException.class).isThrownBy(() -> Rotation.parse(bytes));
        }
        assertThatExceptionOfType(BadDocumentException.class)
                .isThrownBy(() -> Rotation.parse(Arrays.copyOf(SIGNED, SIGNED.length + 1)))
                .withMessageContaining("1 bytes too many");
        assertThatExceptionOfType(BadDocumentException.class)
                .isThrownBy(() -> Rotation.parse(new byte[Rotation.MAX_BYTES + 1]));
    }

    @Test
    void asManyMustSignAsTheThresholdSays() throws Exception {
        var a = TestAdministrators.signer(1);
        var b = TestAdministrators.signer(2);
        var c = TestAdministrators.signer(3);
        var cluster = TestAdministrators.cluster(2, a, b, c);
        var next = Cluster.of(cluster.genesis(), 2, new byte[32]);
        var administrators = Administrators.of(cluster.genesis());

        issue(next, a, c).verify(administrators);
        issue(next, c, b, a).verify(administrators);
        assertRefused(issue(next, b), administrators, "1 of 2 administrators signed");
        assertRefused(issue(next, a, TestAdministrators.signer(4)), administrators, "no administrator");
        assertRefused(issue(next, a), Administrators.of(WILLOW.genesis()), "another cluster");
        var nobody = Genesis.create("nobody", Instant.EPOCH, new Random(1));
        assertRefused(
                issue(Cluster.of(nobody, 2, new byte[32]), a), Administrators.of(nobody), "has no administrators");
    }

    /** Goal: one administrator does not count as two. Method: the same signature twice, and two out of order. */
    @Test
    void signaturesAscendAndStandThereOnce() {
        var a = TestAdministrators.signer(1);
        var b = TestAdministrators.signer(2);
        var cluster = TestAdministrators.cluster(2, a, b);
        var twice = issue(Cluster.of(cluster.genesis(), 2, new byte[32]), a, b).bytes();
        int size = Ed25519.KEY_BYTES + Ed25519.SIGNATURE_BYTES;
        var first = Arrays.copyOfRange(twice, twice.length - 2 * size, twice.length - size);
        var second = Arrays.copyOfRange(twice, twice.length - size, twice.length);
        System.arraycopy(first, 0, twice, twice.length - size, size);
        assertThatExceptionOfType(BadDocumentException.class)
                .isThrownBy(() -> Rotation.parse(twice))
                .withMessageContaining("ascend");
        System.arraycopy(second, 0, twice, twice.length - 2 * size, size);
        assertThatExceptionOfType(BadDocumentException.class).isThrownBy(() -> Rotation.parse(twice));
    }

    @Test
    void revokedAscendAndAreBounded() throws Exception {
        var a = TestAdministrators.signer(1);
        var cluster = TestAdministrators.cluster(1, a);
        var next = Cluster.of(cluster.genesis(), 2, new byte[32]);
        var random = new Random(5);
        var ids = new ArrayList<NodeId>();
        for (int i = 0; i < Rotation.MAX_REVOKED; i++) {
            var id = new byte[NodeId.BYTES];
            random.nextBytes(id);
            ids.add(NodeId.of(id));
        }
        var most = Rotation.issue(next, Instant.EPOCH, Roster.nobody(), Roster.of(ids), List.of(a));
        assertThat(Rotation.parse(most.bytes()).revoked()).isEqualTo(Roster.of(ids));

        var bytes = most.bytes();
        bytes[111] = (byte) 0xff;
        assertThatExceptionOfType(BadDocumentException.class)
                .isThrownBy(() -> Rotation.parse(bytes))
                .withMessageContaining("ascend");
    }

    /** The genesis begins epoch 1: no rotation can. */
    @Test
    void noRotationBeginsTheFirstEpoch() {
        for (int epoch : new int[] {0, 1}) {
            var bytes = SIGNED.clone();
            bytes[36] = (byte) epoch;
            assertThatExceptionOfType(BadDocumentException.class).isThrownBy(() -> Rotation.parse(bytes));
        }
    }

    private static Rotation issue(Cluster next, DocumentSigner... signers) {
        return Rotation.issue(next, Instant.EPOCH, Roster.nobody(), Roster.nobody(), List.of(signers));
    }

    private static void assertRefused(Rotation rotation, Administrators administrators, String why) {
        assertThatExceptionOfType(BadDocumentException.class)
                .isThrownBy(() -> rotation.verify(administrators))
                .withMessageContaining(why);
    }
}
