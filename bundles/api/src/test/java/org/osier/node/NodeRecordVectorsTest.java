package org.osier.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.Vectors;

/** Records against the Osier wire vectors, written independently from WIRE.md. */
class NodeRecordVectorsTest {
    private static final JsonObject VECTORS = Vectors.read("osier.json");
    private static final JsonObject RECORD = VECTORS.getAsJsonObject("node_record");
    private static final Instant ISSUED =
            Instant.ofEpochMilli(RECORD.get("issued_ms").getAsLong());
    private static final byte[] CONTEXT = "osier/1 record\0".getBytes(StandardCharsets.US_ASCII);

    @Test
    void fullRecordIsRead() throws Exception {
        var a = VECTORS.getAsJsonObject("identity_A");
        var record = NodeRecord.parse(Vectors.hex(RECORD, "record"));

        assertThat(record.id()).hasToString(a.get("node_id").getAsString());
        assertThat(record.identityKey()).isEqualTo(Vectors.hex(a, "ed25519_public"));
        assertThat(record.linkKey()).isEqualTo(Vectors.hex(a, "x25519_public"));
        assertThat(record.serial()).isEqualTo(RECORD.get("serial").getAsLong());
        assertThat(record.bootId()).isEqualTo(bootId("identity_A"));
        assertThat(record.issued()).isEqualTo(ISSUED);
        assertThat(record.valid()).isEqualTo(Duration.ofDays(7));
        assertThat(record.expires()).isEqualTo(ISSUED.plus(Duration.ofDays(7)));
        assertThat(record.name()).contains("alpha");
        assertThat(record.role()).isEqualTo(Role.DUAL);
        assertThat(record.capabilities()).isEqualTo(2);
        assertThat(record.addresses()).isEqualTo(addresses());
        assertThat(record.attributes()).isEmpty();
        assertThat(record.clusterTag()).contains(Vectors.hex(RECORD, "cluster_tag"));
        assertThat(record.dhtSlotKey()).contains(Vectors.hex(RECORD, "dht_slot_key"));
        assertThat(concat(CONTEXT, record.unsigned())).isEqualTo(Vectors.hex(RECORD, "signed_bytes"));
        assertThat(record.signature()).isEqualTo(sign("identity_A").apply(record.unsigned()));
        assertThat(record.bytes()).isEqualTo(Vectors.hex(RECORD, "record"));
    }

    @Test
    void smallestRecordIsRead() throws Exception {
        var record = NodeRecord.parse(Vectors.hex(RECORD, "smallest_record_of_B"));

        assertThat(record.id().toString())
                .isEqualTo(VECTORS.getAsJsonObject("identity_B").get("node_id").getAsString());
        assertThat(record.bootId()).isEqualTo(bootId("identity_B"));
        assertThat(record.valid()).isEqualTo(Duration.ofHours(1));
        assertThat(record.role()).isEqualTo(Role.WORKER);
        assertThat(record.name()).isEmpty();
        assertThat(record.addresses()).isEmpty();
        assertThat(record.clusterTag()).isEmpty();
        assertThat(record.dhtSlotKey()).isEmpty();
    }

    @Test
    void builderWritesTheFullRecordByteForByte() {
        var record = keys(NodeRecord.builder(), "identity_A")
                .dhtSlotKey(Vectors.hex(RECORD, "dht_slot_key"))
                .clusterTag(Vectors.hex(RECORD, "cluster_tag"))
                .serial(RECORD.get("serial").getAsLong())
                .issued(ISSUED, Duration.ofSeconds(RECORD.get("valid_s").getAsLong()))
                .name("alpha")
                .role(Role.DUAL)
                .capabilities(2)
                .addresses(addresses())
                .sign(sign("identity_A"));

        assertThat(record.bytes()).isEqualTo(Vectors.hex(RECORD, "record"));
    }

    @Test
    void builderWritesTheSmallestRecordByteForByte() {
        var record = keys(NodeRecord.builder(), "identity_B")
                .serial(RECORD.get("serial").getAsLong() + 1)
                .issued(ISSUED, Duration.ofHours(1))
                .role(Role.WORKER)
                .sign(sign("identity_B"));

        assertThat(record.bytes()).isEqualTo(Vectors.hex(RECORD, "smallest_record_of_B"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial_2_48", "valid_604801"})
    void numbersOutOfRangeAreRefused(String name) {
        var bytes = Vectors.hex(RECORD.getAsJsonObject("refused"), name);

        assertThatExceptionOfType(BadRecordException.class).isThrownBy(() -> NodeRecord.parse(bytes));
    }

    /** The form is right, so refusing it is for whoever checks signatures: what was signed must show the difference. */
    @Test
    void signatureOfAnotherContextDoesNotFitWhatWasSigned() throws Exception {
        var record = NodeRecord.parse(Vectors.hex(RECORD.getAsJsonObject("refused"), "signature_of_binding_context"));

        assertThat(record.signature()).isNotEqualTo(sign("identity_A").apply(record.unsigned()));
    }

    private static NodeRecord.Builder keys(NodeRecord.Builder builder, String identity) {
        var vector = VECTORS.getAsJsonObject(identity);
        return builder.keys(Vectors.hex(vector, "ed25519_public"), Vectors.hex(vector, "x25519_public"))
                .bootId(bootId(identity));
    }

    private static long bootId(String identity) {
        return ByteBuffer.wrap(Vectors.hex(VECTORS.getAsJsonObject(identity), "boot_id"))
                .getLong();
    }

    private static List<URI> addresses() {
        return RECORD.getAsJsonArray("addresses").asList().stream()
                .map(address -> URI.create(address.getAsString()))
                .toList();
    }

    private static UnaryOperator<byte[]> sign(String identity) {
        var seed = Vectors.hex(VECTORS.getAsJsonObject(identity), "ed25519_seed");
        return unsigned -> {
            try {
                var key = KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
                var signature = Signature.getInstance("Ed25519");
                signature.initSign(key);
                signature.update(concat(CONTEXT, unsigned));
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        };
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
