package org.osier.testkit;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Order, clocks, and every way to be told that a test would hang. */
class VirtualTimeTest {
    private final VirtualTime time = new VirtualTime(1);
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasksRunInOrderOfTimeThenOfScheduling() {
        time.schedule(() -> ran.add("late"), 2, SECONDS);
        time.schedule(() -> ran.add("early"), 1, SECONDS);
        time.schedule(() -> ran.add("late, too"), 2, SECONDS);
        time.execute(() -> ran.add("now"));
        assertThat(ran).isEmpty();
        time.runFor(Duration.ofSeconds(2));
        assertThat(ran).containsExactly("now", "early", "late", "late, too");
    }

    /** Goal: no reentrancy. Method: a task that enters another one ends before the other begins. */
    @Test
    void noTaskRunsInsideAnother() {
        time.execute(() -> {
            time.execute(() -> ran.add("inner"));
            ran.add("outer");
        });
        time.runFor(Duration.ZERO);
        assertThat(ran).containsExactly("outer", "inner");
    }

    @Test
    void bothClocksMoveExactlyAsFarAsTheyAreTold() {
        long nanos = time.nanoTime();
        var instant = time.instant();
        time.schedule(() -> assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(3)), 3, SECONDS);
        time.runFor(Duration.ofSeconds(10));
        assertThat(time.nanoTime() - nanos).isEqualTo(SECONDS.toNanos(10));
        assertThat(time.instant()).isEqualTo(instant.plusSeconds(10));
    }

    @Test
    void periodicTaskRunsUntilItIsCancelled() {
        var task = time.scheduleAtFixedRate(() -> ran.add("tick"), 5, 10, MILLISECONDS);
        time.runFor(Duration.ofMillis(25));
        assertThat(ran).hasSize(3);
        task.cancel(false);
        time.runFor(Duration.ofSeconds(1));
        assertThat(ran).hasSize(3);
    }

    @Test
    void taskThatThrowsFailsTheRun() {
        time.execute(() -> {
            throw new IllegalStateException("mine");
        });
        assertThatThrownBy(time::step).isInstanceOf(AssertionError.class).hasRootCauseMessage("mine");
    }

    @Test
    void submittedTaskKeepsItsExceptionForTheFuture() {
        var future = time.submit(() -> {
            throw new IllegalStateException("mine");
        });
        assertThatThrownBy(future::get).hasMessageContaining("let virtual time run");
        time.step();
        assertThatThrownBy(future::get).hasRootCauseMessage("mine");
    }

    @Test
    void conditionThatNeverHoldsIsReportedWithTheSeed() {
        time.scheduleAtFixedRate(() -> {}, 1, 1, SECONDS);
        assertThatThrownBy(() -> time.runUntil(() -> false, Duration.ofMinutes(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 1");
        assertThat(time.elapsed()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void timeThatCannotMoveIsReported() {
        time.execute(new Runnable() {
            @Override
            public void run() {
                time.execute(this);
            }
        });
        assertThatThrownBy(() -> time.runFor(Duration.ofSeconds(1))).hasMessageContaining("time cannot move");
    }

    @Test
    void loopThatShutsDownTakesOnlyItsOwnTasks() {
        var one = time.loop();
        var other = time.loop();
        one.schedule(() -> ran.add("one"), 1, SECONDS);
        other.schedule(() -> ran.add("other"), 1, SECONDS);
        assertThat(one.shutdownNow()).hasSize(1);
        assertThat(one.isTerminated()).isTrue();
        assertThatThrownBy(() -> one.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        time.runFor(Duration.ofSeconds(1));
        assertThat(ran).containsExactly("other");
    }

    @Test
    void otherThreadIsRefused() throws InterruptedException {
        var thread = new Thread(() -> {
            try {
                time.execute(() -> {});
            } catch (IllegalStateException refused) {
                ran.add("refused");
            }
        });
        thread.start();
        thread.join(10_000);
        assertThat(ran).containsExactly("refused");
    }
}
