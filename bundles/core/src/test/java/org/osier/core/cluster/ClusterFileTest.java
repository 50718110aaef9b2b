package org.osier.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file against the Osier wire vectors, written independently from WIRE.md, and everything it must refuse. */
class ClusterFileTest {
    private static final String GOOD = TestClusters.VECTOR.get("cluster_file").toString();
    private static final String SECRET = TestClusters.VECTOR.get("secret").getAsString();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("cluster.json");
    }

    @Test
    void fileOfTheVectorsIsRead() throws IOException {
        var cluster = read(GOOD);

        assertThat(cluster).isEqualTo(TestClusters.willow()).hasSameHashCodeAs(TestClusters.willow());
        assertThat(cluster.idHex())
                .isEqualTo(TestClusters.VECTOR.get("cluster_id").getAsString());
        assertThat(HexFormat.of().formatHex(cluster.secret())).isEqualTo(SECRET);
        assertThat(cluster.epoch()).isEqualTo(1);
    }

    @Test
    void whatIsWrittenReadsBackAndIsTheOwnersAlone() throws IOException {
        ClusterFile.create(file, TestClusters.willow());

        assertThat(ClusterFile.read(file)).isEqualTo(TestClusters.willow());
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(JsonParser.parseString(Files.readString(file))).isEqualTo(TestClusters.VECTOR.get("cluster_file"));
    }

    @Test
    void fileIsOnlyReplacedWhenThatIsMeant() throws IOException {
        var later = Cluster.of(TestClusters.willow().genesis(), 2, new byte[32]);
        ClusterFile.create(file, TestClusters.willow());

        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> ClusterFile.create(file, later));
        assertThat(ClusterFile.read(file)).isEqualTo(TestClusters.willow());
        ClusterFile.replace(file, later);
        assertThat(ClusterFile.read(file)).isEqualTo(later);
    }

    @Test
    void unknownKeysSpacesAndOrderDoNotMatter() throws IOException {
        var more = " \n" + GOOD.replace("{", "{ \"note\": {\"a\":[1,{\"secret\":2},null]}, ") + "\n\n";

        assertThat(read(more)).isEqualTo(TestClusters.willow());
    }

    @Test
    void epochsFillTheirU32() throws IOException {
        assertThat(read(GOOD.replace("\"epoch\":1", "\"epoch\":4294967295")).epoch())
                .isEqualTo(-1);
        assertThat(read(GOOD.replace("\"epoch\":1", "\"epoch\":4294967295")).toString())
                .endsWith("4294967295");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "4294967296",
                "99999999999999999999",
                "1.0",
                "1e0",
                "01",
                "\"1\"",
                "null",
                "true",
                "[1]",
                "{}",
                ""
            })
    void otherEpochsAreRefused(String epoch) {
        assertRefused(GOOD.replace("\"epoch\":1", "\"epoch\":" + epoch));
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema", "name", "genesis", "epoch", "secret"})
    void everyKeyIsNeededOnce(String key) {
        var value = TestClusters.VECTOR.getAsJsonObject("cluster_file").get(key);
        assertRefused(GOOD.replace("\"" + key + "\"", "\"x-" + key + "\"")).withMessageContaining("is missing");
        assertRefused(GOOD.replace("{", "{\"" + key + "\":" + value + ",")).withMessageContaining("twice");
    }

    @Test
    void unknownKeyTwiceIsRefusedToo() {
        assertRefused(GOOD.replace("{", "{\"note\":1,\"note\":1,")).withMessageContaining("twice");
    }

    @Test
    void hexIsLowerCaseAndOfItsLength() {
        assertRefused(GOOD.replace(SECRET, SECRET.toUpperCase(Locale.ROOT))).withMessageContaining("lower");
        assertRefused(GOOD.replace(SECRET, SECRET.substring(2))).withMessageContaining("64");
        assertRefused(GOOD.replace(SECRET, SECRET.substring(1))).withMessageContaining("lower");
        assertRefused(GOOD.replace(SECRET, SECRET + "00")).withMessageContaining("64");
        assertRefused(GOOD.replace(SECRET, "")).withMessageContaining("64");
        assertRefused(GOOD.replace("01d0d1", "01D0d1")).withMessageContaining("lower");
        assertRefused(GOOD.replace("01d0d1", "02d0d1")).withMessageContaining("version 2");
    }

    @Test
    void nameIsThatOfTheGenesis() {
        assertRefused(GOOD.replace("willow-42", "willow-43")).withMessageContaining("not the one of the genesis");
        assertRefused(GOOD.replace("osier.cluster/1", "osier.cluster/2")).withMessageContaining("schema");
    }

    @Test
    void whatIsNotJsonIsRefused() {
        for (var text : new String[] {
            "",
            "{",
            "[]",
            "null",
            "\"x\"",
            GOOD + GOOD,
            GOOD + "x",
            GOOD.substring(1),
            GOOD.replace(':', '='),
            GOOD.replace('"', '\''),
            "/* c */" + GOOD,
            GOOD.replace("{", "{\"a\":" + "[".repeat(2_000)),
            GOOD.replace("}", ",}"),
            GOOD.replace("willow", "wil\u0000low")
        }) {
            assertRefused(text);
        }
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() throws IOException {
        put("x".getBytes(StandardCharsets.US_ASCII));
        Files.write(file, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> ClusterFile.read(file))
                .withMessageContaining("UTF-8");
    }

    @Test
    void endlessFileIsRefused() throws IOException {
        assertRefused(GOOD + " ".repeat(ClusterFile.MAX_BYTES)).withMessageContaining("longer");
        assertThat(read(GOOD + " ".repeat(ClusterFile.MAX_BYTES - GOOD.length())))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"rw-r-----", "rw----r--", "rwx--x---", "rw-rw-rw-"})
    void openToOthersIsRefused(String mode) throws IOException {
        put(GOOD.getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> ClusterFile.read(file))
                .withMessageContaining(mode)
                .withMessageContaining("chmod 600");
    }

    @Test
    void missingFileAndDirectoryAreSaid() {
        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> ClusterFile.read(file))
                .withMessageContaining("no such file");
        assertThatExceptionOfType(ClusterException.class).isThrownBy(() -> ClusterFile.read(directory));
    }

    @Test
    void clusterCannotBeBuiltWrong() {
        var genesis = TestClusters.willow().genesis();

        assertThatIllegalArgumentException().isThrownBy(() -> Cluster.of(genesis, 0, new byte[32]));
        assertThatIllegalArgumentException().isThrownBy(() -> Cluster.of(genesis, 1, new byte[31]));
    }

    @Test
    void textOfAClusterHoldsNoSecret() {
        assertThat(TestClusters.willow()).hasToString("willow-42 1fda0077 epoch 1");
    }

    private ThrowableAssertAlternative<ClusterException> assertRefused(String text) {
        return assertThatExceptionOfType(ClusterException.class)
                .as(text)
                .isThrownBy(() -> read(text))
                .withMessageStartingWith("OSIER-103 cluster file " + file)
                .withMessageContaining("next: ")
                .withMessageNotContainingAny(SECRET, SECRET.substring(0, 16))
                .withNoCause();
    }

    private Cluster read(String text) throws IOException {
        put(text.getBytes(StandardCharsets.UTF_8));
        return ClusterFile.read(file);
    }

    private void put(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
