package org.osier.discovery.multicast;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearTest {
    private static final URI HERE = URI.create("tcp://127.0.0.1:7400");
    private static final URI HERE_TOO = URI.create("ws://[::1]:7402/mesh");
    private static final URI THERE = URI.create("tcp://192.0.2.1:7400");

    @Test
    void whoListensOnLoopbackAloneIsNear() {
        assertThat(Near.only(List.of(HERE, HERE_TOO))).isTrue();
        assertThat(Near.only(List.of(HERE, THERE))).isFalse();
        assertThat(Near.only(List.of())).isFalse();
    }

    /** Goal: another machine cannot make us dial ourselves. */
    @Test
    void addressesOfLoopbackCountOnlyFromThisMachine() throws Exception {
        var all = List.of(HERE, THERE, HERE_TOO);
        assertThat(Near.reachable(all, InetAddress.getByName("198.51.100.7"))).containsExactly(THERE);
        assertThat(Near.reachable(all, InetAddress.getByName("127.0.0.1"))).isEqualTo(all);
        assertThat(Near.reachable(List.of(THERE), InetAddress.getByName("198.51.100.7")))
                .containsExactly(THERE);
    }
}
