package org.osier.membership.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.node.NodeId;

/** The layout of frame 0x0A. {@code vectors/sync.properties} was written from WIRE.md alone, by another program. */
class SyncVectorsTest {
    static final Properties VECTORS = new Properties();

    static {
        try (var in = SyncVectorsTest.class.getResourceAsStream("/vectors/sync.properties")) {
            VECTORS.load(in);
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static byte[] vector(String name) {
        return HexFormat.of().parseHex(VECTORS.getProperty(name));
    }

    private static Stream<String> named(String prefix) {
        return VECTORS.stringPropertyNames().stream()
                .filter(n -> n.startsWith(prefix))
                .sorted();
    }

    static Stream<String> good() {
        return named("good.");
    }

    static Stream<String> bad() {
        return named("bad.");
    }

    @ParameterizedTest
    @MethodSource("good")
    void aGoodFrameIsReadAndWrittenAsTheSameBytes(String name) throws BadFrameException {
        var bytes = vector(name);
        assertThat(SyncForm.write(SyncForm.read(ByteBuffer.wrap(bytes)))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadFrameIsRefused(String name) {
        var in = ByteBuffer.wrap(vector(name));
        assertThatThrownBy(() -> SyncForm.read(in)).isInstanceOf(BadFrameException.class);
    }

    @Test
    void whatADigestSaysIsUnderstood() throws BadFrameException {
        var digest = (SyncFrame.Digest) SyncForm.read(ByteBuffer.wrap(vector("good.digest.page")));
        assertThat(digest.salt()).isEqualTo(0x0102030405060708L);
        var section = digest.sections().get(0);
        assertThat(section.bucket()).isEqualTo(0x40);
        assertThat(section.begins()).isTrue();
        assertThat(section.ends()).isTrue();
        assertThat(section.entries()).hasSize(2);
        assertThat(section.entries().get(1).serial()).isEqualTo(0xffff_ffff_ffffL);
        assertThat(section.entries().get(1).mark()).isEqualTo(0x8877665544332211L);
        assertThat(digest.sections().get(1).entries()).isEmpty();
    }

    @Test
    void fingerprintsAreThoseOfThePage() {
        var marks = new ArrayList<>(java.util.Collections.nCopies(Sums.BUCKETS, new long[0]));
        marks.set(0x40, new long[] {0x1122334455667788L, 0x8877665544332211L});
        long salt = 0x0102030405060708L;
        var out = ByteBuffer.allocate(8 * Sums.BUCKETS);
        var sums = Sums.of(salt, marks);
        sums.write(out);
        assertThat(ByteBuffer.allocate(9).put((byte) 2).putLong(salt).array())
                .isEqualTo(Arrays.copyOf(vector("good.sums"), 9));
        assertThat(out.array()).isEqualTo(Arrays.copyOfRange(vector("good.sums"), 9, 9 + 1_024));
        assertThat(sums.all(salt)).isEqualTo(ByteBuffer.wrap(vector("sum.all")).getLong());
        assertThat(Entry.mark(vector("mark.of")))
                .isEqualTo(ByteBuffer.wrap(vector("mark")).getLong());
    }

    @Test
    void anAnswerAsksForThirtySevenAtMost() {
        var wanted = new ArrayList<NodeId>();
        for (int i = 0; i < SyncForm.MAX_WANTED; i++) wanted.add(Ring.id(i));
        assertThat(wanted).hasSize(37);
        assertThat(SyncForm.write(new SyncFrame.Answer(1, 255, wanted)).length).isLessThanOrEqualTo(1_194);
    }

    @Test
    void recordsAreCutIntoFramesThatADatagramCarries() {
        var records = List.of(new byte[1_100], new byte[1], new byte[600], new byte[500], new byte[1_100]);
        var frames = SyncForm.pushes(true, records);
        assertThat(frames).hasSize(3).allMatch(f -> f.length <= 1_194);
        assertThat(SyncForm.pushes(true, List.of())).isEmpty();
    }
}
