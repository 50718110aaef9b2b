package org.osier.core.handshake;

import static org.osier.core.handshake.HandshakeException.Reason.MALFORMED;
import static org.osier.core.handshake.HandshakeException.Reason.NO_COMMON_VERSION;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The versions of the protocol that a side speaks.
 *
 * @param numbers 1 to 16 of them, 0 to 65,535 each, ascending
 */
record Versions(List<Integer> numbers) {
    /** What this code speaks. */
    static final Versions OURS = new Versions(List.of(1));

    private static final int MAX = 16;

    byte[] write() {
        var out = ByteBuffer.allocate(numbers.size() * Short.BYTES);
        for (int number : numbers) out.putShort((short) number);
        return out.array();
    }

    static Versions read(byte[] value) throws HandshakeException {
        int count = value.length / Short.BYTES;
        if (value.length % Short.BYTES != 0 || count < 1 || count > MAX) throw new HandshakeException(MALFORMED);
        var in = ByteBuffer.wrap(value);
        var numbers =
                IntStream.range(0, count).mapToObj(i -> in.getShort() & 0xffff).toList();
        for (int i = 1; i < count; i++) {
            if (numbers.get(i) <= numbers.get(i - 1)) throw new HandshakeException(MALFORMED);
        }
        return new Versions(numbers);
    }

    /** The highest that both speak. */
    int highestCommon(Versions other) throws HandshakeException {
        return numbers.stream()
                .filter(other.numbers::contains)
                .reduce((lower, higher) -> higher)
                .orElseThrow(() -> new HandshakeException(NO_COMMON_VERSION));
    }
}
