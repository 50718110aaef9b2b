package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private static final URI WISHED = URI.create("sim://alpha");

    private final TransportTable none = new TransportTable();

    private Listeners listeners(URI... soon) {
        return new Listeners(
                none,
                transport -> remote -> {
                    throw new AssertionError("nothing listens here");
                },
                List.of(soon));
    }

    /** Goal: nobody who asks in the first moment is told that the node is meant to listen nowhere. */
    @Test
    void whatWillBeWishedForIsClosedUntilItListens() {
        assertThat(listeners(WISHED).closed()).containsExactly("sim://alpha: being opened");
        assertThat(listeners().closed()).isEmpty();
    }

    @Test
    void aWishWithoutATransportSaysSo() {
        var listeners = listeners(WISHED);

        assertThat(listeners.wish(List.of(WISHED))).isFalse();

        assertThat(listeners.open()).isEmpty();
        assertThat(listeners.closed()).containsExactly("sim://alpha: no transport for this scheme yet");
    }
}
