package org.osier.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osier.core.cluster.TestClusters;
import org.osier.core.crypto.Vectors;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.Identity;
import org.osier.node.NodeRecord;
import org.osier.node.Role;

/** Signing our own record, to the bytes of the Osier wire vectors, written independently from WIRE.md. */
class RecordSignerTest {
    private static final JsonObject VECTORS = Vectors.read("osier.json");
    private static final JsonObject RECORD = VECTORS.getAsJsonObject("node_record");
    private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path data;

    @Test
    void firstRecordTakesItsSerialFromTheClockAndIsThatOfTheVectors() throws HomeException {
        var record = signer("identity_A").sign(full(), ISSUED);

        assertThat(record.bytes()).isEqualTo(Vectors.hex(RECORD, "record"));
    }

    @Test
    void nextRecordOfTheSameMillisecondHasTheNextSerial() throws HomeException {
        var signer = signer("identity_B");
        signer.sign(smallest(), ISSUED);

        assertThat(signer.sign(smallest(), ISSUED).bytes()).isEqualTo(Vectors.hex(RECORD, "smallest_record_of_B"));
    }

    @Test
    void serialIsOnTheDiskWhenTheRecordIsThere() throws IOException {
        var record = signer("identity_A").sign(full(), ISSUED);

        assertThat(data.resolve("serial")).hasContent(record.serial() + "\n");
    }

    @Test
    void recordWhoseSerialCannotBeStoredIsNotSigned() throws IOException {
        var signer = signer("identity_A");
        var first = signer.sign(full(), ISSUED);
        var inTheWay = Files.createDirectories(data.resolve(".serial.tmp").resolve("in-the-way"));

        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> signer.sign(full(), ISSUED))
                .withMessageStartingWith("OSIER-106 ");
        Files.delete(inTheWay);
        assertThat(signer.sign(full(), ISSUED).serial()).isEqualTo(first.serial() + 1);
    }

    @Test
    void recordThatBreaksTheFormatIsTheCallersMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> signer("identity_A").sign(NodeRecord.builder(), ISSUED));
    }

    @Test
    void foreignSerialIsOutbid() throws HomeException {
        var signer = signer("identity_A");
        long foreign = ISSUED.toEpochMilli() + 1_000_000;

        assertThat(signer.signAbove(foreign, full(), ISSUED).serial()).isEqualTo(foreign + 1);
        assertThat(signer.sign(full(), ISSUED).serial()).isEqualTo(foreign + 2);
        assertThat(signer.signAbove(7, full(), ISSUED).serial()).isEqualTo(foreign + 3);
    }

    @Test
    void identityWhoseSerialsAreUsedUpElsewhereSaysSo() throws HomeException {
        var signer = signer("identity_A");

        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> signer.signAbove(SerialRules.LIMIT - 1, full(), ISSUED))
                .withMessageStartingWith("OSIER-124 ");
        assertThat(data.resolve("serial")).doesNotExist();
    }

    private static NodeRecord.Builder full() {
        return NodeRecord.builder()
                .bootId(bootId("identity_A"))
                .issued(ISSUED, Duration.ofDays(7))
                .name("alpha")
                .role(Role.DUAL)
                .capabilities(2)
                .addresses(List.of(URI.create("tcp://192.0.2.1:7400"), URI.create("udp://[2001:db8::1]:7401")))
                .clusterTag(ClusterTag.of(
                        TestClusters.willow(), identity("identity_A").id()))
                .dhtSlotKey(Vectors.hex(RECORD, "dht_slot_key"));
    }

    private static NodeRecord.Builder smallest() {
        return NodeRecord.builder()
                .bootId(bootId("identity_B"))
                .issued(ISSUED, Duration.ofHours(1))
                .role(Role.WORKER);
    }

    private RecordSigner signer(String name) throws HomeException {
        return new RecordSigner(identity(name), SerialStore.open(data));
    }

    private static Identity identity(String name) {
        var vector = VECTORS.getAsJsonObject(name);
        return Identity.of(Vectors.hex(vector, "ed25519_seed"), Vectors.hex(vector, "x25519_private"));
    }

    private static long bootId(String name) {
        return ByteBuffer.wrap(Vectors.hex(VECTORS.getAsJsonObject(name), "boot_id"))
                .getLong();
    }
}
