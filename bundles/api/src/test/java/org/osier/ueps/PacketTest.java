package org.osier.ueps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** A packet among other bytes, and what its caller may get wrong. */
class PacketTest {
    private static final Mac ZEROS = (header, payload) -> new byte[Mac.BYTES];

    @Test
    void isWrittenAndReadInTheMiddleOfOtherBytes() throws Exception {
        var bytes = new byte[3 + Packet.OVERHEAD + 5 + 4];
        System.arraycopy("hello".getBytes(StandardCharsets.US_ASCII), 0, bytes, 3 + Packet.OVERHEAD, 5);
        Packet.write(bytes, 3, 5, 0x40, 7, ZEROS);
        var packet = Packet.read(bytes, 3, Packet.OVERHEAD + 5);

        assertThat(packet.text()).isEqualTo("hello");
        assertThat(packet.payloadBytes()).isEqualTo(5);
        assertThat(packet.bytes()).isEqualTo(Arrays.copyOfRange(bytes, 3, bytes.length - 4));
        assertThat(packet.authentic(ZEROS)).isTrue();
        assertThat(bytes).startsWith(0, 0, 0).endsWith(0, 0, 0, 0);
    }

    @Test
    void takesItsPayloadFromABufferWhosePositionStays() {
        var payload = ByteBuffer.wrap("..hello..".getBytes(StandardCharsets.US_ASCII), 2, 5);

        assertThat(Packet.write(0x40, 7, payload, ZEROS).text()).isEqualTo("hello");
        assertThat(payload.position()).isEqualTo(2);
    }

    @Test
    void readsABufferFromItsPositionAndLeavesItThere() throws Exception {
        var bytes = Packet.write(0x40, 0, ByteBuffer.allocate(2), ZEROS).bytes();
        var buffer = ByteBuffer.allocate(bytes.length + 9)
                .position(4)
                .slice()
                .put(bytes)
                .flip();

        assertThat(Packet.read(buffer).payloadBytes()).isEqualTo(2);
        assertThat(buffer.position()).isZero();
    }

    @Test
    void saysOfItselfWhatWeWrite() {
        var packet = Packet.write(0x40, 0, ByteBuffer.allocate(0), ZEROS);

        assertThat(packet.version()).isEqualTo(Packet.VERSION);
        assertThat(packet.currentLayer()).isEqualTo(Packet.LAYER);
        assertThat(packet.targetLayer()).isEqualTo(Packet.LAYER);
        assertThat(packet.bytes()).hasSize(Packet.OVERHEAD);
    }

    @Test
    void payloadCannotBeChangedThroughItsView() {
        var payload = Packet.write(0x40, 0, ByteBuffer.allocate(1), ZEROS).payload();

        Assertions.assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> payload.put((byte) 1));
    }

    @Test
    void fieldsOutOfRangeAreTheCallersMistake() {
        var none = ByteBuffer.allocate(0);

        assertThatIllegalArgumentException().isThrownBy(() -> Packet.write(256, 0, none, ZEROS));
        assertThatIllegalArgumentException().isThrownBy(() -> Packet.write(-1, 0, none, ZEROS));
        assertThatIllegalArgumentException().isThrownBy(() -> Packet.write(1, 65_536, none, ZEROS));
        assertThatIllegalArgumentException().isThrownBy(() -> Packet.write(1, -1, none, ZEROS));
        assertThatIllegalArgumentException().isThrownBy(() -> Packet.write(256, 5, 5, 1, 0, none, ZEROS));
    }
}
