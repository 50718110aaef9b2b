package org.osier.discovery.multicast.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinBeaconTest {
    private static final PinBeacon BEACON = new PinBeacon(0x0102030405060708L, URI.create("tcp://192.0.2.1:7400"));

    @Test
    void itsBytesAreThoseOfThePage() {
        assertThat(HexFormat.of().formatHex(BEACON.write()))
                .isEqualTo("4f535031" + "0102030405060708"
                        + HexFormat.of().formatHex("tcp://192.0.2.1:7400".getBytes(US_ASCII)));
        assertThat(PinBeacon.read(BEACON.write())).isEqualTo(BEACON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "192.0.2.1:7400", "tcp://192.0.2.1", "tcp:///mesh", "tcp://a b:1", "tcp://h:1\u0007"})
    void anAddressThatIsNoneMakesNoBeacon(String address) {
        var bytes = Arrays.copyOf(BEACON.write(), 12 + address.length());
        System.arraycopy(address.getBytes(US_ASCII), 0, bytes, 12, address.length());
        assertThat(PinBeacon.read(bytes)).isNull();
    }

    @Test
    void anythingElseIsPassedOver() {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            var bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            assertThat(PinBeacon.read(bytes)).isNull();
            System.arraycopy("OSP1".getBytes(US_ASCII), 0, bytes, 0, Math.min(4, bytes.length));
            PinBeacon.read(bytes); // whatever it is, it does not throw
        }
        assertThat(PinBeacon.read(Arrays.copyOf(BEACON.write(), 268))).isNull();
    }
}
