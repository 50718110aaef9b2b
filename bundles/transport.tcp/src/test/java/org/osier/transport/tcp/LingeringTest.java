package org.osier.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Goal: whoever never closes holds a bounded number of our sockets, and who closes makes room. */
class LingeringTest {
    private final Lingering lingering = new Lingering();

    private EmbeddedChannel one() {
        var channel = new EmbeddedChannel();
        lingering.begins(channel);
        return channel;
    }

    @Test
    void beyondTheBoundTheOneThatWaitedLongestIsClosed() {
        var all = IntStream.range(0, Lingering.MOST).mapToObj(i -> one()).toList();
        assertThat(all).allMatch(EmbeddedChannel::isOpen);

        one();
        assertThat(all.get(0).isOpen()).isFalse();
        assertThat(all.subList(1, all.size())).allMatch(EmbeddedChannel::isOpen);

        all.get(1).close();
        one();
        assertThat(all.get(2).isOpen()).as("there was room").isTrue();
        one();
        assertThat(all.get(2).isOpen()).isFalse();
    }
}
