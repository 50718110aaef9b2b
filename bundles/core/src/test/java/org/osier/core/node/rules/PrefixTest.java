package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: however an address is written, it counts where it is, and no name is ever looked up for that. */
class PrefixTest {
    @ParameterizedTest
    @CsvSource({
        "tcp://192.0.2.1:7400, 192.0.2.0/24",
        "udp://192.0.2.255:1, 192.0.2.0/24",
        "tcp://192.0.3.1:7400, 192.0.3.0/24",
        "tcp://[2001:db8:1:2::1]:7400, 20010db80001/48",
        "tcp://[2001:DB8:1:ffff::9]:7400, 20010db80001/48",
        "tcp://[2001:db8:2::1]:7400, 20010db80002/48",
        "tcp://[fe80::1%25eth0]:7400, fe8000000000/48",
        "tcp://[::ffff:192.0.2.7]:7400, 192.0.2.0/24",
        "tcp://Node.Example:7400, node.example",
        "tcp://node.example.:7401, node.example",
        "tcp://3232235777:7400, a number",
        "tcp://10.1:7400, a number",
        "tcp://010.0.0.1:7400, a number",
        "tcp://999.1.1.1:7400, a number",
        "tcp://0x0a.0.0.1:7400, a number",
    })
    void anAddressCountsAtItsPrefix(URI address, String prefix) {
        assertThat(Prefix.of(address)).isEqualTo(prefix);
    }
}
