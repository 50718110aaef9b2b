package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.node.Role;

/** Goal: what peers tell of others is bounded, and no teller takes the room of the others. Signatures are checked before. */
class ExchangeBookTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final NodeId EVIL = NodeId.of(new byte[32]);
    private static final NodeId GOOD =
            NodeId.of(ByteBuffer.allocate(32).put((byte) 1).array());

    private final ExchangeBook book = new ExchangeBook();

    private static NodeRecord record(int node, long serial, Duration valid) {
        var key = ByteBuffer.allocate(32).putInt(node).array();
        return NodeRecord.builder()
                .keys(key, key)
                .serial(serial)
                .bootId(1)
                .issued(NOW, valid)
                .name("node")
                .role(Role.DUAL)
                .addresses(List.of(URI.create("tcp://192.0.2.1:7400")))
                .sign(unsigned -> new byte[64]);
    }

    private static NodeRecord record(int node) {
        return record(node, 1, Duration.ofHours(1));
    }

    private static NodeId teller(int i) {
        return NodeId.of(ByteBuffer.allocate(32).putLong(7).putInt(i).array());
    }

    @Test
    void theHighestSerialCounts() {
        assertThat(book.told(GOOD, record(1, 5, Duration.ofHours(1))).kept()).isTrue();
        assertThat(book.told(EVIL, record(1, 4, Duration.ofHours(1))).kept()).isFalse();
        assertThat(book.told(EVIL, record(1, 5, Duration.ofHours(1))).kept())
                .as("the same")
                .isFalse();
        assertThat(book.told(GOOD, record(1, 6, Duration.ofHours(1))).kept()).isTrue();
        assertThat(book.all()).containsExactly(record(1, 6, Duration.ofHours(1)));
    }

    @Test
    void ofOneTellerTheNewestThirtyTwoCount() {
        var gone = new ArrayList<NodeId>();
        for (int i = 0; i < 100_000; i++) gone.addAll(book.told(EVIL, record(i)).gone());
        assertThat(book.all()).hasSize(ExchangeTerms.MOST).first().isEqualTo(record(99_968));
        assertThat(gone)
                .hasSize(100_000 - ExchangeTerms.MOST)
                .startsWith(record(0).id());
    }

    /** Method: eight tellers fill it; a ninth, which knows one node, is heard all the same; so is a tenth and each further one. */
    @Test
    void whoTellsTheMostGivesWay() {
        for (int t = 0; t < 8; t++) for (int i = 0; i < 32; i++) book.told(teller(t), record(100 * t + i));
        assertThat(book.all()).hasSize(ExchangeBook.MAX);
        for (int t = 8; t < 100; t++) {
            var change = book.told(teller(t), record(100 * t));
            assertThat(change.kept()).isTrue();
            assertThat(change.gone()).hasSize(1);
            assertThat(book.all()).hasSize(ExchangeBook.MAX);
        }
        assertThat(book.all()).contains(record(9_900));
    }

    @Test
    void whatHasExpiredIsNamed() {
        book.told(GOOD, record(1, 1, Duration.ofSeconds(10)));
        book.told(GOOD, record(2, 1, Duration.ofSeconds(20)));
        assertThat(book.expired(NOW.plusSeconds(9))).isEmpty();
        assertThat(book.expired(NOW.plusSeconds(10))).containsExactly(record(1).id());
        assertThat(book.forget(record(1).id())).isTrue();
        assertThat(book.forget(record(1).id())).isFalse();
        assertThat(book.all()).hasSize(1);
    }
}
