package org.osier.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.dispatch.Reply;
import org.osier.dispatch.Request;
import org.osier.testkit.SamplePeer;

/** Goal: what one peer sends on one stream is handled in order; streams and peers do not wait for each other. */
@Timeout(60)
class OrderTest {
    private static final int EACH = 400;

    /**
     * Method: several lanes at once, blocking and inline handlers mixed, some calls held until the test lets them go in
     * random order, a queue so small that every sender has to wait now and then.
     */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void orderHoldsPerPeerAndStream(long seed) throws Exception {
        var random = new Random(seed);
        var held = new LinkedBlockingQueue<CountDownLatch>();
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        var finished = new CountDownLatch(6 * EACH);
        try (var it = new Dispatching((s, p) -> true, new Settings(3, 65_536, java.time.Duration.ZERO))) {
            it.bind(0x40, true, request -> {
                int number = Integer.parseInt(request.text());
                if (number % 7 == 0) {
                    var latch = new CountDownLatch(1);
                    held.add(latch);
                    latch.await();
                }
                return note(request, seen, finished);
            });
            it.bind(0x41, false, request -> note(request, seen, finished));

            var senders = new ArrayList<Thread>();
            for (var peer : List.of("alpha", "beta", "gamma")) {
                for (int stream = 0; stream < 2; stream++) {
                    var lane = new Sender(it.dispatcher, SamplePeer.named(peer), stream, random.nextLong());
                    senders.add(new Thread(lane, "sender " + peer + " " + stream));
                }
            }
            senders.forEach(Thread::start);
            var waiting = new ArrayList<CountDownLatch>();
            while (!finished.await(1, TimeUnit.MILLISECONDS)) {
                held.drainTo(waiting);
                while (!waiting.isEmpty())
                    waiting.remove(random.nextInt(waiting.size())).countDown();
            }
            for (var sender : senders) sender.join();
        }
        assertThat(seen).as("seed %d", seed).hasSize(6);
        var expected = IntStream.range(0, EACH).boxed().toList();
        seen.forEach((lane, numbers) ->
                assertThat(numbers).as("seed %d, %s", seed, lane).isEqualTo(expected));
    }

    /** Method: a blocking call is held; what follows it on its stream must not pass, another stream must. */
    @Test
    void anInlineHandlerWaitsForWhatIsBeforeItOnItsStreamOnly() throws Exception {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var it = Dispatching.lenient(2)) {
            it.bind(0x40, true, request -> {
                inside.countDown();
                go.await();
                return Reply.none();
            });
            it.bind(0x41, false, Dispatching.answering("inline"));
            var alpha = SamplePeer.named("alpha");
            it.send(FakeEnvelope.request(alpha, 0, 0x40, ""));
            inside.await();
            var behind = it.send(FakeEnvelope.request(alpha, 0, 0x41, ""));
            var beside = it.send(FakeEnvelope.request(alpha, 1, 0x41, ""));

            assertThat(beside.answers()).isEqualTo(1);
            assertThat(behind.answers()).isZero();
            go.countDown();
            assertThat(behind.answer()).isEqualTo("inline");
        }
    }

    private static Reply note(Request request, Map<String, List<Integer>> seen, CountDownLatch finished) {
        // One list per lane without a lock of its own: were two calls of a lane inside at once, it would break.
        seen.computeIfAbsent(request.from().name() + request.stream(), lane -> new ArrayList<>())
                .add(Integer.parseInt(request.text()));
        finished.countDown();
        return Reply.none();
    }

    /** One session: offers in order, and holds what was refused until it is told. */
    private record Sender(Dispatcher to, SamplePeer from, int stream, long seed) implements Runnable {
        @Override
        public void run() {
            var random = new Random(seed);
            var room = new Semaphore(0);
            for (int i = 0; i < EACH; i++) {
                int intent = random.nextInt(3) == 0 ? 0x41 : 0x40;
                var envelope = FakeEnvelope.oneWay(from, stream, intent, Integer.toString(i));
                while (!to.accept(envelope, room::release)) room.acquireUninterruptibly();
            }
        }
    }
}
