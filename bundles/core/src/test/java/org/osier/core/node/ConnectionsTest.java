package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osier.core.node.rules.ConnectionLimits.Limits;
import org.osier.core.node.rules.DoorBudget;
import org.osier.testkit.SimNetwork;
import org.osier.transport.Transport;

/** Goal: what counts as one source (WIRE.md, section 2: the /32 or the /56), and nothing that has gone is held. */
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

    @Test
    @Timeout(30)
    void aTransportThatGoesWithoutAConnectionIsNotHeld() throws Exception {
        var connections = new Connections(Limits.DEFAULT, DoorBudget.Size.DEFAULT, 0, new Counters());
        var gone = goneFrom(connections);

        while (!gone.refersTo(null)) System.gc(); // until the limit of the test
        assertThat(connections.all()).isEmpty(); // and they are there until here
    }

    private static WeakReference<Transport> goneFrom(Connections connections) {
        Transport transport = new Metered(new SimNetwork(1).transport("alpha"));
        assertThat(connections.gone(transport)).isCompleted();
        return new WeakReference<>(transport);
    }
}
