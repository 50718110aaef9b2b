package org.osier.core.session.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goal: what is kept is bounded, and every message that is allowed passes. Method: a sender that uses all windows. */
class KeptBytesTest {
    private static final int MIB = 1 << 20;
    private static final int FIRST_WINDOW = 262_144;

    private final End end = new End();
    private final long[] limits = new long[16];
    private final long[] sent = new long[16];
    private LinkState link;

    @BeforeEach
    void open() throws Violation {
        link = end.open();
        Arrays.fill(limits, FIRST_WINDOW);
    }

    private void listen() {
        for (var entry : end.acks(link, true)) {
            assertThat(entry.limit()).isGreaterThanOrEqualTo(limits[entry.stream()]); // offset + window never falls
            limits[entry.stream()] = entry.limit();
        }
    }

    /** Sends on a message without an end as far as its window and {@code upTo} go. @return whether it moved */
    private boolean fill(int stream, long upTo) throws Violation {
        long target = Math.min(upTo, limits[stream]);
        boolean moved = sent[stream] < target;
        while (sent[stream] < target) {
            int part = (int) Math.min(60_000, target - sent[stream]);
            end.segment(link, sent[stream] == 0 ? 1 : 0, stream, sent[stream], new byte[part]);
            sent[stream] += part;
        }
        listen();
        return moved;
    }

    private void finish(int stream) throws Violation {
        end.segment(link, 2, stream, sent[stream], new byte[1]);
        sent[stream]++;
        end.handAll();
        listen();
    }

    @Test
    void aStreamIsGivenALargerWindowOnceItIsUsed() throws Violation {
        end.segment(link, 7, 0, 0, 1);
        end.handAll();

        assertThat(end.acks(link)).containsExactly(new End.Entry(0, 1, MIB));
    }

    @Test
    void beyond4MiBOnlyTheStreamWhoseMessageBeganFirstIsGivenMore() throws Violation {
        var streams = new int[] {6, 3, 9};
        for (int stream : streams) fill(stream, 1);
        for (boolean moved = true; moved; ) {
            moved = false;
            for (int stream : streams) moved |= fill(stream, 3 * MIB);
        }

        assertThat(sent[6]).isEqualTo(3 * MIB);
        assertThat(sent[3]).isLessThan(3 * MIB);
        assertThat(sent[9]).isLessThan(3 * MIB);
        assertThat(end.rules.keptBytes()).isLessThanOrEqualTo(4 * MIB + 3 * MIB);

        finish(6);
        while (fill(3, 3 * MIB)) {}
        assertThat(sent[3]).isEqualTo(3 * MIB);
        finish(3);
        while (fill(9, 3 * MIB)) {}
        assertThat(sent[9]).isEqualTo(3 * MIB);
    }

    @Test
    void sixteenMessagesThatNeverEndAreKeptWithinTheBoundAndOneGoesOn() throws Violation {
        for (boolean moved = true; moved; ) {
            moved = false;
            for (int stream = 0; stream < 16; stream++) moved |= fill(stream, 10 * MIB);
        }

        assertThat(sent[0]).isEqualTo(10 * MIB);
        // Fifteen first windows were promised before anybody could count: on top of the 4 MiB.
        assertThat(end.rules.keptBytes() - sent[0]).isLessThanOrEqualTo(4 * MIB + 15 * FIRST_WINDOW);
    }

    @Test
    void aMessageOf16MiBPassesBesideFifteenThatWait() throws Violation {
        for (int stream = 15; stream >= 0; stream--) fill(stream, FIRST_WINDOW);
        for (int stream = 15; stream >= 0; stream--) {
            while (fill(stream, SessionRules.MAX_MESSAGE_BYTES - 1)) {}
            assertThat(sent[stream]).isEqualTo(SessionRules.MAX_MESSAGE_BYTES - 1);
            finish(stream);
        }
        assertThat(end.rules.keptBytes()).isZero();
    }

    @Test
    void longMessagesThatNobodyTakesStopFurtherLongOnes() throws Violation {
        for (int stream = 0; stream < 16; stream++) {
            while (fill(stream, SessionRules.MAX_MESSAGE_BYTES - 1)) {}
            if (limits[stream] == sent[stream]) break;
            end.segment(link, 2, stream, sent[stream], new byte[1]);
            listen();
        }

        assertThat(end.rules.keptBytes()).isLessThanOrEqualTo((16 + 16 + 8) * MIB);
        int taken = end.handAll().size();
        assertThat(taken).isPositive();
        listen();
        assertThat(limits[taken]).isGreaterThan(sent[taken]); // there is room, so it goes on
    }

    @Test
    void aStreamThatIsHeldIsGivenNoMoreThanItsWindow() throws Violation {
        end.segment(link, 3, 0, 0, 100);
        end.rules.hold(end.rules.poll());
        sent[0] = 100;
        for (boolean moved = true; moved; listen()) {
            moved = sent[0] + 100 <= limits[0];
            if (moved) end.segment(link, 3, 0, sent[0], new byte[100]);
            if (moved) sent[0] += 100;
        }

        assertThat(end.rules.keptBytes()).isLessThanOrEqualTo(100 + MIB);
        assertThat(limits[5]).isEqualTo(FIRST_WINDOW);
        fill(5, MIB);
        assertThat(sent[5]).isEqualTo(FIRST_WINDOW);
        fill(5, MIB);
        assertThat(sent[5]).isEqualTo(MIB); // others do not notice
    }
}
