package org.osier.discovery.multicast.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osier.discovery.PairingCalls;

class PairingBookTest {
    private static final long OURS = 99;

    private final PairingBook book = new PairingBook();

    private void said(long id, String address, String source, long at) {
        book.on(new PinBeacon(id, URI.create(address)), source, at);
    }

    @Test
    void oneWithSeveralAddressesIsOneAndThatOfTheSourceGoesFirst() {
        said(1, "tcp://10.0.0.1:7400", "192.0.2.1", 0);
        said(1, "tcp://192.0.2.1:7400", "192.0.2.1", 0);
        said(1, "tcp://192.0.2.1:7400", "192.0.2.1", 2_000);
        assertThat(book.heard(OURS, 2_000)).singleElement().satisfies(call -> {
            assertThat(call.id()).isEqualTo("0000000000000001");
            assertThat(call.addresses())
                    .isEqualTo(List.of(URI.create("tcp://192.0.2.1:7400"), URI.create("tcp://10.0.0.1:7400")));
        });
    }

    @Test
    void whoIsNotHeardAnyMoreIsForgotten() {
        said(1, "tcp://10.0.0.1:7400", "10.0.0.1", 0);
        assertThat(book.heard(OURS, PairingBook.LASTING_MS)).hasSize(1);
        assertThat(book.heard(OURS, PairingBook.LASTING_MS + 1)).isEmpty();
    }

    @Test
    void oursIsNotHeard() {
        said(OURS, "tcp://10.0.0.1:7400", "10.0.0.1", 0);
        assertThat(book.heard(OURS, 0)).isEmpty();
    }

    @Test
    void aFloodOfThemIsBoundedAndOver() {
        said(1, "tcp://10.0.0.1:7400", "10.0.0.1", 0);
        for (int id = 2; id < 10_000; id++) said(id, "tcp://10.0.0.2:" + (1 + id), "10.0.0.2", 1);
        for (int port = 1; port < 1_000; port++) said(1, "tcp://10.0.0.1:" + port, "10.0.0.1", 1);
        assertThat(book.heard(OURS, 1)).hasSize(PairingCalls.MAX).anySatisfy(call -> {
            assertThat(call.id()).isEqualTo("0000000000000001");
            assertThat(call.addresses()).hasSize(8);
        });
        assertThat(book.heard(OURS, 10_000)).isEmpty();
    }
}
