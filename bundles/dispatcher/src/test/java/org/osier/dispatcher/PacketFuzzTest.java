package org.osier.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.mesh.MeshException.Kind;
import org.osier.testkit.SamplePeer;
import org.osier.ueps.Packet;

/** Packets as a member sends them, up to the check of their authenticity: read as strictly as they are written. */
class PacketFuzzTest {
    static Stream<byte[]> packets() {
        return Stream.concat(UepsVectorsTest.valid(), UepsVectorsTest.bad()).map(UepsVectorsTest::packet);
    }

    @MethodSource("packets")
    @FuzzTest
    void packet(byte[] bytes) {
        var outcomes = new Outcomes();
        var envelope = new FakeEnvelope(SamplePeer.named("beta"), 0, ByteBuffer.wrap(bytes), true);
        var packet = new Checks(outcomes).read(envelope);
        if (packet == null) {
            assertThat(envelope.answer()).startsWith(Kind.BAD_PACKET.toString());
            assertThat(outcomes.snapshot()).containsEntry("OSIER-308", 1L);
            return;
        }
        assertThat(envelope.answers()).isZero();
        assertThat(packet.version()).isEqualTo(Packet.VERSION);
        assertThat(packet.payloadBytes()).isEqualTo(bytes.length - Packet.OVERHEAD);
        var carried = Arrays.copyOfRange(bytes, 18, 50);
        var again = Packet.write(
                packet.version(),
                packet.currentLayer(),
                packet.targetLayer(),
                packet.intent(),
                packet.threat(),
                packet.payload(),
                (header, payload) -> carried);
        assertThat(again.bytes()).isEqualTo(bytes);
    }
}
