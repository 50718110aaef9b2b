package org.osier.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short check of the group, held to the long one and to points whose order is known. */
class PrimeOrderGroupTest {
    private static final long SEED = 20_261;

    /** Goal: every coset is told apart, not only most. Method: random points of the group plus each point of small order. */
    @Test
    void containsAPointOfTheGroupAndNoSumOfItWithAPointOfSmallOrder() {
        var random = new Random(SEED);
        for (int i = 0; i < 25; i++) {
            var point = Edwards.multiply(new BigInteger(252, random).setBit(251), Edwards.BASE);
            assertThat(PrimeOrderGroup.contains(Edwards.encode(point)))
                    .as("point %d", i)
                    .isTrue();
            for (int factor = 1; factor < 8; factor++) {
                var small = Edwards.multiply(BigInteger.valueOf(factor), Edwards.ORDER_8);
                assertThat(PrimeOrderGroup.contains(Edwards.encode(Edwards.add(point, small))))
                        .as("point %d plus %d times the point of order 8", i, factor)
                        .isFalse();
            }
        }
    }

    /** Half of all bytes are no point, an eighth of the points are in the group. */
    @Test
    void agreesWithTheLongCheckAboutRandomBytes() {
        var random = new Random(SEED);
        int good = 0;
        for (int i = 0; i < 1_000; i++) {
            var bytes = new byte[32];
            random.nextBytes(bytes);
            boolean expected = org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(bytes, 0);
            assertThat(PrimeOrderGroup.contains(bytes)).as("bytes %d", i).isEqualTo(expected);
            if (expected) good++;
        }
        assertThat(good).isBetween(25, 125);
    }

    @Test
    void containsNoEncodingThatIsNotCanonical() {
        for (int y = 0; y < 19; y++) {
            var beyond = Edwards.bytes(Edwards.P.add(BigInteger.valueOf(y)));
            assertThat(PrimeOrderGroup.contains(beyond)).as("p + %d", y).isFalse();
            beyond[31] |= (byte) 0x80;
            assertThat(PrimeOrderGroup.contains(beyond)).as("-(p + %d)", y).isFalse();
        }
    }
}
