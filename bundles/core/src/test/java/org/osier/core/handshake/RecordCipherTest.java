package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.crypto.Aead;
import org.osier.core.crypto.AeadAlgorithm;
import org.osier.core.crypto.BadTagException;

/** Records of one direction: in order, once, and never under a counter twice. */
class RecordCipherTest {
    private static final byte[] KEY = new byte[32];

    @ParameterizedTest
    @EnumSource
    void carriesTheLongestRecord(AeadAlgorithm algorithm) throws Exception {
        var buffer = new byte[2 + 65_535];
        buffer[2] = 42;
        int sealed = cipher(algorithm, 0).seal(buffer, 2, 65_519);
        assertThat(sealed).isEqualTo(65_535);
        var opened = new byte[65_519];
        assertThat(cipher(algorithm, 0).open(buffer, 2, sealed, opened)).isEqualTo(65_519);
        assertThat(opened[0]).isEqualTo((byte) 42);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 20})
    void refusesWhatIsNotTheNextRecord(int length) throws Exception {
        var receiver = cipher(AeadAlgorithm.AES_256_GCM, 0);
        assertThatThrownBy(() -> receiver.open(new byte[length], 0, length, new byte[4]))
                .isInstanceOf(BadTagException.class);
        assertThat(receiver.counter()).isZero();
        var record = new byte[20];
        cipher(AeadAlgorithm.AES_256_GCM, 0).seal(record, 0, 4);
        assertThat(receiver.open(record.clone(), 0, 20, new byte[4])).isEqualTo(4);
        assertThatThrownBy(() -> receiver.open(record, 0, 20, new byte[4]))
                .isInstanceOf(BadTagException.class); // a replay
    }

    /** Goal: the key changes with the epoch. Method: the key of the epoch before does not open its first record. */
    @ParameterizedTest
    @EnumSource
    void everyEpochHasItsOwnKey(AeadAlgorithm algorithm) throws Exception {
        long last = (1L << 21) - 1;
        var sender = cipher(algorithm, last);
        var record = new byte[20];
        sender.seal(record, 0, 4);
        assertThat(cipher(algorithm, last).open(record, 0, 20, new byte[4])).isEqualTo(4);
        var next = new byte[20];
        sender.seal(next, 0, 4);
        assertThatThrownBy(() -> cipher(algorithm, last + 1).open(next, 0, 20, new byte[4]))
                .isInstanceOf(BadTagException.class);
    }

    @Test
    void stopsBeforeTheCounterEnds() {
        var sender = cipher(AeadAlgorithm.AES_256_GCM, -2);
        sender.seal(new byte[20], 0, 4);
        assertThatThrownBy(() -> sender.seal(new byte[20], 0, 4)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sender.open(new byte[20], 0, 20, new byte[4]))
                .isInstanceOf(IllegalStateException.class);
    }

    private static RecordCipher cipher(AeadAlgorithm algorithm, long counter) {
        return new RecordCipher(new Aead(algorithm, KEY), counter);
    }
}
