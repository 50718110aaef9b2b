package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osier.core.crypto.Aead;
import org.osier.core.crypto.AeadAlgorithm;
import org.osier.core.crypto.BadTagException;

/** Goal: records over datagrams open once, in any order, and nobody without the key moves anything. */
class DatagramCiphersTest {
    private static final byte[] KEY = new byte[32];
    private static final int EPOCH = 1 << 20;

    private static Aead key(AeadAlgorithm algorithm, int epoch) {
        var aead = new Aead(algorithm, KEY);
        for (int i = 0; i < epoch; i++) aead = aead.rekeyed();
        return aead;
    }

    /** Records with these counters, sealed by the key of their epoch. */
    private static ByteBuffer record(AeadAlgorithm algorithm, long counter, int text) {
        var buffer = new byte[9 + 4 + 16];
        ByteBuffer.wrap(buffer).putInt(9, text);
        int length = new DatagramSealer(key(algorithm, (int) (counter / EPOCH)), counter).seal(buffer, 4);
        return ByteBuffer.wrap(buffer, 0, length);
    }

    private static int open(DatagramOpener opener, ByteBuffer record) throws BadTagException {
        var to = new byte[100];
        assertThat(opener.accepts(DatagramOpener.counter(record))).isTrue();
        assertThat(opener.open(record, to)).isEqualTo(4);
        return ByteBuffer.wrap(to).getInt();
    }

    @Test
    void aRecordIsTypeCounterAndCiphertext() {
        var record = record(AeadAlgorithm.AES_256_GCM, 258, 1);
        assertThat(record.remaining()).isEqualTo(29);
        assertThat(Arrays.copyOf(record.array(), 9)).containsExactly(4, 0, 0, 0, 0, 0, 0, 1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void theyOpenInAnyOrderAndOnce(AeadAlgorithm algorithm) throws Exception {
        var opener = new DatagramOpener(key(algorithm, 0));
        for (int counter : new int[] {0, 3, 1, 2_000, 2}) {
            assertThat(open(opener, record(algorithm, counter, counter + 7))).isEqualTo(counter + 7);
            assertThat(opener.accepts(counter)).isFalse();
            assertThat(opener.isRepeat(counter)).isTrue();
        }
        assertThat(opener.next()).isEqualTo(2_001);
    }

    @ParameterizedTest
    @EnumSource
    void aForgedCounterMovesNothing(AeadAlgorithm algorithm) throws Exception {
        var opener = new DatagramOpener(key(algorithm, 0));
        open(opener, record(algorithm, 0, 1));
        for (long forged : new long[] {1, 700, EPOCH - 1, EPOCH, 2L * EPOCH - 1}) {
            var record = record(algorithm, 5, 1);
            record.putLong(1, forged);
            assertThat(opener.accepts(forged)).isTrue();
            assertThatThrownBy(() -> opener.open(record, new byte[100])).isInstanceOf(BadTagException.class);
            assertThat(opener.next()).isEqualTo(1);
        }
        assertThat(open(opener, record(algorithm, 1, 9))).isEqualTo(9);
        assertThat(open(opener, record(algorithm, 5, 9))).isEqualTo(9);
    }

    @Test
    void countersWhoseKeyIsNotHereAreNotEvenTried() {
        var opener = new DatagramOpener(key(AeadAlgorithm.AES_256_GCM, 0));
        assertThat(opener.accepts(2L * EPOCH)).isFalse();
        assertThat(opener.accepts(Long.MAX_VALUE)).isFalse();
        assertThat(opener.accepts(-1)).isFalse();
    }

    /** Goal: around a change of keys order does not matter. Method: the last of one epoch after the first of the next. */
    @ParameterizedTest
    @EnumSource
    void theKeyOfTheEpochBeforeStaysForWhatIsLate(AeadAlgorithm algorithm) throws Exception {
        var opener = new DatagramOpener(key(algorithm, 0));
        open(opener, record(algorithm, EPOCH - 10, 1));
        open(opener, record(algorithm, EPOCH + 3, 2));
        open(opener, record(algorithm, EPOCH - 9, 3));
        open(opener, record(algorithm, EPOCH, 4));

        open(opener, record(algorithm, 2L * EPOCH + 1, 5));
        open(opener, record(algorithm, 2L * EPOCH - 1, 6));
        assertThat(opener.accepts(EPOCH - 8)).isFalse();
    }

    @Test
    void theSealerTurnsItsKeyOver() throws Exception {
        var sealer = new DatagramSealer(key(AeadAlgorithm.AES_256_GCM, 0), EPOCH - 1);
        var opener = new DatagramOpener(key(AeadAlgorithm.AES_256_GCM, 0));
        for (int i = 0; i < 3; i++) {
            var buffer = new byte[29];
            ByteBuffer.wrap(buffer).putInt(9, i);
            sealer.seal(buffer, 4);
            assertThat(open(opener, ByteBuffer.wrap(buffer))).isEqualTo(i);
        }
    }

    @Test
    void whatCannotBeARecordHasNoCounter() {
        assertThat(DatagramOpener.counter(ByteBuffer.wrap(new byte[] {4, 0, 0})))
                .isEqualTo(-1);
        assertThat(DatagramOpener.counter(ByteBuffer.allocate(40).put(0, (byte) 3)))
                .isEqualTo(-1);
        assertThat(DatagramOpener.counter(ByteBuffer.allocate(25).put(0, (byte) 4)))
                .isEqualTo(-1); // holds no frame
        assertThat(DatagramOpener.counter(
                        ByteBuffer.allocate(40).put(0, (byte) 4).putLong(1, -2)))
                .isEqualTo(-1);
    }
}
