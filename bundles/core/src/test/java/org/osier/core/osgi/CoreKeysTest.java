package org.osier.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osier.core.config.rules.KeyCheck;

/** What metatype cannot say of core's keys. */
class CoreKeysTest {
    private static final KeyCheck CHECK = CoreKeys.of(CoreKeys.PID);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|",
                "name|alpha 1",
                "listen|''",
                "listen|tcp://127.0.0.1:0, ws://[::1]:7402",
                "advertise|tcp://example.org:7400",
                "maxConnections|100000"
            })
    void goodValuesPass(String key, String value) {
        assertThat(CHECK.complaint(key, value == null ? "" : value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|b@d|name is 1 to 64 letters, digits, -, _ or inner spaces, got 'b@d'",
                "listen|7400|listen has addresses like tcp://host:7400, got '7400'",
                "listen|tcp://a:1,tcp://b|listen has addresses like tcp://host:7400, got 'tcp://b'",
                "advertise|tcp://a b:1|advertise has addresses like tcp://host:7400, got 'tcp://a b:1'"
            })
    void aBadValueIsNamedWithItsKey(String key, String value, String complaint) {
        assertThat(CHECK.complaint(key, value)).hasValue(complaint);
    }

    @Test
    void tooManyAddressesAreRefused() {
        var addresses =
                IntStream.rangeClosed(1, 17).mapToObj(port -> "tcp://a:" + port).collect(Collectors.joining(","));
        assertThat(CHECK.complaint("listen", addresses)).hasValue("listen has at most 16 addresses, got 17");
    }

    @Test
    void otherComponentsHaveNoSuchDemands() {
        assertThat(CoreKeys.of("org.osier.transport.tcp").complaint("listen", "7400"))
                .isEmpty();
    }
}
