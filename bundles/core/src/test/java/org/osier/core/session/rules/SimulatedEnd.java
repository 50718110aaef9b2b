package org.osier.core.session.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One end in the simulation: an upper floor that is sometimes slow and sometimes full, and the checks of what it is
 * given and told against what the other end sent.
 */
final class SimulatedEnd {
    private static final int STREAMS = 16;
    private static final int MIB = 1 << 20;

    /** A message with what happened to it. */
    static final class Sent extends Outgoing {
        final byte[] bytes;
        boolean handed;

        Sent(int stream, byte[] bytes) {
            super(stream, bytes);
            this.bytes = bytes;
        }
    }

    final SessionRules rules;
    private final Random random;
    private final List<ArrayDeque<Sent>> toArrive = new ArrayList<>(); // sent from here, by stream
    private final List<ArrayDeque<Sent>> toComplete = new ArrayList<>();
    private final ArrayDeque<Incoming> slow = new ArrayDeque<>(); // given to the upper floor, not taken yet
    private final boolean[] held = new boolean[STREAMS];
    private @Nullable SimulatedEnd other;

    SimulatedEnd(long myBoot, long peerBoot, Random random) {
        this.rules = new SessionRules(myBoot, peerBoot, false);
        this.random = random;
        for (int stream = 0; stream < STREAMS; stream++) {
            toArrive.add(new ArrayDeque<>());
            toComplete.add(new ArrayDeque<>());
        }
    }

    void talksTo(SimulatedEnd other) {
        this.other = other;
    }

    void send() {
        var bytes = new byte[length()];
        random.nextBytes(bytes);
        // Few streams, so that they get crowded; sometimes any.
        int stream = random.nextInt(4) > 0 ? random.nextInt(4) : random.nextInt(STREAMS);
        var message = new Sent(stream, bytes);
        if (!rules.offer(message)) return;
        toArrive.get(stream).add(message);
        toComplete.get(stream).add(message);
    }

    private int length() {
        int kind = random.nextInt(100);
        if (kind < 60) return 1 + random.nextInt(300);
        if (kind < 90) return 1 + random.nextInt(20_000);
        if (kind < 99) return 1 + random.nextInt(200_000);
        return 1 + random.nextInt(2 * MIB);
    }

    /** Offers one message to the upper floor. @return whether there was one */
    boolean deliver(long now, boolean willing) {
        var message = rules.poll();
        if (message == null) return false;
        int stream = message.stream();
        assertThat(held[stream]).as("a message of a stream that is held").isFalse();
        assertThat(slow).as("a second message of a stream").noneMatch(m -> m.stream() == stream);
        int mood = willing ? 0 : random.nextInt(10);
        if (mood == 9) {
            held[stream] = true;
            rules.hold(message);
        } else if (mood == 8) {
            slow.add(message);
        } else {
            taken(message, now);
        }
        return true;
    }

    /** The upper floor finishes something or has room again. @return whether there was anything */
    boolean recover(long now) {
        var late = slow.poll();
        if (late != null) taken(late, now);
        boolean any = late != null;
        for (int stream = 0; stream < STREAMS; stream++) {
            if (!held[stream]) continue;
            held[stream] = false;
            rules.release(stream);
            any = true;
        }
        return any;
    }

    private void taken(Incoming message, long now) {
        var expected = other.toArrive.get(message.stream()).poll();
        assertThat(expected).as("a message nobody sent, or one that came twice").isNotNull();
        assertThat(message.message()).as("out of order or broken").isEqualTo(expected.bytes);
        expected.handed = true;
        rules.handed(message, now);
    }

    /** Checks what must hold after every event. */
    void check() {
        for (var done = rules.takeCompleted(); done != null; done = done.next()) {
            var expected = toComplete.get(done.stream()).poll();
            assertThat(done).as("completed out of order").isSameAs(expected);
            assertThat(expected.handed)
                    .as("completed before it was handed over")
                    .isTrue();
        }
        assertThat(rules.unacknowledgedBytes()).isBetween(0L, 4L * MIB);
        assertThat(rules.queuedBytes()).isBetween(0L, 12L * MIB + 2L * MIB);
        // The claims of the streams in use, a first window for each of the others, one long message above them.
        assertThat(rules.keptBytes()).isBetween(0L, 4L * MIB + 4L * MIB + 2L * MIB);
    }

    boolean isDone() {
        return toArrive.stream().allMatch(ArrayDeque::isEmpty)
                && toComplete.stream().allMatch(ArrayDeque::isEmpty);
    }
}
