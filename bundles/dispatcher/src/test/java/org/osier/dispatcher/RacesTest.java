package org.osier.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.testkit.SamplePeer;
import org.osier.ueps.Packet;

/** Goal: what happens between a look and the step after it is not missed. Method: it happens exactly there. */
@Timeout(60)
class RacesTest {
    @Test
    void aHandlerThatComesBetweenTheLookAndTheWaitIsNotWaitedFor() throws Exception {
        var self = new CompletableFuture<Workers>();
        var looks = new AtomicInteger();
        var dealtWith = new CountDownLatch(1);
        var workers = new Workers(1, 65_536, new Workers.Work() {
            @Override
            public OptionalLong on(Delivery delivery) {
                if (looks.getAndIncrement() > 0) {
                    dealtWith.countDown();
                    return OptionalLong.empty();
                }
                self.join().routesChanged();
                return OptionalLong.of(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
            }

            @Override
            public void tooLate(Delivery delivery) {}
        });
        self.complete(workers);
        workers.offer(delivery(FakeEnvelope.oneWay(SamplePeer.named("alpha"), 0, 0x40, "")), Dispatching.NEVER_TOLD);

        assertThat(dealtWith.await(10, TimeUnit.SECONDS)).isTrue();
        workers.close(Dispatcher.DRAIN);
    }

    @Test
    void whatMeetsNoHandlerBecauseTheDispatcherGoesIsToldThatItWasNotDone() throws Exception {
        var table = new RouteTable(Duration.ZERO);
        var outcomes = new Outcomes();
        var router = new Router(table, new Checks(outcomes), outcomes);
        table.close();
        var envelope = FakeEnvelope.request(SamplePeer.named("alpha"), 0, 0x40, "");

        assertThat(router.on(delivery(envelope))).isEmpty();
        assertThat(envelope.answer()).startsWith("OVERLOADED 64: ");
    }

    @Test
    void whoIsInsideMayFinishAndNobodyElseGetsIn() {
        var calls = new Calls();
        assertThat(calls.enter()).isTrue();
        calls.close();
        assertThat(calls.enter()).isFalse();
        assertThat(calls.awaitEmpty(Duration.ZERO)).isFalse();
        calls.leave();
        assertThat(calls.awaitEmpty(Duration.ZERO)).isTrue();
    }

    private static Delivery delivery(FakeEnvelope envelope) throws Exception {
        return new Delivery(envelope, Packet.read(envelope.packet()), (sender, packet) -> true);
    }
}
