package org.osier.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.crypto.Ed25519;
import org.osier.core.crypto.Sha256;
import org.osier.core.crypto.Vectors;

class GenesisTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void genesisOfTheVectorsIsRead() throws Exception {
        var vector = TestClusters.VECTOR;
        var genesis = Genesis.parse(Vectors.hex(vector, "genesis"));

        assertThat(genesis.id()).isEqualTo(Vectors.hex(vector, "cluster_id"));
        assertThat(genesis.name()).isEqualTo("willow-42");
        assertThat(genesis.createdMs())
                .isEqualTo(vector.get("genesis_created_ms").getAsLong());
        assertThat(genesis.threshold()).isEqualTo(1);
        assertThat(genesis.administrators()).containsExactly(Vectors.hex(vector, "administrator_public"));
        assertThat(genesis.bytes()).isEqualTo(Vectors.hex(vector, "genesis"));
    }

    @Test
    void newGenesisHasNoAdministratorsAndReadsBack() throws Exception {
        var genesis = Genesis.create("two words", NOW, new Random(1));
        var read = Genesis.parse(genesis.bytes());

        assertThat(read.id()).isEqualTo(genesis.id()).isEqualTo(Sha256.of(genesis.bytes()));
        assertThat(read.name()).isEqualTo("two words");
        assertThat(read.createdMs()).isEqualTo(NOW.toEpochMilli());
        assertThat(read.threshold()).isZero();
        assertThat(read.administrators()).isEmpty();
        assertThat(Genesis.create("two words", NOW, new Random(2)).id()).isNotEqualTo(genesis.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "a.b", "a\n", "\u00e4"})
    void badNamesAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Genesis.create(name, NOW, new Random(1)));
        assertRefused(bytes(1, name.getBytes(StandardCharsets.ISO_8859_1), 0, List.of()), "name");
    }

    @Test
    void longestNameAndMostAdministratorsAreTaken() throws Exception {
        var genesis = Genesis.parse(bytes(1, "x".repeat(64).getBytes(StandardCharsets.US_ASCII), 16, keys(16)));

        assertThat(genesis.bytes()).hasSize(Genesis.MAX_BYTES);
        assertThat(genesis.threshold()).isEqualTo(16);
        assertThat(genesis.administrators()).hasSize(16);
    }

    @Test
    void whatBreaksTheFormIsRefused() {
        var name = "a".getBytes(StandardCharsets.US_ASCII);
        var two = keys(2);

        assertRefused(bytes(2, name, 0, List.of()), "version 2");
        assertRefused(bytes(1, name, 1, List.of()), "threshold 1 of 0");
        assertRefused(bytes(1, name, 0, two), "threshold 0 of 2");
        assertRefused(bytes(1, name, 3, two), "threshold 3 of 2");
        assertRefused(bytes(1, name, 1, List.of(two.get(1), two.get(0))), "ascend");
        assertRefused(bytes(1, name, 1, List.of(two.get(0), two.get(0))), "ascend");
        assertRefused(bytes(1, name, 1, keys(17)), "17 administrators, at most 16");
        assertRefused(bytes(1, name, 1, List.of(new byte[32])), "no Ed25519 key");
        assertRefused(Arrays.copyOf(bytes(1, name, 1, two), 110), "1 bytes too many");
        assertRefused(new byte[Genesis.MAX_BYTES + 1], "at most");
    }

    @Test
    void everyCutIsRefused() {
        var good = Vectors.hex(TestClusters.VECTOR, "genesis");
        IntStream.range(0, good.length).forEach(length -> assertRefused(Arrays.copyOf(good, length), "cut short"));
    }

    private static void assertRefused(byte[] bytes, String why) {
        assertThatExceptionOfType(BadGenesisException.class)
                .isThrownBy(() -> Genesis.parse(bytes))
                .withMessageContaining(why);
    }

    private static byte[] bytes(int version, byte[] name, int threshold, List<byte[]> administrators) {
        var out = new ByteArrayOutputStream();
        out.write(version);
        out.writeBytes(new byte[32 + 8]);
        out.write(name.length);
        out.writeBytes(name);
        out.write(threshold);
        out.write(administrators.size());
        administrators.forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static List<byte[]> keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Ed25519.publicKey(Sha256.of(new byte[] {(byte) i})))
                .sorted(Comparator.comparing(key -> key, Arrays::compareUnsigned))
                .toList();
    }
}
