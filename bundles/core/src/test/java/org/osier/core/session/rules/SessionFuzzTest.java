package org.osier.core.session.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.core.fuzz.Seeds;

/**
 * Goal: whatever a member says in a session, it ends in a {@link Violation} or is taken, and nothing grows beyond its bound.
 * Method: an input is a list of steps, of which most are frames of the other end, and some are what this end does meanwhile.
 */
class SessionFuzzTest {
    private static final long MIB = 1 << 20;
    private static final byte SEGMENT = 0;
    private static final byte CONTROL = 1;
    private static final byte OFFER = 2;
    private static final byte TIME = 3;
    private static final byte HAND = 4;
    private static final byte LINK = 5;
    private static final byte DATAGRAMS = 6;
    private static final int KINDS = 8;

    static Stream<byte[]> conversations() {
        var resume = step(CONTROL, End.resume());
        var first = step(SEGMENT, segment(1, 0, 0, 40));
        var last = step(SEGMENT, segment(6, 0, 40, 9));
        var early = step(SEGMENT, segment(3, 2, 100, 9));
        var acknowledge = step(CONTROL, End.acknowledge(new End.Entry(0, 10, 300_000), new End.Entry(2, 0, 9)));
        var blocks = step(CONTROL, End.selective(1, 4, 8, 20, 30));
        var forgotten = step(CONTROL, End.greeting(2, End.PEER_BOOT, End.MY_BOOT));
        return Stream.of(
                Seeds.list(resume, first, last, step(HAND), acknowledge),
                Seeds.list(step(OFFER, (byte) 0, (byte) 10), resume, step(TIME, (byte) 200), acknowledge, last),
                Seeds.list(
                        step(DATAGRAMS),
                        resume,
                        step(OFFER, (byte) 1, (byte) 90),
                        step(TIME, (byte) 99),
                        blocks,
                        early),
                Seeds.list(resume, step(LINK), forgotten, first, step(LINK), resume, last),
                Seeds.list(forgotten, first, last, step(HAND), step(OFFER, (byte) 2, (byte) 7), acknowledge),
                Seeds.list(resume, step(SEGMENT, segment(7, 15, 262_100, 44)), step(SEGMENT, segment(3, 0, -1, 1))));
    }

    @MethodSource("conversations")
    @FuzzTest
    void conversation(byte[] list) {
        var end = new End();
        var link = end.linkUp();
        long came = 0;
        long handed = 0;
        for (var step : Seeds.parts(list)) {
            if (step.length == 0) continue;
            var rest = Arrays.copyOfRange(step, 1, step.length);
            try {
                switch (step[0] & KINDS - 1) {
                    case SEGMENT -> {
                        came += rest.length;
                        end.rules.onSegment(link, rest, 0, rest.length, end.now);
                    }
                    case CONTROL -> end.control(link, rest);
                    case OFFER -> {
                        if (rest.length == 2)
                            end.rules.offer(new End.Parcel(rest[0] & 15, new byte[1 + (rest[1] & 0xff) * 40]));
                    }
                    case TIME -> end.pass(rest.length == 0 ? 1_000 : (rest[0] & 0xff) * 10_000_000L);
                    case HAND ->
                        handed += end.handAll().stream().mapToInt(l -> l).sum();
                    case LINK, DATAGRAMS -> link = another(end, link, step[0] == DATAGRAMS);
                    default -> end.rules.release(rest.length == 0 ? 0 : rest[0] & 15);
                }
            } catch (Violation e) {
                assertThat(e.getStackTrace()).isEmpty();
                link = another(end, link, false);
            }
            if (link == null) return;
            write(end, link);
            bounds(end);
            assertThat(handed).isLessThanOrEqualTo(came);
        }
    }

    /** The link is gone, and another one takes its place. @return null: it may not now */
    private static @Nullable LinkState another(End end, LinkState link, boolean datagrams) {
        end.linkDown(link);
        return end.linkUp(datagrams ? End.DATAGRAM_BYTES : 0);
    }

    private static void write(End end, LinkState link) {
        end.writeAll(link);
        end.blocks(link);
        end.rules.nextTimer(end.now);
        end.rules.takeLost();
        end.rules.takeCompleted();
    }

    private static void bounds(End end) {
        assertThat(end.rules.keptBytes()).isBetween(0L, 4 * MIB);
        assertThat(end.rules.unacknowledgedBytes()).isBetween(0L, 4 * MIB);
        assertThat(end.rules.queuedBytes()).isBetween(0L, 12 * MIB);
    }

    private static byte[] step(byte kind, byte... rest) {
        return ByteBuffer.allocate(1 + rest.length).put(kind).put(rest).array();
    }

    private static byte[] segment(int flags, int stream, long offset, int length) {
        return ByteBuffer.allocate(10 + length)
                .put((byte) flags)
                .put((byte) stream)
                .putLong(offset)
                .put(End.counted(offset, length))
                .array();
    }
}
