package org.osier.core.link.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.link.rules.LinkGate.Step;
import org.osier.core.session.rules.Violation;

/** Goal: exactly the order of WIRE.md, section 2, "After Split()", passes. */
class LinkGateTest {
    private static final int RESUME = 3;
    private static final int FORGOTTEN = 2;

    private LinkGate gate = new LinkGate(false);

    private Step on(int type, int... payload) throws Violation {
        var buffer = new byte[payload.length + 3];
        for (int i = 0; i < payload.length; i++) buffer[2 + i] = (byte) payload[i];
        return gate.on(type, buffer, 2, payload.length);
    }

    private void refused(int type, int... payload) {
        assertThatThrownBy(() -> on(type, payload)).isInstanceOf(Violation.class);
    }

    private void open() throws Violation {
        gate.sendingReady();
        on(FrameType.READY, 0);
        on(FrameType.SESSION_CONTROL, RESUME);
    }

    @ParameterizedTest
    @ValueSource(ints = {RESUME, FORGOTTEN})
    void readyThenAGreetingOpensIt(int kind) throws Exception {
        gate.sendingReady();
        assertThat(gate.bothReady()).isFalse();
        assertThat(on(FrameType.READY, 0)).isEqualTo(Step.READY);
        assertThat(gate.bothReady()).isTrue();
        assertThat(gate.open()).isFalse();
        assertThat(on(FrameType.SESSION_CONTROL, kind)).isEqualTo(Step.RESUME);
        assertThat(gate.open()).isTrue();
        assertThat(on(FrameType.PING)).isEqualTo(Step.PASS);
    }

    @Test
    void theirReadyMayComeBeforeOursButNotTheirResume() throws Exception {
        assertThat(on(FrameType.READY, 0)).isEqualTo(Step.READY);
        assertThat(gate.bothReady()).isFalse();
        refused(FrameType.SESSION_CONTROL, RESUME);
    }

    /** Goal: a link without a session carries what its errand needs and nothing else, and not without end. */
    @Test
    void anErrandTakesPairBeforeReadyAndWelcomeOrKeyUpdateAfterIt() throws Exception {
        gate = new LinkGate(true);
        assertThat(on(FrameType.PAIR, 1)).isEqualTo(Step.ERRAND);
        refused(FrameType.WELCOME);
        gate.sendingReady();
        assertThat(on(FrameType.READY, 0)).isEqualTo(Step.READY);

        assertThat(on(FrameType.WELCOME, 1)).isEqualTo(Step.ERRAND);
        assertThat(on(FrameType.KEY_UPDATE, 1)).isEqualTo(Step.ERRAND);
        assertThat(on(FrameType.SESSION_CONTROL, RESUME))
                .as("of one who does not know it")
                .isEqualTo(Step.SKIP);
        assertThat(on(FrameType.DISCOVERY, 1)).as("its record, behind that").isEqualTo(Step.SKIP);
        refused(FrameType.MESSAGE, 0);
        refused(FrameType.PING);
        refused(FrameType.READY, 0);
        var much = new byte[60_000];
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 18; i++) gate.on(FrameType.WELCOME, much, 0, much.length);
                })
                .isInstanceOf(Violation.class)
                .hasMessageContaining("1 MiB");
        assertThat(gate.open()).isFalse();
    }

    @Test
    void whoMissedTheLastSecretGetsAKeyUpdateInPlaceOfResume() throws Exception {
        assertThat(on(FrameType.READY, 0)).isEqualTo(Step.READY);
        refused(FrameType.KEY_UPDATE, 1);
        gate.sendingReady();
        assertThat(on(FrameType.KEY_UPDATE, 1)).isEqualTo(Step.ERRAND);
        assertThat(gate.open()).isFalse();
    }

    @Test
    void waitingIsNotTheOneReady() throws Exception {
        assertThat(on(FrameType.READY, Refusal.WAITING, 'h', 'm')).isEqualTo(Step.WAITING);
        assertThat(on(FrameType.READY, Refusal.WAITING)).isEqualTo(Step.WAITING);
        assertThat(on(FrameType.READY, 0)).isEqualTo(Step.READY);
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void everyRefusalIsKnownByItsCode(Refusal refusal) throws Exception {
        assertThat(on(FrameType.READY, refusal.code(), 'n', 'o')).isEqualTo(Step.REFUSED);
        assertThat(LinkGate.refusal(new byte[] {(byte) refusal.code()}, 0)).isEqualTo(refusal);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 15, 17, 255})
    void otherCodesAreRefused(int code) {
        refused(FrameType.READY, code);
    }

    @Test
    void aCloseIsUnderstoodAtAnyTime() throws Exception {
        assertThat(on(FrameType.CLOSE, 1)).isEqualTo(Step.CLOSE);
        gate.sendingReady();
        assertThat(on(FrameType.CLOSE, 1)).isEqualTo(Step.CLOSE);
        on(FrameType.READY, 0);
        assertThat(on(FrameType.CLOSE, 1)).isEqualTo(Step.CLOSE);
        on(FrameType.SESSION_CONTROL, RESUME);
        assertThat(on(FrameType.CLOSE, 1)).isEqualTo(Step.CLOSE);
    }

    @Test
    void beforeReadyOnlyPairPassesAndOnlyForEightKibibytes() throws Exception {
        refused(FrameType.PING);
        refused(FrameType.SESSION_CONTROL, RESUME);
        refused(0x80);
        var payload = new int[1_019]; // 1,024 with its header; the two above counted, too
        for (int i = 0; i < 7; i++) assertThat(on(FrameType.PAIR, payload)).isEqualTo(Step.SKIP);
        refused(FrameType.PAIR, payload);
    }

    @Test
    void afterReadyOnlyAGreetingPasses() throws Exception {
        gate.sendingReady();
        on(FrameType.READY, 0);
        refused(FrameType.READY, 0);
        refused(FrameType.PAIR);
        refused(FrameType.PING);
        refused(FrameType.SESSION_CONTROL);
        refused(FrameType.SESSION_CONTROL, 1);
        refused(FrameType.SESSION_CONTROL, 4);
    }

    @Test
    void aSecondReadyOrResumeIsRefused() throws Exception {
        open();
        refused(FrameType.READY, 0);
        refused(FrameType.READY, Refusal.WAITING);
        refused(FrameType.SESSION_CONTROL, RESUME);
        assertThat(on(FrameType.SESSION_CONTROL, 1)).isEqualTo(Step.PASS);
    }
}
