package org.osier.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.dispatch.Reply;
import org.osier.testkit.SamplePeer;

/** Goal: a full queue refuses, tells once when there is room, and holds nobody else up. Method: a held handler. */
@Timeout(60)
class BackPressureTest {
    private final Dispatching it = new Dispatching((s, p) -> true, new Settings(1, 65_536, java.time.Duration.ZERO));
    private final CountDownLatch go = new CountDownLatch(1);
    private final Semaphore done = new Semaphore(0);
    private final AtomicInteger told = new AtomicInteger();
    private final Semaphore room = new Semaphore(0);

    @AfterEach
    void stop() {
        go.countDown();
        it.close();
    }

    @Test
    void aFullQueueRefusesAndTellsExactlyOnceWhenThereIsRoomAgain() {
        int taken = fill();
        assertThat(taken).isBetween(100, 250); // half of 64 KiB, in messages of 51 bytes and what is beside them
        assertThat(told).hasValue(0);

        go.countDown();
        room.acquireUninterruptibly();
        assertThat(accept(SamplePeer.named("alpha"), 0x40)).isTrue();
        done.acquireUninterruptibly(taken + 1);
        it.close(); // ends the threads: whoever might tell again has done it now

        assertThat(told).hasValue(1);
    }

    @Test
    void aFullLaneLeavesRoomForOtherPeersAndForInlineHandlers() {
        fill();
        it.bind(0x41, false, Dispatching.answering(""));

        assertThat(accept(SamplePeer.named("beta"), 0x40)).isTrue();
        assertThat(accept(SamplePeer.named("gamma"), 0x41)).isTrue();
        assertThat(accept(SamplePeer.named("alpha"), 0x41))
                .as("it would overtake")
                .isFalse();
    }

    @Test
    void theLargestMessageIsTakenWhenNothingElseWaits() {
        it.bind(0x41, true, request -> Reply.text("" + request.payload().remaining()));
        assertThat(it.ask(0x41, "x".repeat(1 << 20))).isEqualTo("1048576");
    }

    @Test
    void whoIsNotHandledNeedsNoRoom() {
        fill();
        var stranger = FakeEnvelope.request(SamplePeer.named("alpha"), 0, 0x77, "");
        assertThat(it.send(stranger).answer()).startsWith("NO_HANDLER");
    }

    private int fill() {
        it.bind(0x40, true, request -> {
            go.await();
            done.release();
            return Reply.none();
        });
        int taken = 0;
        while (accept(SamplePeer.named("alpha"), 0x40)) taken++;
        return taken;
    }

    private boolean accept(SamplePeer from, int intent) {
        return it.dispatcher.accept(FakeEnvelope.oneWay(from, 0, intent, ""), () -> {
            told.incrementAndGet();
            room.release();
        });
    }
}
