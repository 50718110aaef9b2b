package org.osier.core.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.core.cluster.ClusterJson.BadClusterJsonException;
import org.osier.core.crypto.Sha256;
import org.osier.core.fuzz.Seeds;

/** The documents of a cluster: the genesis, which travels, and the file, which somebody sends to an operator. */
class ClusterFuzzTest {
    private static final byte[] GENESIS = Seeds.vector("cluster", "genesis");
    private static final String SECRET = HexFormat.of().formatHex(Seeds.vector("cluster", "secret"));

    static Stream<byte[]> geneses() {
        var without = Genesis.create("oak-1", Instant.EPOCH, new Random(1)).bytes();
        return Seeds.near(GENESIS, without);
    }

    @MethodSource("geneses")
    @FuzzTest
    void genesis(byte[] bytes) {
        try {
            var genesis = Genesis.parse(bytes);
            assertThat(genesis.bytes()).isEqualTo(bytes);
            assertThat(genesis.id()).isEqualTo(Sha256.of(bytes));
            assertThat(Genesis.isName(genesis.name())).isTrue();
            int administrators = genesis.administrators().size();
            assertThat(genesis.threshold()).isBetween(administrators == 0 ? 0 : 1, administrators);
        } catch (BadGenesisException e) {
            assertThat(e.getMessage()).startsWith("not a genesis: ");
        }
    }

    static Stream<byte[]> files() {
        var good =
                "{\"schema\":\"osier.cluster/1\",\"name\":\"willow-42\",\"genesis\":\"%s\",\"epoch\":1,\"secret\":\"%s\"}"
                        .formatted(HexFormat.of().formatHex(GENESIS), SECRET);
        var deep = "{\"x\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}";
        var many = good.replace("\"epoch\":1", "\"epoch\":1,\"more\":{\"a\":[1,2,{\"b\":null}]}");
        return Seeds.near(good.getBytes(UTF_8), deep.getBytes(UTF_8), many.getBytes(UTF_8));
    }

    @MethodSource("files")
    @FuzzTest
    void file(byte[] bytes) {
        try {
            var cluster = ClusterJson.read(bytes);
            assertThat(ClusterJson.read(ClusterJson.write(cluster))).isEqualTo(cluster);
        } catch (BadClusterJsonException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain(SECRET.substring(0, 16));
        }
    }
}
