package org.osier.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osier.dispatch.Reply;
import org.osier.ueps.Intents;

/** The one intent that is answered without a handler. */
class EchoTest {
    private final Dispatching it = Dispatching.lenient(1);

    @AfterEach
    void stop() {
        it.close();
    }

    @Test
    void whatIsSentComesBack() {
        assertThat(it.ask(Intents.ECHO, "hi there")).isEqualTo("hi there");
        assertThat(it.ask(Intents.ECHO, "")).isEmpty();
    }

    @Test
    void aHandlerComesBeforeItAndItComesBackWhenThatGoes() {
        var remove = it.bind(request -> Reply.text("mine"), it.properties(Intents.ECHO, "", false, -1_000));
        assertThat(it.ask(Intents.ECHO, "hi")).isEqualTo("mine");
        remove.run();
        assertThat(it.ask(Intents.ECHO, "hi")).isEqualTo("hi");
    }

    @Test
    void itIsNotAmongWhatThisNodeHandles() {
        assertThat(it.ask(0x40, "")).endsWith("handles no intent yet");
    }
}
