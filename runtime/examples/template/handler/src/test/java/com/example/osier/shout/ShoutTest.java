package com.example.osier.shout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.osier.dispatch.Reply;
import org.osier.testkit.SampleRequest;

class ShoutTest {
    @Test
    void saysItAgainLouder() {
        var reply = new Shout().on(SampleRequest.of(0x50, "hi there"));

        assertThat(text(reply)).isEqualTo("HI THERE");
    }

    private static String text(Reply reply) {
        return StandardCharsets.UTF_8.decode(reply.payload()).toString();
    }
}
