package org.osier.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.dispatch.PacketAuth;
import org.osier.dispatch.Reply;
import org.osier.testkit.SamplePeer;

/** Goal: what was accepted is dealt with, nothing else is, and no thread stays. Method: stop with work in hand. */
@Timeout(60)
class StopTest {
    private final SamplePeer alpha = SamplePeer.named("alpha");

    @Test
    void stoppingFinishesWhatWasAccepted() throws Exception {
        var it = Dispatching.lenient(2);
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        it.bind(0x40, true, request -> {
            inside.countDown();
            go.await();
            return Reply.text("finished");
        });
        var accepted = new ArrayList<FakeEnvelope>();
        for (int i = 0; i < 100; i++) accepted.add(it.send(FakeEnvelope.request(alpha, i % 4, 0x40, "")));
        inside.await();
        var stop = CompletableFuture.runAsync(it::close, task -> new Thread(task).start());
        while (it.dispatcher.accept(
                FakeEnvelope.oneWay(SamplePeer.named("beta"), 0, 0x77, ""), Dispatching.NEVER_TOLD)) {
            Thread.onSpinWait(); // until stopping has begun
        }
        assertThat(stop).isNotDone();
        go.countDown();
        stop.get(10, TimeUnit.SECONDS);

        assertThat(accepted)
                .allSatisfy(envelope -> assertThat(envelope.answer()).isEqualTo("finished"));
        assertThat(accepted).allMatch(envelope -> envelope.answers() == 1);
        assertThat(threads()).isEmpty();
    }

    @Test
    void afterTwoSecondsTheRestIsToldThatItWasNotDone() throws Exception {
        var it = Dispatching.lenient(1);
        var interrupted = new CountDownLatch(1);
        it.bind(0x40, true, request -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return Reply.none();
        });
        var hangs = it.send(FakeEnvelope.request(alpha, 0, 0x40, ""));
        var behind = it.send(FakeEnvelope.request(alpha, 0, 0x40, ""));
        var beside = it.send(FakeEnvelope.request(SamplePeer.named("beta"), 0, 0x40, ""));
        long before = System.nanoTime();
        it.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(Dispatcher.DRAIN, Duration.ofSeconds(10));
        assertThat(behind.answer()).startsWith("OVERLOADED 64: ");
        assertThat(beside.answer()).startsWith("OVERLOADED 64: ");
        interrupted.await();
        assertThat(hangs.answer()).isEqualTo("HANDLER_FAILED 64: InterruptedException");
        assertThat(it.dispatcher.outcomes().snapshot()).containsEntry("OSIER-305", 2L);
    }

    /** Goal: nothing is lost although the handler and then the dispatcher is away. Method: a new build of each. */
    @Test
    void whatComesWhileItsHandlerIsAwayStaysInItsSessionAndGoesToTheNextDispatcher() {
        var settings = new Settings(1, 1 << 20, Duration.ofSeconds(30));
        var old = new Dispatching((s, p) -> true, settings);
        old.bind(0x40, true, Dispatching.answering("one")).run();
        var first = old.send(FakeEnvelope.request(alpha, 0, 0x40, ""));
        var second = old.send(FakeEnvelope.oneWay(alpha, 0, 0x40, ""));
        assertThat(old.held()).isEqualTo(2);
        old.close();
        assertThat(first.answers()).isZero();

        try (var next = new Dispatching((s, p) -> true, settings)) {
            next.bind(0x40, false, Dispatching.answering("two"));
            old.handOver(next);
            assertThat(first.answer()).isEqualTo("two");
            assertThat(old.held()).isZero();
            assertThat(second.answers()).isZero();
            assertThat(next.dispatcher.outcomes().snapshot()).containsEntry("delivered", 2L);
        }
    }

    /** Goal: what was taken while its handler was there, and whose turn never came, is not passed over in silence. */
    @Test
    void whatWasTakenBeforeItsHandlerWentIsToldThatItWasNotDone() throws Exception {
        var it = new Dispatching((s, p) -> true, new Settings(1, 1 << 20, Duration.ofSeconds(30)));
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var remove = it.bind(0x40, true, request -> {
            inside.countDown();
            go.await();
            return Reply.text("finished");
        });
        var runs = it.send(FakeEnvelope.request(alpha, 0, 0x40, ""));
        var waits = it.send(FakeEnvelope.request(alpha, 0, 0x40, ""));
        inside.await();
        var removal = new Thread(remove);
        removal.start();
        while (removal.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait(); // for the handler to finish
        go.countDown();
        removal.join(10_000);
        assertThat(removal.isAlive()).isFalse();
        assertThat(runs.answer()).isEqualTo("finished");
        it.close();
        assertThat(waits.answer()).startsWith("OVERLOADED 64: ");
    }

    @Test
    void whoWaitsForRoomIsNotToldByADispatcherThatGoes() {
        var it = new Dispatching((s, p) -> true, new Settings(1, 65_536, Duration.ZERO));
        var go = new CountDownLatch(1);
        it.bind(0x40, true, request -> {
            go.await();
            return Reply.none();
        });
        while (it.dispatcher.accept(FakeEnvelope.oneWay(alpha, 0, 0x40, ""), Dispatching.NEVER_TOLD))
            Thread.onSpinWait();
        var stop = CompletableFuture.runAsync(it::close, task -> new Thread(task).start());
        while (it.dispatcher.accept(
                FakeEnvelope.oneWay(SamplePeer.named("beta"), 0, 0x77, ""), Dispatching.NEVER_TOLD)) {
            Thread.onSpinWait();
        }
        go.countDown();
        stop.join();
        assertThat(it.dispatcher.outcomes().snapshot()).doesNotContainKey("OSIER-305");
    }

    @Test
    void nothingIsAcceptedAfterwardsNotEvenBadPackets() {
        var it = Dispatching.lenient(1);
        it.bind(0x40, false, Dispatching.answering(""));
        it.close();

        assertThat(it.dispatcher.accept(FakeEnvelope.request(alpha, 0, 0x40, ""), Dispatching.NEVER_TOLD))
                .isFalse();
        var bad = new FakeEnvelope(alpha, 0, java.nio.ByteBuffer.allocate(1), true);
        assertThat(it.dispatcher.accept(bad, Dispatching.NEVER_TOLD)).isFalse();
        assertThat(bad.answers()).isZero();
    }

    /** Goal: an update of core neither stops handlers nor loses what was accepted. Method: core goes while one works. */
    @Test
    void whatAGoneCoreBroughtIsFinishedWithItsKeysAndItsSuccessorIsServed() throws Exception {
        PacketAuth before = (sender, packet) -> sender.equals(alpha.id());
        PacketAuth after = (sender, packet) -> !sender.equals(alpha.id());
        var it = new Dispatching(before, new Settings(1, 1 << 20, Duration.ZERO));
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        it.bind(0x40, true, request -> {
            inside.countDown();
            go.await();
            return Reply.text("finished");
        });
        var runs = it.send(FakeEnvelope.request(alpha, 0, 0x40, ""));
        var waits = it.send(FakeEnvelope.request(alpha, 0, 0x40, ""));
        inside.await();
        it.dispatcher.unbindAuth(before);

        var late = FakeEnvelope.request(alpha, 0, 0x40, "");
        assertThat(it.dispatcher.accept(late, Dispatching.NEVER_TOLD)).isFalse();
        it.dispatcher.bindAuth(after);
        var next = it.send(FakeEnvelope.request(SamplePeer.named("beta"), 0, 0x40, ""));
        go.countDown();

        assertThat(runs.answer()).isEqualTo("finished");
        assertThat(waits.answer()).isEqualTo("finished");
        assertThat(next.answer()).isEqualTo("finished");
        it.close();
    }

    private static java.util.List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("osier-dispatcher-"))
                .toList();
    }
}
