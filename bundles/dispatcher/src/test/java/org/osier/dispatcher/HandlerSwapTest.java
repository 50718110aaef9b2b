package org.osier.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.dispatch.Reply;
import org.osier.testkit.SamplePeer;

/** Goal: handlers come and go under traffic and no message is lost. Method: bind and unbind as DS does it. */
@Timeout(60)
class HandlerSwapTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Method: the second stands before the first goes, as with two jars. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSwapWithOverlapUnderLoadIsAnsweredByOneOfBoth(boolean blocking) throws Exception {
        try (var it = Dispatching.lenient(4)) {
            var one = it.bind(0x40, blocking, Dispatching.answering("one"));
            swapUnderLoad(it, () -> {
                it.bind(0x40, blocking, Dispatching.answering("two"));
                one.run();
            });
        }
    }

    /** Method: the first goes before the second comes, as with an update in place; the intent is awaited. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSwapWithAGapUnderLoadIsAnsweredByOneOfBoth(boolean blocking) throws Exception {
        try (var it = new Dispatching((s, p) -> true, new Settings(4, 1 << 20, LONG))) {
            var one = it.bind(0x40, blocking, Dispatching.answering("one"));
            swapUnderLoad(it, () -> {
                one.run();
                it.bind(0x40, blocking, Dispatching.answering("two"));
            });
        }
    }

    private static void swapUnderLoad(Dispatching it, Runnable swap) throws Exception {
        var halfway = new CountDownLatch(3);
        var answered = new ArrayList<CompletableFuture<ArrayList<String>>>();
        for (var name : new String[] {"alpha", "beta", "gamma"}) {
            answered.add(
                    CompletableFuture.supplyAsync(() -> requests(it, name, halfway), task -> new Thread(task).start()));
        }
        halfway.await();
        swap.run();
        for (var answers : answered) {
            assertThat(answers.get())
                    .hasSize(4_000)
                    .containsOnly("one", "two")
                    .startsWith("one")
                    .endsWith("two");
        }
    }

    private static ArrayList<String> requests(Dispatching it, String name, CountDownLatch halfway) {
        var answers = new ArrayList<String>();
        var peer = SamplePeer.named(name);
        while (answers.size() < 2_000)
            answers.add(it.send(FakeEnvelope.request(peer, 0, 0x40, "")).answer());
        halfway.countDown();
        while (answers.size() < 3_999)
            answers.add(it.send(FakeEnvelope.request(peer, 0, 0x40, "")).answer());
        // However the threads ran, the last one is sent when the second serves.
        while (!answers.get(answers.size() - 1).equals("two")) {
            answers.set(
                    answers.size() - 1,
                    it.send(FakeEnvelope.request(peer, 0, 0x40, "")).answer());
        }
        answers.add(it.send(FakeEnvelope.request(peer, 0, 0x40, "")).answer());
        return answers;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void removalWaitsForTheCallInProgressAndOthersGoOn(boolean blocking) throws Exception {
        try (var it = Dispatching.lenient(2)) {
            var inside = new CountDownLatch(1);
            var go = new CountDownLatch(1);
            var remove = it.bind(0x40, blocking, request -> {
                inside.countDown();
                go.await();
                return Reply.text("finished");
            });
            it.bind(0x41, false, Dispatching.answering("other"));
            var call = CompletableFuture.supplyAsync(() -> it.ask(0x40, ""), task -> new Thread(task).start());
            inside.await();
            var removal = CompletableFuture.runAsync(remove, task -> new Thread(task).start());
            // Until the removal has begun 0x40 would be served; then the next best is asked, of which there is none.
            while (!it.send(FakeEnvelope.request(SamplePeer.named("beta"), 1, 0x77, ""))
                    .answer()
                    .equals("NO_HANDLER 119: handles 0x41")) Thread.onSpinWait();

            assertThat(removal).isNotDone();
            assertThat(it.send(FakeEnvelope.request(SamplePeer.named("gamma"), 0, 0x41, ""))
                            .answer())
                    .isEqualTo("other");
            assertThat(it.send(FakeEnvelope.request(SamplePeer.named("gamma"), 0, 0x40, ""))
                            .answer())
                    .isEqualTo("NO_HANDLER 64: handles 0x41");
            assertThat(removal).isNotDone();
            go.countDown();
            removal.get(10, TimeUnit.SECONDS);
            assertThat(call.get()).isEqualTo("finished");
        }
    }

    @Test
    void removalWaitsAtMostTwoSeconds() throws Exception {
        try (var it = Dispatching.lenient(1)) {
            var inside = new CountDownLatch(1);
            var go = new CountDownLatch(1);
            var remove = it.bind(0x40, true, request -> {
                inside.countDown();
                go.await();
                return Reply.text("late");
            });
            var call = it.send(FakeEnvelope.request(SamplePeer.named("alpha"), 0, 0x40, ""));
            inside.await();
            long before = System.nanoTime();
            remove.run();

            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isBetween(Dispatcher.DRAIN, Duration.ofSeconds(10));
            go.countDown();
            assertThat(call.answer()).isEqualTo("late");
        }
    }

    @Test
    void anIntentThatWasServedWaitsForItsHandlerAndKeepsItsOrder() {
        try (var it = new Dispatching((s, p) -> true, new Settings(1, 1 << 20, LONG))) {
            it.bind(0x40, false, Dispatching.answering("one")).run();
            it.bind(0x41, false, Dispatching.answering("other"));
            var alpha = SamplePeer.named("alpha");
            var waits = it.send(FakeEnvelope.request(alpha, 0, 0x40, ""));
            var behind = it.send(FakeEnvelope.request(alpha, 0, 0x41, ""));
            assertThat(it.send(FakeEnvelope.request(alpha, 1, 0x41, "")).answer())
                    .isEqualTo("other");
            assertThat(behind.answers()).isZero();

            it.bind(0x40, true, Dispatching.answering("two"));
            assertThat(waits.answer()).isEqualTo("two");
            assertThat(behind.answer()).isEqualTo("other");
        }
    }

    @Test
    void theWaitForAHandlerEnds() {
        try (var it = new Dispatching((s, p) -> true, new Settings(1, 1 << 20, Duration.ofMillis(30)))) {
            it.bind(0x40, true, Dispatching.answering("one")).run();
            assertThat(it.ask(0x40, "")).isEqualTo("NO_HANDLER 64: handles no intent yet");
        }
    }

    @Test
    void theHigherRankingTakesOverAndGivesBack() {
        try (var it = Dispatching.lenient(1)) {
            it.bind(Dispatching.answering("plain"), it.properties(0x40, "", false, 0));
            var better = it.bind(Dispatching.answering("better"), it.properties(0x40, "", false, 1));
            assertThat(it.ask(0x40, "")).isEqualTo("better");
            better.run();
            assertThat(it.ask(0x40, "")).isEqualTo("plain");
        }
    }

    @Test
    void changedPropertiesCount() {
        try (var it = Dispatching.lenient(1)) {
            var handler = Dispatching.answering("moved");
            var properties = new HashMap<>(it.properties(0x40, "", false, 0));
            it.bind(handler, properties);
            properties.put("osier.intent.value", 0x41);
            it.dispatcher.updatedHandler(handler, properties);

            assertThat(it.ask(0x41, "")).isEqualTo("moved");
            assertThat(it.ask(0x40, "")).startsWith("NO_HANDLER");
            properties.put("osier.intent.value", "0x41");
            it.dispatcher.updatedHandler(handler, properties);
            assertThat(it.ask(0x41, "")).startsWith("NO_HANDLER");
            it.dispatcher.unbindHandler(handler, properties);
        }
    }
}
