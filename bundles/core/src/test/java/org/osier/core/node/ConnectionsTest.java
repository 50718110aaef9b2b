package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: what counts as one source of connections (WIRE.md, section 2: the /32 or the /56). */
class ConnectionsTest {
    private static String source(String remote) {
        return Connections.source(URI.create(remote));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:80, tcp://127.0.0.1:81, true",
        "tcp://127.0.0.1:80, tcp://127.0.0.2:80, false",
        "tcp://[2001:db8:0:1ff::1]:1, tcp://[2001:db8:0:100::2]:2, true",
        "tcp://[2001:db8:0:200::1]:1, tcp://[2001:db8:0:100::1]:1, false",
        "tcp://[::ffff:10.0.0.1]:1, tcp://10.0.0.1:2, true",
        "sim://alpha:49152, sim://alpha:49153, true",
        "sim://alpha:1, sim://beta:1, false",
        "other:alpha, other:beta, true",
        "x://a_b:1, x://a_c:1, false",
    })
    void connectionsShareASource(String one, String other, boolean same) {
        assertThat(source(one).equals(source(other))).isEqualTo(same);
    }

    @Test
    void aScopeThatIsNotHereIsNoError() {
        assertThat(source("tcp://[fe80::1%25nowhere]:1")).isNotEmpty();
    }
}
