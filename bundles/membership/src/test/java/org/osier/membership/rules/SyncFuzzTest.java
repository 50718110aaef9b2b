package org.osier.membership.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.node.NodeId;

/** Frames 0x0A as a member sends them: read as strictly as they are written, and whatever they say, in bounds. */
class SyncFuzzTest {
    private static final NodeId PEER = Ring.id(2);

    static Stream<byte[]> frames() {
        return Stream.concat(
                Stream.concat(SyncVectorsTest.good(), SyncVectorsTest.bad())
                        .map(SyncVectorsTest::vector)
                        .flatMap(SyncFuzzTest::near),
                Stream.of(
                        Ring.pushes(true, Sample.record(7, 1)).get(0),
                        Ring.pushes(false, Sample.of(8).forged(), Sample.record(1, 9))
                                .get(0)));
    }

    private static Stream<byte[]> near(byte[] bytes) {
        var cut = Arrays.copyOf(bytes, bytes.length / 2);
        var longer = Arrays.copyOf(bytes, bytes.length + 1);
        return Stream.concat(
                Stream.of(bytes, cut, longer),
                Stream.of(0, 1, 8, 9, 10, 11, 12, 44, 60)
                        .filter(at -> at < bytes.length)
                        .map(at -> {
                            var changed = bytes.clone();
                            changed[at] ^= (byte) (1 << at % 8);
                            return changed;
                        }));
    }

    @MethodSource("frames")
    @FuzzTest
    void frame(byte[] bytes) {
        try {
            var frame = SyncForm.read(ByteBuffer.wrap(bytes));
            assertThat(bytes.length).isLessThanOrEqualTo(SyncForm.MAX_BYTES);
            assertThat(SyncForm.write(frame)).isEqualTo(bytes);
        } catch (BadFrameException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        answered(bytes);
    }

    /** A member that holds fifty and has begun an exchange with who sends this. */
    private static void answered(byte[] bytes) {
        var now = new Moment(0, Sample.NOW.toEpochMilli());
        var own = Sample.record(1, 1);
        var member = new Synchroniser(own.id(), new SampleChecker(), new Random(1), Ring.PACE, now);
        member.own(own);
        for (var other : FIFTY) member.peerRecord(other, now);
        member.links(Set.of(PEER), List.of(PEER), now);
        long sent = 0;
        for (var output : member.frame(PEER, ByteBuffer.wrap(bytes), now)) {
            if (!(output instanceof Output.Send send)) continue;
            assertThat(send.frame().length).isLessThanOrEqualTo(SyncForm.MAX_BYTES);
            sent += send.frame().length;
        }
        assertThat(sent).isLessThanOrEqualTo(Comparison.MAX_BYTES + 4L * SyncForm.MAX_BYTES);
        assertThat(member.records(now)).contains(own).hasSizeBetween(51, 54);
    }

    private static final List<org.osier.node.NodeRecord> FIFTY = Ring.others(50);
}
