package org.osier.examples.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.node.NodeId;

/** Goal: an order is read or refused with what is wrong. Method: plain calls. */
class TrafficOrderTest {
    private static final String ID = "ab".repeat(NodeId.BYTES);

    @Test
    void anOrderIsReadInAnyOrder() {
        var text = "run=7 to=" + ID + "  count=5 size=20 rate=3 inflight=2 stream=1 lane=9 seconds=4 mode=background"
                + " kind=request intent=97\n";
        assertThat(TrafficOrder.parse(text))
                .isEqualTo(new TrafficOrder(
                        NodeId.parse(ID), 7, 9, 5, 20, 3, 2, 1, 97, true, Duration.ofSeconds(4), true));
    }

    @Test
    void mostOfItHasADefault() {
        assertThat(TrafficOrder.parse("to=" + ID + " run=1"))
                .isEqualTo(new TrafficOrder(
                        NodeId.parse(ID),
                        1,
                        0,
                        10_000,
                        64,
                        0,
                        1_000,
                        0,
                        Numbered.INTENT,
                        false,
                        Duration.ofMinutes(1),
                        false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                "run=1",
                "to=ab run=1",
                "to=ID",
                "to=ID run=x",
                "to=ID run=1 count",
                "to=ID run=1 count=0",
                "to=ID run=1 count=-5",
                "to=ID run=1 count=99999999999999999999",
                "to=ID run=1 size=19",
                "to=ID run=1 size=16777216",
                "to=ID run=1 inflight=0",
                "to=ID run=1 stream=16",
                "to=ID run=1 mode=fast",
                "to=ID run=1 kind=parcel",
                "to=ID run=1 intent=256",
                "to=ID run=1 colour=red"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> TrafficOrder.parse(text.replace("ID", ID)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
